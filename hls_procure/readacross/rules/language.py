"""Language: words that make people smaller, take the work back to targets and control, or leave a bidder guessing.

Which words, what might stand instead and where they are right is data (``playbooks/language/*.yaml``). People's own words
are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from hls_procure.findings import Finding, Side
from hls_procure.model.check import Lexicon
from hls_procure.readacross.lines import Doc
from hls_procure.readacross.pack import Pack, Passage, at, cut, large
from hls_procure.readacross.rule import rule
from hls_procure.readacross.scan import Hit, negated

_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b(?![-.]?[\d@])")
_SENTENCE = re.compile(r"[.?!:;](?:\s|$)")
_LETTERS, _VOWELS = re.compile(r"[a-z']+"), re.compile(r"[aeiouy]+")
_MUST = re.compile(r"\bmust\b")
LONG = 45
GRADE = 9.0
#: So many paragraphs tell how hard a document is to read.
PARAGRAPHS = 1_000
#: Of the words of a specification, and without a source in law or safety.
MUSTS_A_THOUSAND, UNSOURCED = 12, 3
_MEASURES = "spec.measures[]"


@rule("RA511", "RA703", "RA801", "RA802", "RA803", "RA804", "RA805", "RA808", "RA812", "RA813")
def words(pack: Pack) -> Iterator[Finding]:
    """Every phrase of the lists, where it is not right."""
    first = pack.scanner.first
    for passage in pack.marked(first):
        if passage.quote:
            continue
        told: set[tuple[str, tuple[str, ...]]] = set()
        said = passage.words
        for hit in pack.scanner.hits(said, passage.marks & first):
            key = (hit.lexicon.id, hit.phrase.find)
            if key not in told and _looked_at(hit.lexicon, passage) and not _is_right(hit, passage, said):
                told.add(key)
                yield _of_hit(pack, passage, hit)


def _looked_at(lexicon: Lexicon, passage: Passage) -> bool:
    if passage.line is None:
        if any(passage.general.startswith(path) for path in lexicon.leave_out):
            return False
        return not lexicon.answers or any(passage.general.startswith(path) for path in lexicon.answers)
    return not lexicon.documents or passage.document in lexicon.documents


def _is_right(hit: Hit, passage: Passage, said: list[str]) -> bool:
    right = hit.phrase.right
    if ("law" in right and passage.law) or ("safety" in right and passage.safety):
        return True
    if "negated" in right and negated(said, hit.at):
        return True
    if "quote" in right and _in_quotes(passage.text, hit.found):
        return True
    lowered = passage.text.lower()
    return any(word in lowered for word in hit.phrase.unless)


def _in_quotes(text: str, found: str) -> bool:
    place = text.lower().find(found)
    return place > 0 and text[:place].count("“") > text[:place].count("”")


def _of_hit(pack: Pack, passage: Passage, hit: Hit) -> Finding:
    code = "RA705" if hit.lexicon.code == "RA803" and passage.general.startswith(_MEASURES) else hit.lexicon.code
    message = f"'{hit.found}': {hit.phrase.why}"
    where = "Change it in project.yaml, or in the walk." if passage.line is None else "Change the words of the clause."
    return pack.finding(code, message, passage.side(hit.found, hit.found), None, f"Say, for instance: {hit.phrase.say}. {where}")


@rule("RA806")
def musts(pack: Pack) -> Iterator[Finding]:
    """How many musts a specification of principles holds, and how many of them have a source."""
    doc = pack.part("specification")
    if doc is None:
        return
    sourced = {f"spec.requirements[{row.id}]" for row in pack.rows("spec.requirements") if row.source}
    sourced |= {
        f"spec.boundaries[{row.id}]" for row in pack.rows("spec.boundaries") if row.kind in ("law", "safety", "statutory")
    }
    count = 0
    loose = []
    for line in doc.lines:
        text = line.text
        if "ust" not in text and "UST" not in text:
            continue
        text = text.lower()
        if "must" not in text or "“must”" in text or line.kind in ("heads", "caption", "heading"):
            continue
        here = len(_MUST.findall(text))
        count += here
        if not line.law and not any(path[: path.find("]") + 1] in sourced for path in line.facts):
            loose += [line] * here
    total = sum([line.text.count(" ") + 1 for line in doc.lines]) if count else 0
    if len(loose) < UNSOURCED and count * 1000 <= total * MUSTS_A_THOUSAND:
        return
    places = "; ".join(f"{line.where}: {cut(line.text, 'must', 60)}" for line in loose[:5])
    more = f" and {len(loose) - 5} more" if len(loose) > 5 else ""
    message = f"{large(doc.short)} has {count} musts, {count - len(loose)} with a source in law or safety."
    hint = f"Turn the others into commitments or freedoms: {places}{more}." if loose else ""
    first = loose[0].where if loose else doc.short
    yield pack.finding(
        "RA806", message, Side(doc.id, first, f"{count} musts in {total:,} words", count), at("spec.requirements"), hint
    )


@rule("RA807")
def bare_principle(pack: Pack) -> Iterator[Finding]:
    """Each commitment says what somebody would see."""
    for row in pack.rows("spec.commitments"):
        if not row.practice:
            message = f"The commitment '{row.title or row.id}' does not say what somebody would see if it were kept."
            yield pack.finding(
                "RA807", message, at(f"spec.commitments[{row.id}].practice"), at(f"spec.commitments[{row.id}].intent", row.intent)
            )


@rule("RA809")
def hard_to_read(pack: Pack) -> Iterator[Finding]:
    """What bidders and the public read can be read by somebody who left school at sixteen."""
    for doc in pack.documents.values():
        if doc.part in ("agreement", "learning") or doc.audience not in ("bidders", "public", "recipient"):
            continue
        grade = reading_grade(doc)
        if grade > GRADE:
            message = f"{large(doc.short)} reads like school year {grade + 1:.0f} and above (Flesch-Kincaid grade {grade:.1f})."
            yield pack.finding("RA809", message, Side(doc.id, doc.short, "", round(grade, 1)))


def reading_grade(doc: Doc) -> float:
    """The Flesch-Kincaid grade of the first paragraphs of a document, as far as a grade needs; 0 where it has none."""
    texts = [line.text for line in islice((line for line in doc.lines if line.kind == "para"), PARAGRAPHS)]
    counts = Counter(_LETTERS.findall("\n".join(texts).lower()))
    total = sum(counts.values())
    if not total:
        return 0.0
    sentences = sum(max(1, len(_SENTENCE.findall(text))) for text in texts)
    syllables = sum(_syllables(word) * count for word, count in counts.items())
    return 0.39 * total / sentences + 11.8 * syllables / total - 15.59


def _syllables(word: str) -> int:
    word = word.rstrip("'")
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith("le") and count > 1:
        count -= 1
    return max(1, count)


@rule("RA810")
def long_sentence(pack: Pack) -> Iterator[Finding]:
    """No sentence runs on."""
    for passage in pack.passages:
        if (
            passage.text.count(" ") < LONG
            or passage.quote
            or (passage.line and passage.line.kind in ("row", "form", "signature"))
        ):
            continue
        for sentence in _SENTENCE.split(passage.text):
            count = len(sentence.split())
            if count > LONG:
                message = f"A sentence of {count} words: {cut(sentence, most=70)}"
                yield pack.finding("RA810", message, passage.side(count, sentence[:40]))


@rule("RA811")
def acronym(pack: Pack) -> Iterator[Finding]:
    """Letters that stand for a name are explained where they first stand."""
    known = {word for lexicon in pack.lexicons if lexicon.code == "RA811" for word in lexicon.known}
    told: set[str] = set()
    explained: dict[str, bool] = {}
    places: dict[str, tuple[Passage, str]] = {}
    for passage in pack.shaped("AA"):
        for found in _ACRONYM.finditer(passage.text):
            word = found[0]
            if word in known or _shouted(passage.text, found) or not word.strip("X"):
                continue
            places.setdefault(word, (passage, word))
            if not explained.get(word):
                explained[word] = _explained(passage.text, found)
    for word, (passage, _) in places.items():
        if not explained[word] and word not in told:
            told.add(word)
            message = f"'{word}' is not explained anywhere in the pack."
            yield pack.finding("RA811", message, passage.side(word, word))


def _shouted(text: str, found: re.Match[str]) -> bool:
    """Whether the letters are part of a code (``TC-2027``, ``TM1 2AB``), of words in capitals, or of a gap."""
    before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 2]
    open_ = text.rfind("[", 0, found.start())
    inside = text[open_:].partition("]")
    if open_ > text.rfind("]", 0, found.start()) and inside[1] and inside[0].isupper():
        return True
    return before in ("-", "/", "@", ".") or after[:1] in ("-", "/") or text.isupper()


def _explained(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()], text[found.end() :]
    if before.endswith("(") and after.startswith(")"):
        return True
    return bool(re.match(r" \([A-Za-z]|, (?:the|a|an|which|or)\b| means\b| stands for\b", after))


RULES = (words, musts, bare_principle, hard_to_read, long_sentence, acronym)
