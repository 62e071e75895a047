"""Read-across on a large pack, against the plainest thing that could be done: a pass over the ids and a scan of the words."""

from __future__ import annotations

import gc
import random
import re
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache, partial
from typing import Any
from unittest.mock import patch

from hls_procure.library.checks import load_checks, load_language
from hls_procure.library.finder import Finder
from hls_procure.model.evaluation import AwardCriterion, Evaluation, EvaluationQuestion
from hls_procure.model.facts import FactView
from hls_procure.model.root import Project
from hls_procure.model.specification import Commitment, Specification
from hls_procure.model.values import Percent
from hls_procure.readacross import report
from hls_procure.readacross.lines import Doc, Line
from hls_procure.readacross.links import link_states
from hls_procure.readacross.pack import Pack
from hls_procure.readacross.report import Report, read_across
from hls_procure.readacross.rules.repeated import repeated
from hls_procure.work.workspace import Workspace

SIZE, WORDS, RUNS = 10_000, 200_000, 5
_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*|£?\d[\d,.]*%?|[.;?!]")
VOCABULARY = """
    people work together and learn what helps a person who asks for it the team decides with them how when where members
    listen write say meet change keep open ask share hold look again each week month year in section on money days of a to
    is that which one another worker house street morning evening kitchen door friend sister night doctor clinic bench van
    bus river village choir choice plan word voice answer question reason paper table letter telephone name number place
    room key home rent job tool course group forum council board minute meeting quarter account figure story mistake trust
    risk care need hope hand heart hour moment summer winter spring autumn city town market shop school library church
    """.split()


def project(size: int) -> Project:
    """Commitments and criteria, each criterion linked to one to three commitments, and a question for each."""
    chance = random.Random(7)
    commitments = tuple(Commitment(f"c{n}", f"title {n}", "p", f"Intent {n}.", f"Practice {n}.", "q") for n in range(size))
    criteria = tuple(
        AwardCriterion(
            f"k{n}", f"Name {n}", Percent(Decimal(1)), f"Looks at {n}.", "It is the work.",
            tuple(dict.fromkeys([f"c{n}", *(f"c{chance.randrange(size)}" for _ in range(chance.randrange(3)))])),
        )
        for n in range(size)
    )  # fmt: skip
    whole = Percent(Decimal(100))
    questions = tuple(
        EvaluationQuestion(f"q{n}", f"k{n}", whole, f"Question {n}?", "written", 300, good="This.") for n in range(size)
    )
    return Project(spec=Specification(commitments=commitments), evaluation=Evaluation(criteria=criteria, questions=questions))


def documents(words: int) -> list[Doc]:
    """A specification of numbered paragraphs of twenty words."""
    chance = random.Random(11)
    lines = []
    for number in range(words // 20):
        text = " ".join(chance.choices(VOCABULARY, k=20)).capitalize() + "."
        where = f"{number // 50 + 1}.{number % 50 + 1}"
        lines.append(Line(f"SP-{number}", f"section {where}", "para", text, number=where))
    return [Doc("D08", "the Specification", "specification", "section", "bidders", tuple(lines))]


def floor(made: Project, docs: list[Doc]) -> tuple[int, int]:
    """The plain floor: which ids are covered, and how often each word of a list stands in the words."""
    known = {row.id: row for row in made.spec.commitments or ()}
    covered = {target for row in made.evaluation.criteria or () for target in row.commitments or () if target in known}
    table = {"must": 0, "users": 0, "target": 0}
    found = 0
    for doc in docs:
        for line in doc.lines:
            for word in _WORD.findall(line.text.lower()):
                if word in table:
                    found += 1
    return len(covered), found


@cache
def loaded() -> tuple[Any, Any, Any]:
    """The field schema, the catalogue of checks and the lists of words."""
    finder = Finder()
    return Workspace().schema, load_checks(finder), load_language(finder)


def engine(made: Project, docs: list[Doc]) -> Report:
    """Every check on a project and its documents, but for the search for paragraphs that are nearly the same."""
    schema, checks, lexicons = loaded()
    with patch.object(report, "RULES", tuple(rule for rule in report.RULES if rule is not repeated)):
        return read_across(Pack(checks, FactView(made, schema), documents=docs, lexicons=lexicons))


def alike(docs: list[Doc]) -> None:
    """The search for paragraphs that are nearly the same, alone."""
    schema, checks, lexicons = loaded()
    list(repeated.check(Pack(checks, FactView(Project(), schema), documents=docs, lexicons=lexicons)))


def clock(call: Callable[[], Any]) -> float:
    """The CPU time of one run, in seconds."""
    before = time.process_time()
    call()
    return time.process_time() - before


def medians(*calls: Callable[[], Any]) -> list[float]:
    """The median CPU time of each of some calls, taken in turn so that a busy machine hurts them alike."""
    taken = [[clock(call) for call in calls] for _ in range(RUNS)]
    return [statistics.median(times) for times in zip(*taken, strict=True)]


FIRST = ("Lead", "Working", "Core", "Alliance", "Money")
SECOND = ("Member", "Board", "Group", "Plan", "Day", "Place", "Worker", "Record", "Year", "Meeting", "Letter", "Purpose")
SAID = (
    "The yearly sum is £250,000.", "See section 3.2 (people).", "It begins on 4 May 2027.", "Name 17: 1%.", "At 12 noon.",
    "They pay within 30 days.", "Nobody’s well-being waits.", "The BBC (British Broadcasting) hears it.",
    "A term of seven (7) years.",
)  # fmt: skip


def lively(docs: list[Doc]) -> list[Doc]:
    """The same words with what people write between them: terms with meanings, sums, shares, days, references and capitals."""
    chance = random.Random(13)
    terms = [f"{first} {second}" for first in FIRST for second in SECOND]

    def text(number: int, words: str) -> str:
        if number < len(terms):
            return f"“{terms[number]}” means {words}"
        return words if number % 3 else f"{words} {chance.choice(SAID)} The {chance.choice(terms)} keeps it."

    return [
        replace(
            doc,
            lines=tuple(replace(line, text=text(number, line.text)) for number, line in enumerate(doc.lines)),
            numbers={line.number: "" for line in doc.lines},
        )
        for doc in docs
    ]


def readacross() -> None:
    """Prints the engine against the floor on plain words and on lively ones, at three sizes, what loading costs, and memory."""
    gc.set_threshold(100_000, 20, 20)  # as the command does
    print(f"\nLoading the catalogue, the lists of words and the schema, once: {clock(loaded):.3f} s")
    made, docs = project(SIZE), documents(WORDS)
    print(f"Read-across of {SIZE:,} commitments, {SIZE:,} criteria and {WORDS:,} words (CPU time, median of {RUNS} in turn)")
    for title, some in (("plain words", docs), ("terms, sums, days and references", lively(docs))):
        base, whole = medians(partial(floor, made, some), partial(engine, made, some))
        print(f"  {title.ljust(34)} plain floor {base:6.3f} s   all checks {whole:6.3f} s   {whole / base:5.2f} x floor")
    print("\nThe whole at three sizes: links and words grow together")
    for size in (500, 5_000, 50_000):
        some, words = project(size), documents(size * 20)
        count = sum(len(row.commitments or ()) for row in some.evaluation.criteria or ())
        base, whole = medians(partial(floor, some, words), partial(engine, some, words))
        states = medians(partial(_states, some))[0]
        print(
            f"  {count:>7,} links  {whole / count * 1e6:6.2f} microseconds a link, {whole / base:5.2f} x floor;"
            f" their states alone {states / count * 1e6:5.2f}"
        )
    near, far = (medians(partial(alike, documents(words)))[0] for words in (WORDS // 4, WORDS))
    print(f"Paragraphs nearly the same, apart: {near:.3f} s for {WORDS // 4:,} words, {far:.3f} s for {WORDS:,}")
    print(f"Peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


def _states(made: Project) -> Any:
    criteria, commitments = made.evaluation.criteria or (), made.spec.commitments or ()
    return link_states(criteria, commitments, made.evaluation.questions or (), (), ())
