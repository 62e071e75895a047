"""Reads what there is of another language (``languages/cy/*.yaml``), and checks that it fits the English words.

An entry is an id with ``words`` (those of the language), ``hash`` (of the English words that they translate) and, for people,
``english``. Every entry stands in the file that its id begins with: ``GL-01.greeting`` in ``GL-01.yaml``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.library.cache import Cache
from hls_procure.library.finder import Finder
from hls_procure.library.load import NO_CACHE
from hls_procure.library.trees import load_trees
from hls_procure.library.yamlfile import Map
from hls_procure.model.clause import Library
from hls_procure.model.fields import FieldSchema
from hls_procure.model.marks import FactMark, MarkProblem, NumberMark, Part, RefMark, TermMark, parse_marks, write_marks
from hls_procure.model.tongue import PATTERNS, Entry, Tongue, digest, slug
from hls_procure.model.translated import translated

KEYS = frozenset({"words", "hash", "english"})
_PLACE = re.compile(r"\{[a-z]+\}")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_HOME = re.compile(r"[^./#@]+")


def home(id: str) -> str:
    """The name of the file that an entry stands in, without its ending."""
    found = _HOME.match(id)
    return found[0] if found else "other"


def load_language(finder: Finder, code: str, cache: Cache = NO_CACHE) -> dict[str, Entry]:
    """Every entry of a language that has words. :raises InputError: every fault of its files at once."""
    trees = load_trees(finder.all("languages", f"{code}/*.yaml"), cache)
    problems = list(trees.problems)
    entries: dict[str, Entry] = {}
    for found, data in trees.files:
        for id, entry in data.items():
            where = f"{found.name}:{data.places[id].line}"
            if not isinstance(entry, Map) or not all(isinstance(value, str | None) for value in entry.values()):
                problems.append(Problem(where, f"'{id}' has no words and no hash", do="Write it as the work list has it."))
                continue
            problems += [
                Problem(where, f"'{id}' has an unknown name '{key}'", nearest(key, KEYS)) for key in entry if key not in KEYS
            ]
            if home(id) != found.stem:
                problems.append(Problem(where, f"'{id}' stands in the wrong file", do=f"Put it into {home(id)}.yaml."))
            words = (entry.get("words") or "").strip()
            if words and not entry.get("hash"):
                problems.append(Problem(where, f"'{id}' has no hash", "It says which English words these translate.", "Add it."))
            elif words:
                entries[id] = Entry(words, str(entry["hash"]), where, entry.get("english") or "")
    if problems:
        raise InputError(problems)
    return entries


def write_entries(entries: Mapping[str, Entry]) -> str:
    """Entries as the text of their file, in the order of their ids."""
    lines = [
        "# Words in another language: each entry has the words, the hash of the English that they translate, and that English.",
        "# Change the words as you like. The hash says whether the English has changed since: leave it as it is.",
    ]
    for id in sorted(entries):
        entry = entries[id]
        lines += ["", f"{_quoted(id)}:", f"  hash: {_quoted(entry.english)}"]
        lines += [f"  english: {_quoted(entry.source)}"] if entry.source else []
        lines.append(f"  words: {_quoted(entry.words)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Text in double quotes, with everything escaped that YAML would take for the end of a line."""
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(f"\\u{ord(sign):04x}" if _ESCAPED.match(sign) else sign for sign in plain)


@dataclass(frozen=True)
class English:
    """The English side: what an entry may stand for.

    :param texts: every text of the clauses and documents, by id. :param places: the ids of the sub-clauses. :param schema: the
        fields. :param law: the ids of the legal facts. :param typed: what somebody typed at a path, or what the law room says
        there, if anything.
    """

    texts: Mapping[str, str]
    places: Collection[str]
    schema: FieldSchema
    law: Collection[str]
    typed: Callable[[str], str | None]


def english_of(library: Library) -> tuple[dict[str, str], set[str]]:
    """The texts of every document that is laid out as a letter, and the ids of their sub-clauses."""
    tongue = Tongue("-", every=True)
    other = translated(library, tongue)
    places: set[str] = set()
    for document in other.documents.values():
        if document.letter:
            places |= {document.id, *(f"{document.id}.{node.id}" for node in document.face)}
            for clause in (other.clauses[id] for group in document.groups for id in group.clauses):
                places |= {id for id, _ in clause.nodes()}
    for words in (other.terms, other.texts):
        for key in words:
            words[key]
    return tongue.asked, places


def check_language(entries: Mapping[str, Entry], english: English) -> list[Problem]:
    """What does not fit: an id that stands for nothing, and marks that differ from those of the English words."""
    return [problem for id, entry in entries.items() for problem in _check(id, entry, english)]


def _check(id: str, entry: Entry, english: English) -> Iterator[Problem]:
    base, _, owner = id.partition("@")
    if owner and not any(owner == place or owner.startswith(f"{place}.") for place in english.places):
        yield Problem(entry.where, f"'{id}' is for {owner}, which is no sub-clause", nearest(owner, english.places))
    if base in english.texts:
        yield from _pair(base, entry, english.texts[base])
    elif base in PATTERNS:
        yield from _same_places(base, entry, PATTERNS[base])
    elif not _stands_for_something(base, english):
        why = nearest(base, english.texts) or "A clause, a choice or an answer that it stood for may be gone."
        yield Problem(entry.where, f"'{base}' stands for no English text", why, "Correct the id, or take the entry out.")


def _stands_for_something(id: str, english: English) -> bool:
    kind, _, rest = id.partition(".")
    if kind in ("said", "layout"):
        return bool(rest) and rest == slug(rest)
    if kind == "law":
        return rest in english.law
    if kind == "choice":
        path, _, value = rest.rpartition(".")
        found = english.schema.get(path)
        return found is not None and value in found.choices
    return kind == "fact" and english.typed(rest) is not None


def _pair(id: str, entry: Entry, text: str) -> Iterator[Problem]:
    if entry.english != digest(text):
        return  # the English has changed; the documents that print it say so
    if id.startswith("texts."):
        yield from _same_places(id, entry, text)
        return
    try:
        mine = Counter(_bare(part) for part in parse_marks(entry.words) if not isinstance(part, str))
    except MarkProblem as error:
        yield Problem(entry.where, f"'{id}': {error}")
        return
    theirs = Counter(_bare(part) for part in parse_marks(text) if not isinstance(part, str))
    for mark in dict.fromkeys([*theirs, *mine]):
        if theirs[mark] > mine[mark]:
            yield Problem(entry.where, f"'{id}' lacks {mark}", "It stands in the English words.", "Put it where it belongs.")
        elif theirs[mark] < mine[mark]:
            yield Problem(entry.where, f"'{id}' has {mark}", "It does not stand in the English words.", "Take it out.")


def _bare(part: Part) -> str:
    """A mark without what a language says in its own way: the words for one and for many, singular and plural."""
    if isinstance(part, NumberMark):
        return f"<n:{part.path}|…|…>"
    if isinstance(part, TermMark):
        return f"<term:{part.term}>"
    assert isinstance(part, FactMark | RefMark)
    return write_marks((part,))


def _same_places(id: str, entry: Entry, text: str) -> Iterator[Problem]:
    mine, theirs = Counter(_PLACE.findall(entry.words)), Counter(_PLACE.findall(text))
    if mine != theirs:
        shown = ", ".join(theirs) or "none"
        yield Problem(entry.where, f"'{id}' has other places to fill than the English words", f"Those have: {shown}.")
