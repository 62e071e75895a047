"""What is to be written beside which paragraph: each side of each finding, with the other side, as a remark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from hls_procure.findings import Finding, Side, Spot
from hls_procure.model.values import say_list
from hls_procure.reports.told import WORDS, Told, place


@dataclass(frozen=True)
class Remark:
    """A remark beside a paragraph.

    :param part: the part of the file; empty where the paragraph cannot carry one, and the first carries it instead.
    :param index: position among all paragraphs of the part, from 0. :param lines: a paragraph each.
    """

    part: str
    index: int
    lines: tuple[str, ...]


def remarks(told: Told, find: Callable[[Side], Spot | None]) -> dict[str, list[Remark]]:
    """The remarks for each file, in the order of the report; what is set aside or known from before is left out.

    :param find: where a side stands in a file that does not say so itself; None for a side that stands in no file.
    """
    made: dict[str, list[Remark]] = {}
    counts: dict[str, Counter[str]] = {}
    for one in told.report.findings:
        if told.state(one) != "open":
            continue
        for side, other in ((one.left, one.right), (one.right, one.left)):
            spot = (side.spot or find(side)) if side is not None else None
            if side is not None and spot is not None:
                made.setdefault(spot.file, []).append(_remark(one, side, other, spot))
                counts.setdefault(spot.file, Counter())[one.severity] += 1
    return {name: [_first(counts[name]), *every] for name, every in made.items()}


def _first(counts: Counter[str]) -> Remark:
    """What a person who opens the copy reads first."""
    found = [f"{n} {WORDS[severity][n != 1]}" for severity in WORDS if (n := counts[severity])]
    return Remark(
        "",
        -1,
        (
            f"This is a copy. Its comments say what a read-across of the pack found here: {say_list(found)}.",
            "Begin with the errors. Each comment names the other place and what to do; mend the file itself, and check it again.",
            "What a code looks at, and why, is told by: hls-procure explain RA203",
        ),
    )


def _remark(one: Finding, side: Side, other: Side | None, spot: Spot) -> Remark:
    carries = spot.index >= 0 and not spot.cell and spot.part == "document"
    lines = [f"{one.code} {WORDS[one.severity][0]}: {one.message}"]
    if not carries:
        lines.append(f"It stands here: {place(side)}" + (f": “{side.quote}”" if side.quote else ""))
    if other is not None:
        lines.append(f"The other place: {place(other)}" + (f": “{other.quote}”" if other.quote else ""))
    if one.hint:
        lines.append(f"What to do: {one.hint}")
    return Remark(spot.part if carries else "", spot.index if carries else -1, tuple(lines))
