"""Read-across on a large pack, against the plainest thing that could be done: a pass over the ids and a scan of the words."""

from __future__ import annotations

import gc
import random
import re
import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hls_procure.library.checks import load_checks, load_language
from hls_procure.library.finder import Finder
from hls_procure.model.evaluation import AwardCriterion, Evaluation, EvaluationQuestion
from hls_procure.model.facts import FactView
from hls_procure.model.root import Project
from hls_procure.model.specification import Commitment, Specification
from hls_procure.model.values import Percent
from hls_procure.readacross.lines import Doc, Line
from hls_procure.readacross.links import link_states
from hls_procure.readacross.pack import Pack
from hls_procure.readacross.report import read_across
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
    questions = tuple(EvaluationQuestion(f"q{n}", f"k{n}", None, f"Question {n}?", "written", good="This.") for n in range(size))
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


def clock(call: Callable[[], Any]) -> float:
    """The median CPU time of some runs, in seconds."""
    taken = []
    for _ in range(RUNS):
        before = time.process_time()
        call()
        taken.append(time.process_time() - before)
    return statistics.median(taken)


def readacross() -> None:
    """Prints the engine against the floor, and links at three sizes."""
    gc.set_threshold(100_000, 20, 20)  # as the command does
    finder = Finder()
    schema, checks, lexicons = Workspace().schema, load_checks(finder), load_language(finder)
    made, docs = project(SIZE), documents(WORDS)

    def engine() -> None:
        read_across(Pack(checks, FactView(made, schema), documents=docs, lexicons=lexicons))

    base, whole = clock(lambda: floor(made, docs)), clock(engine)
    print(f"\nRead-across of {SIZE:,} commitments, {SIZE:,} criteria and {WORDS:,} words (CPU time, median of {RUNS})")
    print(f"  plain floor   {base:7.3f} s\n  all checks    {whole:7.3f} s   {whole / base:5.2f} x floor")
    print("\nLink states, in microseconds a link")
    for size in (500, 5_000, 50_000):
        some = project(size)
        criteria, commitments = some.evaluation.criteria or (), some.spec.commitments or ()
        count = sum(len(row.commitments or ()) for row in criteria)
        seconds = clock(lambda c=criteria, m=commitments, q=some.evaluation.questions or (): link_states(c, m, q, (), ()))  # type: ignore[misc]
        print(f"  {count:>7,} links  {seconds / count * 1e6:6.2f}")
