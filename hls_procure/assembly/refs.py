"""References: an id becomes ``clause 5.2(b)`` or ``paragraph 3 of Schedule 2``, with each number traceable to its place."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hls_procure.assembly.blocks import Span
from hls_procure.assembly.number import Number
from hls_procure.model.marks import RefMark

if TYPE_CHECKING:
    from hls_procure.assembly.assemble import Assembler, Skeleton

MAX_BOOKMARK = 40


def bookmark(id: str) -> str:
    """The Word bookmark of an id: ``AL-14.key-issues`` is ``_HLS_AL14__key_issues``.

    At most 40 characters; a longer one keeps its first 31 and ends in 8 characters of its hash.
    """
    body = re.sub(r"^([A-Z]+)-?(\d+)", r"\1\2", id)
    name = "_HLS_" + body.replace(".", "__").replace("-", "_")
    name = re.sub(r"[^A-Za-z0-9_]", "_", name)
    if len(name) <= MAX_BOOKMARK:
        return name
    return f"{name[:31]}_{hashlib.sha256(id.encode()).hexdigest()[:8]}"


@dataclass
class Resolver:
    """Writes the references of one document.

    :param dangling: targets that are nowhere, each with the sub-clause that names it.
    """

    assembler: Assembler
    skeleton: Skeleton
    dangling: list[tuple[str, str]]

    def spans(self, mark: RefMark, owner: str, *, initial: bool) -> list[Span]:
        """The spans of one reference. ``initial``: it starts a sentence."""
        if mark.others:
            return self._list(mark, owner, initial=initial)
        document = self.document(mark.target, initial=initial)
        if document is not None:
            return document
        number = self.skeleton.numbers.get(mark.target)
        if number is None:
            return self._elsewhere(mark, owner, initial=initial)
        last = self.skeleton.numbers.get(mark.last) if mark.last else None
        if mark.last and last is None:
            self.dangling.append((mark.last, owner))
            return [Span("blank", f"[{mark.last}]", mark.last, "dangling")]
        if last is not None:
            self._forwards(mark, self.skeleton, owner)
        return self._here(mark, number, last, owner, initial=initial)

    def _forwards(self, mark: RefMark, document: Skeleton, owner: str) -> None:
        order = list(document.numbers)
        if order.index(mark.last) < order.index(mark.target):
            self.dangling.append((f"{mark.target} to {mark.last}, which runs backwards and", owner))

    def _list(self, mark: RefMark, owner: str, *, initial: bool) -> list[Span]:
        """Several places: ``sections 2, 4 and 11`` where one noun fits them all, and otherwise each in full."""
        document = next((home for home in self._homes(mark) if all(id in home.numbers for id in mark.targets)), None)
        numbers = document.numbers if document else {}
        targets = [id for id in numbers if id in mark.targets]
        kinds = {(numbers[id].series, numbers[id].schedule) for id in targets}
        if document is None or len(kinds) > 1 or any(series == "schedule" for series, _ in kinds):
            each = [self.spans(RefMark(id), owner, initial=initial and id == mark.target) for id in mark.targets]
            return _joined(each, mark.joint)
        ((series, schedule),) = kinds
        noun = (document.spec.noun if series == "clause" else "paragraph") + (" " if mark.joint == "or" else "s ")
        head = Span("text", noun.capitalize() if initial else noun)
        if document is self.skeleton:
            made = [head, *_joined([self._number(numbers[id], id) for id in targets], mark.joint)]
            return made + (self._of_schedule(schedule) if series == "sched-para" and schedule != self._schedule_of(owner) else [])
        each = [[Span("text", numbers[id].full)] for id in targets]
        tail = f" of Schedule {schedule}" if series == "sched-para" else ""
        return _merged([head, *_joined(each, mark.joint), Span("text", f"{tail} of {document.spec.short}")])

    def _of_schedule(self, schedule: int) -> list[Span]:
        target = next(i for i, n in self.skeleton.numbers.items() if n.series == "schedule" and n.schedule == schedule)
        return [Span("text", " of "), Span("ref", f"Schedule {schedule}", target, "own")]

    def _homes(self, mark: RefMark) -> Iterator[Skeleton]:
        yield self.skeleton
        other = None if mark.target in self.skeleton.numbers else self.assembler.home_of(mark.target, self.skeleton.spec.id)
        if other is not None:
            yield other

    def document(self, target: str, *, initial: bool) -> list[Span] | None:
        """A whole document: the schedule that holds it, or its short name."""
        if not re.fullmatch(r"D\d{2}[a-z]?", target):
            return None
        schedule = self.skeleton.schedules.get(target)
        if schedule:
            number = self.skeleton.numbers[schedule]
            return [Span("ref", number.own, schedule, "own")]
        short = self.assembler.context.library.documents[target].short
        return [Span("text", short[:1].upper() + short[1:] if initial else short)]

    def _here(self, mark: RefMark, number: Number, last: Number | None, owner: str, *, initial: bool) -> list[Span]:
        if number.series == "schedule":
            return [Span("ref", number.own, mark.target, "own")]
        noun = self.skeleton.spec.noun if number.series == "clause" else "paragraph"
        noun = noun + ("s" if last else "")
        noun = noun.capitalize() if initial else noun
        spans = [Span("text", noun + " "), *self._number(number, mark.target)]
        if last:
            spans += [Span("text", " to "), *self._number(last, mark.last)]
        own_schedule = self._schedule_of(owner)
        if number.series == "sched-para" and number.schedule != own_schedule:
            spans += self._of_schedule(number.schedule)
        return spans

    def _number(self, number: Number, id: str) -> list[Span]:
        if number.series == "clause":
            return [Span("ref", number.full, id, "full")]
        return [Span("ref", self.skeleton.numbers[part].own, part, "own") for part in number.chain]

    def _schedule_of(self, owner: str) -> int:
        probe = owner
        while probe:
            number = self.skeleton.numbers.get(probe)
            if number is not None:
                return number.schedule
            probe = probe.rpartition(".")[0]
        return 0

    def _elsewhere(self, mark: RefMark, owner: str, *, initial: bool) -> list[Span]:
        other = self.assembler.home_of(mark.target, self.skeleton.spec.id)
        if other is None or (mark.last and mark.last not in other.numbers):
            self.dangling.append((mark.target, owner))
            return [Span("blank", f"[{mark.target}]", mark.target, "dangling")]
        number = other.numbers[mark.target]
        if number.series == "schedule":
            return [Span("text", f"{number.own} of {other.spec.short}")]
        noun = other.spec.noun if number.series == "clause" else "paragraph"
        words = f"{noun} {number.full}"
        if mark.last:
            self._forwards(mark, other, owner)
            words = f"{noun}s {number.full} to {other.numbers[mark.last].full}"
        if number.series == "sched-para":
            words += f" of Schedule {number.schedule}"
        words = words[0].upper() + words[1:] if initial else words
        return [Span("text", f"{words} of {other.spec.short}")]


def _joined(each: list[list[Span]], joint: str) -> list[Span]:
    made: list[Span] = []
    for position, spans in enumerate(each):
        if position:
            made.append(Span("text", f" {joint} " if position == len(each) - 1 else ", "))
        made += spans
    return made


def _merged(spans: list[Span]) -> list[Span]:
    return [Span("text", "".join(span.text for span in spans))]
