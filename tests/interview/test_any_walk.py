"""Any walk whatever: random answers, backs, skips, reviews and don't-knows leave exactly what a simple oracle expects."""

from __future__ import annotations

import io
import itertools
import re
import shutil
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hls_procure.interview.asker import PlainAsker
from hls_procure.model import paths
from hls_procure.model.values import Money, Percent
from hls_procure.project.journal import verify
from hls_procure.work import walking
from tests.helpers import ticking
from tests.interview.mini import Session, replayed

# what can be typed for a field, and the value that it stands for; None where it does not fit
WORDS = {"Lakeside": "Lakeside", "\\back": "back", " R&D <b>{{ 7*7 }} ": " R&D <b>{{ 7*7 }} ", "a\x07b": "ab", "\x07": None}
TYPED: dict[str, dict[str, Any]] = {
    "project.title": WORDS,
    "purpose.people_estimate": {"120": 120, "0": 0, "1,480": 1480, "ten": None, "-1": None},
    "purpose.people_source": WORDS,
    "purpose.sparks": {"1,2": ("listening", "incentive"), "other": ("other",), "9": None, "new leaders": None},
    "purpose.money_second.answer": {"yes": True, "N": False, "perhaps": None},
    "purpose.money_second.why": WORDS,
    "purpose.never_claim": WORDS,
    "purpose.dissent": WORDS,
    "purpose.missing_voices": WORDS,
    "alliance.funding.annual": {"£7.7m": Money(770_000_000), "12.50": Money(1250), "lots": None},
    "alliance.term.initial": {"5": 5, "2.5": None},
    "alliance.term.start": {"1 April 2028": date(2028, 4, 1), "soon": None},
    "legal.health_share": {"37.7%": Percent(Decimal("37.7")), "ten": None},
    "tender.deadline_time": {"9.30": "09:30", "noon": None},
    "authority.contact.role": WORDS,
    "sponsor.role": WORDS,
    "authority.contact.email": WORDS,
    "project.jurisdiction": {"2": "WLS", "scotland": "SCT", "5": None},
    "alliance.data.breach_hours": {"4.5": Decimal("4.5"), "24": 24, "day": None},
}
ASKED: dict[str, tuple[str, ...]] = {
    "ZA-01": ("project.title",),
    "ZA-02": ("purpose.people_estimate", "purpose.people_source"),
    "ZA-03": ("purpose.inside",),
    "ZA-04": ("purpose.sparks",),
    "ZA-05": ("purpose.money_second.answer", "purpose.money_second.why"),
    "ZA-06": ("purpose.never_claim",),
    "ZA-07": ("purpose.hurts",),
    "ZA-08": ("purpose.dissent",),
    "ZC-01": ("alliance.funding.annual",),
    "ZC-02": ("alliance.term.initial",),
    "ZC-03": ("alliance.term.start",),
    "ZC-04": ("legal.health_share",),
    "ZC-05": ("tender.deadline_time",),
    "ZC-06": ("authority.contact.role", "sponsor.role", "authority.contact.email"),
    "ZC-07": ("project.jurisdiction",),
    "ZC-08": ("alliance.data.breach_hours",),
    "ZD-01": ("purpose.missing_voices",),
}
STAGES = {"1": "ZA", "3": "ZC", "4": "ZD"}
COMMANDS = ("back", "skip", "why", "?", "don't know", "review", "stages", "leave")


class Stop(Exception):
    """The person stopped, or their input ended."""


@dataclass
class Oracle:
    """What a project has to hold, kept as simply as it can be."""

    values: dict[str, Any] = field(default_factory=dict)
    open: dict[str, tuple[str, date | None]] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    stage: str = "1"

    def keep(self, path: str, value: Any) -> None:
        self.values[path] = value
        self.open.pop(path, None)

    def asks(self, stage: str) -> list[str]:
        second = self.values.get("purpose.money_second.answer")
        hidden = {"ZA-06": second is not True, "ZD-01": second is not False}
        return [id for id in ASKED if id.startswith(STAGES[stage]) and not hidden.get(id)]

    def settled(self, id: str) -> bool:
        """Answered, or somebody will find out."""
        return all(path in self.values for path in ASKED[id]) or any(path in self.open for path in ASKED[id])

    def after(self, stage: str, id: str) -> str | None:
        return next((one for one in self.asks(stage) if one > id and not self.settled(one)), None)


# What the walk asks, as a conversation: each step yields where it is and is sent the line that was typed.
Talk = Generator[tuple[str, str], str, Any]


def unescaped(line: str) -> str:
    return line[1:] if line[0] == "\\" and line[1:] in COMMANDS else line


def lines_of(context: tuple[str, str], first: str) -> Generator[tuple[str, str], str, tuple[list[str], str]]:
    """The items of a list, or the lines of a passage, and the command that ended them."""
    items = [first]
    while True:
        try:
            line = yield context
        except Stop:
            return items, "save"
        if not line.strip() and (context[0] == "item" or not line):
            return items, ""
        if context[0] == "item" and line in ("why", "?"):
            continue
        if context[0] == "item" and line in (*COMMANDS, "save"):
            return items, line
        items.append(
            "" if line == "\\" and context[0] == "line" else line[1:] if line[1:] in COMMANDS and line[0] == "\\" else line
        )


def field_talk(oracle: Oracle, path: str) -> Generator[tuple[str, str], str, str]:
    """One field until it is answered ("") or a command ends it."""
    while True:
        line = yield ("field", path)
        if line in ("why", "?"):
            continue
        if line in (*COMMANDS, "save"):
            return line
        if not line.strip():
            if path in oracle.values:
                return ""
            continue
        if path in ("purpose.inside", "purpose.hurts"):
            if path == "purpose.inside" and line == "none":
                oracle.keep(path, ())
                return ""
            items, then = yield from lines_of(("item" if path == "purpose.inside" else "line", path), unescaped(line))
            oracle.keep(path, tuple(items) if path == "purpose.inside" else "\n".join(items))
            if path == "purpose.hurts" and then == "save":
                raise Stop  # the end of the input ends a passage; the next question gets no line any more
            return then
        value = TYPED[path][line]
        if value is not None:
            oracle.keep(path, value)
            return ""


def question_talk(oracle: Oracle, id: str) -> Generator[tuple[str, str], str, str]:
    """One question until it is done ("") or left by a command."""
    while True:
        then = yield from form_talk(oracle, id)
        if then == "save":
            raise Stop
        if then == "review":
            yield from review_talk(oracle)
            if id not in oracle.asks(next(n for n, start in STAGES.items() if id.startswith(start))):
                return ""
        elif then == "don't know":
            if (yield from unknown_talk(oracle, id)):
                return ""
        else:
            return "" if then == "skip" else then


def form_talk(oracle: Oracle, id: str) -> Generator[tuple[str, str], str, str]:
    number, fields = 0, ASKED[id]
    while number < len(fields):
        then = yield from field_talk(oracle, fields[number])
        if then == "back" and number:
            number -= 1
        elif then == "" or (then == "skip" and len(fields) > 1):
            number += 1
        else:
            return then
    return ""


def side_talk(oracle: Oracle, context: str) -> Generator[tuple[str, str], str, str]:
    """A prompt beside the questions."""
    while True:
        line = yield (context, "")
        if line == "save":
            raise Stop
        if line == "review":
            yield from review_talk(oracle)
        elif line not in ("why", "?"):
            return line


def unknown_talk(oracle: Oracle, id: str) -> Generator[tuple[str, str], str, bool]:
    owner = yield from side_talk(oracle, "owner")
    if owner in COMMANDS or not owner.strip():
        return False
    while True:
        day = yield from side_talk(oracle, "day")
        if day in COMMANDS:
            return False
        if day in ("", "2027-03-12"):
            break
    empty = [path for path in ASKED[id] if path not in oracle.values] or [ASKED[id][0]]
    for path in empty:
        oracle.open[path] = (owner.strip(), date(2027, 3, 12) if day else None)
    return True


def review_talk(oracle: Oracle) -> Talk:
    while True:
        line = yield from side_talk(oracle, "review")
        if line in COMMANDS or not line.strip():
            return
        id = line.upper()
        if id in ASKED and any(id in oracle.asks(stage) for stage in STAGES):
            yield from question_talk(oracle, id)


def walk_talk(oracle: Oracle) -> Talk:
    """A whole walk, from the stage where the last one stopped."""
    try:
        while True:
            yield from stage_talk(oracle)
    except Stop:
        return


def stage_talk(oracle: Oracle) -> Talk:
    stage = oracle.stage
    current = oracle.after(stage, "")
    while True:
        while current:
            then = yield from question_talk(oracle, current)
            if then == "back":
                current = next((id for id in reversed(oracle.asks(stage)) if id < current), current)
            elif then in ("stages", "leave"):
                if then == "leave":
                    reason = yield from side_talk(oracle, "reason")
                    if reason not in COMMANDS and reason.strip():
                        oracle.reasons.append(reason)
                return (yield from choose_talk(oracle))
            else:
                current = oracle.after(stage, current)
        asked = oracle.asks(stage)
        if stage == "1":
            said = yield from side_talk(oracle, "statements")
            if said == "back" and asked:
                current = asked[-1]
                continue
            if said not in (*COMMANDS, "yes", ""):
                oracle.reasons.append(said)
        return (yield from choose_talk(oracle))


def choose_talk(oracle: Oracle) -> Talk:
    while True:
        line = yield from side_talk(oracle, "stage")
        if line in STAGES:
            oracle.stage = line
        if line in STAGES or line == "back":
            return


SCREENS = {
    "Who will find out?": "owner",
    "By when?": "day",
    "Change which one?": "review",
    "Could they?": "statements",
    "Why leave now?": "reason",
    "Which stage next?": "stage",
}
BESIDE: dict[str, tuple[str, ...]] = {
    "owner": ("finance lead", " clerk ", "", "back", "skip", "?", "review"),
    "day": ("2027-03-12", "", "soon", "back", "?"),
    "review": ("", "", *(id.lower() for id in ASKED), *ASKED, "ZZ-01", "?", "back"),
    "statements": ("yes", "", "not yet", "back", "?", "review", "skip"),
    "reason": ("tired", "", "back", "?"),
    "stage": ("1", "3", "4", "1", "3", "9", "nowhere", "back", "?", "review", "skip"),
    "item": ("housing", "recovery, and more", "", "", "why", "back", "review", "\\skip"),
    "line": ("a line", "", "", "\\", "back", "\\back"),
}


class Person(io.StringIO):
    """Types what is drawn, and checks that what is on the screen is what the oracle expects to be asked."""

    def __init__(self, oracle: Oracle, data: st.DataObject, steps: int) -> None:
        super().__init__()
        self.oracle = oracle
        self.data = data
        self.steps = steps
        self.screen = ""
        self.script: list[str] = []
        self.talk = walk_talk(oracle)
        self.expected: tuple[str, str] | None = next(self.talk)

    def write(self, text: str) -> int:
        self.screen += text
        return len(text)

    def readline(self, *_: Any) -> str:
        if self.steps < 0:
            return ""
        assert self.expected is not None, "the walk goes on after its end"
        kind, path = self.expected
        beside = next((name for words, name in SCREENS.items() if words in self.screen), "")
        assert beside == (kind if kind in SCREENS.values() else ""), (self.expected, self.screen)
        shown = re.findall(r"\((Z[A-D]-\d\d)\)$", self.screen, re.MULTILINE)
        if kind == "field" and shown:
            assert path in ASKED[shown[-1]], (self.expected, self.screen)
        self.screen = ""
        self.steps -= 1
        if self.steps < 0:
            self.answer(Stop())
            return ""
        line = self.data.draw(st.sampled_from(self.offers(kind, path)))
        self.script.append(line)
        self.answer(line)
        return line + "\n"

    def offers(self, kind: str, path: str) -> tuple[str, ...]:
        if kind != "field":
            return BESIDE[kind]
        if path == "purpose.inside":
            words = ("housing", "housing", "none", "\\review")
        elif path == "purpose.hurts":
            words = ("It hurt.", "\\leave", "  indented")
        else:
            words = tuple(TYPED[path])
        return (*words, *words, *COMMANDS, "back", "", "save") if self.steps < 10 else (*words, *words, *COMMANDS, "back", "")

    def answer(self, line: str | Stop) -> None:
        try:
            self.expected = self.talk.throw(line) if isinstance(line, Stop) else self.talk.send(line)
        except StopIteration:
            self.expected = None


NUMBERS = itertools.count()


def one_life(data: st.DataObject, folder: Path, first: Session, *, walks: int, steps: int) -> None:
    path = folder / str(next(NUMBERS))
    shutil.copytree(first.path, path)
    session = Session(path, ticking(), first.shelf)
    oracle = Oracle()
    for _ in range(walks):
        stage = resumed(session, oracle)
        person = Person(oracle, data, steps)
        walking.walk(session.open(), PlainAsker(person, person), stage=stage)
        assert person.expected is None, ("the walk stopped early", person.script)
        project = session.project
        for name in (name for names in ASKED.values() for name in names):
            assert paths.get(project, name) == oracle.values.get(name), (name, person.script)
        assert {item.path: (item.owner, item.by) for item in project.open} == oracle.open, person.script
    assert [entry.why for entry in session.entries if entry.kind == "left-early"] == oracle.reasons
    assert replayed(session) == session.project
    assert verify(path / "journal.jsonl").broken is None
    shutil.rmtree(path)


STAGE_IDS = {"1": "first", "3": "figures", "4": "last"}


def resumed(session: Session, oracle: Oracle) -> str | None:
    """Where a new walk starts: the stage of the last one while it has a question; None where it finds that by itself."""
    found = walking.find_stage(session.open(), None).id
    if oracle.after(oracle.stage, ""):
        assert found == STAGE_IDS[oracle.stage]
        return None
    oracle.stage = "1"  # the oracle knows nothing of the tables, which would be suggested now
    return "first"


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_walk_leaves_what_was_typed_and_nothing_else(data: st.DataObject, tmp_path_factory: Any, mini_first: Session) -> None:
    one_life(data, tmp_path_factory.getbasetemp(), mini_first, walks=2, steps=30)


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_walk_leaves_what_was_typed_at_length(data: st.DataObject, tmp_path_factory: Any, mini_first: Session) -> None:
    one_life(data, tmp_path_factory.getbasetemp(), mini_first, walks=4, steps=60)
