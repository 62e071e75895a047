"""How the shipped words are written: short sentences, no word that wounds or that lawyers hide behind, terms with their mark.

A failure shows the sub-clause and the words. Mend the words; an exception needs a reason that a reader would accept.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator
from typing import Any

import pytest
from words_lint import FACT, REF, Text, count, said, sentences, texts

from hls_procure.library.finder import shipped_root
from hls_procure.library.playbooks import known_playbooks
from hls_procure.library.yamlfile import load
from hls_procure.model.clause import Library
from hls_procure.work.workspace import Workspace

WORK = Workspace()
LIBRARY: Library = WORK.words
WALKS = [WORK.playbook(id) for id in known_playbooks(WORK.finder)]
TEXTS = [text for clause in LIBRARY.clauses.values() for text in texts(clause, LIBRARY)]
FAMILIES = sorted({text.id[:2] for text in TEXTS})


def around(words: str, found: re.Match[str]) -> str:
    return words[max(0, found.start() - 50) : found.end() + 40]


def shown(faults: list[str]) -> str:
    return "\n" + "\n".join(faults)


# Sentences


def test_the_whole_library_is_read() -> None:
    assert " ".join(FAMILIES) == "AL CI CN CP CQ EI EV GC GD GF GH GI GK GL GP GS GU GV GW GX GY IT LG MB ME ND PR RC RD SP"
    assert len(TEXTS) > 1500
    assert {text.kind for text in TEXTS} == {"words", "caption", "head", "cell"}


@pytest.mark.parametrize("family", FAMILIES)
def test_no_sentence_has_more_than_forty_five_words_and_the_average_is_short(family: str) -> None:
    found = [(count(one), text, one) for text in TEXTS if text.id.startswith(family) for one in sentences(text.words)]
    long = [f"{number} words  {text.id}  {one}" for number, text, one in found if number > 45]
    assert not long, shown(long)
    assert 8 <= statistics.mean(number for number, text, _ in found if text.kind == "words") < 25


def test_sentences_are_counted_as_a_reader_would() -> None:
    assert sentences(f"One thing. Another? “A third.” {FACT} is a fourth. (A fifth.) {REF} is the sixth.") == [
        "One thing.", "Another?", "“A third.”", f"{FACT} is a fourth.", "(A fifth.)", f"{REF} is the sixth.",
    ]  # fmt: skip
    assert sentences("It costs £7.7m a year, e.g. in section 5.2 of the Act.") == [
        "It costs £7.7m a year, e.g. in section 5.2 of the Act."
    ]
    assert count("A Member’s people-first, low-cost idea (and 20% more).") == 8
    assert count(f"Within {FACT} as {REF} says") == 7


def test_nothing_is_numbered_deeper_than_three_levels() -> None:
    for clause in LIBRARY.clauses.values():
        for id, _ in clause.nodes():
            assert id.count(".") <= 3, id


# Words that do not belong


FORBIDDEN = re.compile(
    r"\bshall\b|\band/or\b|\bincluding,? but not limited to\b|\bendeavou?rs?\b|\bservice[ -]users?\b|\bclients?\b"
    r"|\bthe homeless\b|\bhard[ -]to[ -]reach\b|\bvulnerable (?:people|adults|persons)\b|\bcomplex[ -]needs\b"
    r"|\bdeliver(?:s|ed|ing)? outcomes?\b|\bhere(?:by|in|under|with|of|to)\b|\bthere(?:of|under|to)\b|\baforesaid\b"
    r"|\bforthwith\b|\bpursuant\b|\butili[sz]e|\bthe Parties\b|\btenderers?\b|\bapplicants?\b|\bfront[ -]?line\b"
    r"|\bcohorts?\b|\bchaotic\b|\btroubled\b|\bnon-complian|\bdisengag",
    re.IGNORECASE,
)


def flat(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from flat(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from flat(inner)


def everything() -> Iterator[tuple[str, str]]:
    """Every shipped text that a person reads, with its place."""
    for text in TEXTS:
        yield text.id, text.words
    for clause in LIBRARY.clauses.values():
        for words in (clause.title, clause.purpose, clause.plain, clause.drafting_note):
            yield clause.id, words
        for point in clause.lawyer:
            yield f"{clause.id} lawyer", f"{point.settle} {point.turns_on} {point.our_view}"
        for conflict in clause.conflicts:
            yield f"{clause.id} conflicts", conflict.why
        for schedule in clause.schedules:
            yield f"{clause.id}.{schedule.id}", schedule.title
    for term in LIBRARY.terms.values():
        yield f"term {term.id}", f"{term.singular} {term.plural}: {said(term.means, LIBRARY)}"
    for document in LIBRARY.documents.values():
        for part in (
            document.title,
            document.subtitle,
            *(node.parts for node in document.face),
            *(s.attach_note for s in document.schedules),
        ):
            yield document.id, said(part, LIBRARY)
        yield document.id, " ".join((document.short, document.needs_why, *(schedule.title for schedule in document.schedules)))
        yield document.id, " ".join(group.heading for group in document.groups)
    for key, words in LIBRARY.texts.items():
        yield f"texts.yaml {key}", words
    for stage in (stage for walk in WALKS for stage in walk.stages):
        yield f"stage {stage.id}", " ".join((stage.title, stage.about, *stage.leaving))
    for question in {**WALKS[0].questions, **WALKS[1].questions}.values():
        parts = (question.ask, question.why, question.hint, question.who, *question.labels.values(), *question.rows.values())
        yield question.id, " ".join((*parts, *flat(question.example)))
    for reminder in (reminder for walk in WALKS for reminder in walk.reminders):
        yield f"reminder {reminder.id}", reminder.say
    for field in WORK.schema:
        yield f"field {field.path}", " ".join((*field.choices.values(), field.at_tender, field.unit))


def test_no_word_stands_anywhere_that_wounds_or_hides() -> None:
    faults = [f"{place}  {around(words, found)}" for place, words in everything() for found in FORBIDDEN.finditer(words)]
    assert not faults, shown(faults)


def test_nor_in_the_sample() -> None:
    faults = []
    for path in sorted((shipped_root() / "playbooks/samples").rglob("*.yaml")):
        for words in flat(load(path)):
            faults += [f"{path.name}  {around(words, found)}" for found in FORBIDDEN.finditer(words)]
    assert not faults, shown(faults)


@pytest.mark.parametrize(
    "planted",
    [
        "The Parties shall meet",
        "use reasonable endeavours",
        "cost and/or time",
        "Service users will",
        "a client of ours",
        "for the homeless",
        "including but not limited to rent",
        "deliver outcomes",
        "hard to reach",
        "vulnerable people",
    ],
)
def test_each_of_these_words_would_be_found(planted: str) -> None:
    assert FORBIDDEN.search(planted)


AMERICAN = re.compile(
    r"\b(?:organize|program(?!me|med|ming)|behavior|center|color|labor\b|fulfill|\w+ization|\w+yze)\w*|--|\.\.\.", re.IGNORECASE
)


def test_it_is_written_in_british_english_and_with_plain_signs() -> None:
    faults = [f"{place}  {around(words, found)}" for place, words in everything() for found in AMERICAN.finditer(words)]
    assert not faults, shown(faults)
    assert all(AMERICAN.search(planted) for planted in ("an organization", "the program", "at the center", "wait...", "a -- b"))


# Defined terms


#: Capitalised words of the alliance clauses that are a term's letters and not the term, with the reason.
TERM_EXCEPTIONS = {
    ("AL-50.resolved", "Authority"): "the caption speaks of authority to sign, not of the Authority",
}
TERM_WORDS = {words for term in LIBRARY.terms.values() for words in (term.singular, term.plural)}
TERM = re.compile(r"\b(" + "|".join(sorted(map(re.escape, TERM_WORDS), key=len, reverse=True)) + r")\b")
SMALL_TERM = re.compile(
    r"\b(" + "|".join(sorted((re.escape(words.lower()) for words in TERM_WORDS if " " in words), key=len, reverse=True)) + r")\b"
)


def unmarked(text: Text) -> Iterator[re.Match[str]]:
    """Defined terms that are typed in words; the head of a column holds no marks."""
    if text.kind != "head":
        yield from TERM.finditer(text.marked)
        yield from SMALL_TERM.finditer(text.marked)


def test_a_defined_term_of_the_agreement_always_has_its_mark() -> None:
    used = set()
    faults = []
    for text in TEXTS:
        for found in unmarked(text) if text.id.startswith("AL-") else ():
            if (text.id, found[1]) in TERM_EXCEPTIONS:
                used.add((text.id, found[1]))
            else:
                faults.append(f"{text.where}  {text.id}  {around(text.marked, found)}")
    assert not faults, shown(faults)
    assert used == set(TERM_EXCEPTIONS), "an exception that nothing needs any more"


def test_an_unmarked_term_would_be_found() -> None:
    planted = Text("AL-99.x", "", "Members meet the leadership team.", "Members meet the leadership team.", (), "words")
    assert [found[1] for found in unmarked(planted)] == ["Members", "leadership team"]


# Must


#: Where "must" stands without a legal fact, with the reason.
MUST_EXCEPTIONS = {
    "SP-01.words.must": "it says what the word means here",
    "SP-08.all": "the table lists requirements of law and safety, each with its own source",
}
MUST = re.compile(r"\bmust\b", re.IGNORECASE)


def test_must_stands_only_where_law_or_safety_requires_it() -> None:
    without = {text.id for text in TEXTS if MUST.search(text.words) and not text.law}
    assert without == set(MUST_EXCEPTIONS)
    assert len({text.id for text in TEXTS if MUST.search(text.words) and text.law}) > 20


# Figures


NUMBER = (
    r"\d[\d,.]*|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|"
    r"twenty|thirty|forty|forty-five|fifty|sixty|ninety|hundred|half a|a couple of|a few|second|third|fourth|fifth|sixth|seventh|"
    r"eighth|ninth|tenth|eleventh|twelfth"
)
PERIOD = r"(?:working |calendar |clear |Working )?(?:days?|weeks?|months?|years?|hours?|minutes?|Days?|quarters?|decades?)"
#: "a year" and "an hour" are how money and work are counted, and "a day" is any day: those are no periods that anybody chose.
FIGURE = re.compile(rf"£\s?\d|\d\s?%|\b(?:{NUMBER})[ -]{PERIOD}\b|\b\d[\d,.]*\b", re.IGNORECASE)
UNIT = re.compile(r"an? (?:year|month|week|day|hour|quarter)\b", re.IGNORECASE)
WITHIN = re.compile(r"\b(?:within|after|at least|at most|more than|less than|longer than|up to|under|over) $", re.IGNORECASE)
#: Figures of the agreement that are typed, with the reason.
FIGURE_EXCEPTIONS = {
    ("AL-27.plan", "ninth month"): "a plan has to be there a quarter before its year begins, whenever that year begins",
    ("AL-63.received-by-post", "second Working Day"): "how long a letter takes is no choice of the project",
    ("AL-48.caps", "one year"): "the cap counts what happens in a year, whatever the project chooses",
}


def figures(text: Text) -> Iterator[re.Match[str]]:
    for found in FIGURE.finditer(text.words):
        if not UNIT.fullmatch(found[0]) or WITHIN.search(text.words[: found.start()]):
            yield found


def test_no_figure_is_typed_in_the_agreement_but_the_laws() -> None:
    used = set()
    faults = []
    for text in TEXTS:
        for found in figures(text) if text.id.startswith("AL-") and not text.law else ():
            if (text.id, found[0]) in FIGURE_EXCEPTIONS:
                used.add((text.id, found[0]))
            else:
                faults.append(f"{text.where}  {text.id}  {around(text.words, found)}")
    assert not faults, shown(faults)
    assert used == set(FIGURE_EXCEPTIONS), "an exception that nothing needs any more"


@pytest.mark.parametrize(
    "planted",
    [
        "within 5 Working Days of it",
        "at least two days",
        "six weeks",
        "20% of",
        "£250 to help",
        "half a year",
        "a few weeks",
        "in 2028",
        "twelve-month",
        "within a month",
    ],
)
def test_a_typed_figure_would_be_found(planted: str) -> None:
    assert list(figures(Text("AL-99.x", "", planted, planted, (), "words")))


def test_nothing_promises_an_outcome_sets_a_target_or_pays_by_results() -> None:
    promise = re.compile(
        r"\b(?:key performance indicator|KPIs?|payment by results|target of|performance target|outcome payment)\b", re.IGNORECASE
    )
    faults = []
    for text in TEXTS:
        for found in promise.finditer(text.words):
            if not re.search(r"\b(?:no|not|nothing|never|nobody|without)\b", text.words, re.IGNORECASE):
                faults.append(f"{text.id}  {around(text.words, found)}")
    assert not faults, shown(faults)
