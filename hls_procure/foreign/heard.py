"""Everything that the files of a pack tell, gathered in one place; nothing is judged here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hls_procure.findings import Side, Spot
from hls_procure.foreign import lots, wants, weights, weighttables
from hls_procure.foreign.grids import Grid, grids
from hls_procure.foreign.moments import told_days
from hls_procure.foreign.parts import Guess
from hls_procure.foreign.spans import told_spans
from hls_procure.foreign.sums import told_sums
from hls_procure.foreign.told import Told
from hls_procure.foreign.units import Unit, side_of, units
from hls_procure.model.record import record
from hls_procure.reading.blocks import ReadFile

_REFERENCE = re.compile(
    r"\b(?:contract|procurement|tender|project|our|itt)?\s*(?:ref(?:erence)?(?: (?:no|number))?)\b\.?\s*:?\s*", re.IGNORECASE
)
_NUMBER = re.compile(r"\b(?=[A-Z0-9/_.-]*\d)[A-Z][A-Z0-9]*(?:[-/_. ]?[A-Z0-9]+){1,5}\b")
_AUTHORITY = re.compile(
    r"\b((?:[A-Z][\w’'-]*(?:\s+(?:of|and|the|for|upon)\b)*\s+){1,6}(?:Council|Authority|Trust|Board|Borough|Commissioner))\s*"
    r"\((?:[“\"]|the )?(?:[“\"‘])?(?:the )?(?:Council|Authority|Commissioner|Contracting Authority|Customer|Buyer|ICB)"
)
_SCORE = re.compile(r"^(?:score|mark|points?|rating|level)s?\b", re.IGNORECASE)
_MEANS = re.compile(r"\b(?:mean\w*|descri\w+|definition|explanation|what|criteria|rationale|guidance|standard)\b", re.IGNORECASE)


@record
class Step:
    """A step of a scale of scores and what it means."""

    score: int
    means: str
    side: Side
    file: str


@dataclass
class Heard:
    """What the files tell, in the order of the files.

    :param parts: what each file is, by its name. :param criteria: rows of tables of weights. :param spoken: shares in sentences.
    :param scored: what a sheet scores. :param steps: of scales of scores. :param listed: the rows of a list of documents.
    """

    files: dict[str, ReadFile]
    parts: dict[str, Guess]
    told: list[Told] = field(default_factory=list)
    criteria: list[weights.Weighted] = field(default_factory=list)
    spoken: list[weights.Weighted] = field(default_factory=list)
    scored: list[weights.Weighted] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    lots: list[lots.Lot] = field(default_factory=list)
    wants: list[wants.Wanted] = field(default_factory=list)
    listed: list[tuple[str, Side]] = field(default_factory=list)
    units: dict[str, list[Unit]] = field(default_factory=dict)
    grids: dict[str, list[Grid]] = field(default_factory=dict)

    def of_part(self, part: str) -> list[str]:
        """The files that are taken for a part."""
        return [name for name, guess in self.parts.items() if guess.part == part]


def hear(files: Sequence[ReadFile], parts: dict[str, Guess]) -> Heard:
    """Listen to every file of a pack."""
    heard = Heard({read.name: read for read in files}, parts)
    for read in files:
        heard.units[read.name] = list(units(read))
        heard.grids[read.name] = list(grids(read))
        for grid in heard.grids[read.name]:
            _grid(heard, grid)
    names = list(dict.fromkeys(name for one in heard.criteria for name in (one.name, one.parent) if name))
    named = weights.names_of(names)
    in_lots = {one.side.spot for one in heard.lots if one.table}
    for read in files:
        for unit in heard.units[read.name]:
            _unit(heard, unit, named, in_lots)
    # A file that is none of the parts counts only where it names a thing beside its value.
    heard.told = [one for one in heard.told if heard.parts[one.file].part != "other" or one.sure == "sure"]
    return heard


def _grid(heard: Heard, grid: Grid) -> None:
    steps = list(_steps(grid))
    heard.steps += steps
    heard.lots += lots.from_grid(grid)
    heard.wants += wants.from_grid(grid)
    if not steps:
        heard.criteria += weighttables.weighted(grid)
        heard.scored += weighttables.scored_rows(grid)
    if heard.parts[grid.file].part == "invitation" and any("document" in cell.text.lower() for cell in grid.heads.values()):
        at = grid.column(re.compile("document", re.IGNORECASE))
        for row in grid.rows:
            named = [cell.text for column, cell in sorted(row.items()) if not cell.spread and column >= at]
            words = " ".join(named[: 2 if len(named[0]) < 4 else 1]) if named else ""
            if not words:
                continue
            heard.listed.append((words, side_of(grid.file, next(iter(row.values())).block, None, "", words)))


def _steps(grid: Grid) -> list[Step]:
    """The steps of a scale of scores, where a table is one: whole numbers and what they mean."""
    at, means = grid.column(_SCORE), 0
    if at:
        means = next((c for c, cell in sorted(grid.heads.items()) if c != at and _MEANS.search(cell.text)), 0)
    if not means:
        return []
    made = []
    for row in grid.rows:
        found = re.match(r"\s*(\d{1,3})\b(?!\s*%)", row[at].text) if at in row else None
        if found:
            text = row[means].text.strip() if means in row else ""
            made.append(
                Step(int(found[1]), text, side_of(grid.file, row[at].block, int(found[1]), "", f"{found[1]} | {text}"), grid.file)
            )
    scores = [step.score for step in made]
    falling = scores == sorted(set(scores), reverse=True)
    return made if len(made) > 2 and (falling or scores == sorted(set(scores))) and min(scores) < 2 else []


def _unit(heard: Heard, unit: Unit, names: re.Pattern[str], in_lots: set[Spot | None]) -> None:
    heard.told += told_days(unit)
    if unit.side().spot not in in_lots:
        heard.told += told_sums(unit)
    heard.told += told_spans(unit)
    heard.spoken += weights.in_words(unit, names)
    if heard.parts[unit.file].part == "specification":
        heard.wants += wants.from_unit(unit)
    heard.lots += lots.mentions(unit)
    heard.told += _names(heard, unit)


def _names(heard: Heard, unit: Unit) -> list[Told]:
    made = []
    label = _REFERENCE.search(unit.label)
    said = _REFERENCE.search(unit.text)
    where = unit.text if label else (unit.text[said.end() : said.end() + 40] if said else "")
    number = _NUMBER.search(where)
    if number and (label or number.start() < 6):
        made.append(Told("reference", number[0], unit.side(number[0], number[0]), unit.file, "sure"))
    authority = _AUTHORITY.search(unit.text)
    if authority:
        name = re.sub(r"^(?:The|Between|And|Of)\s+", "", " ".join(authority[1].split()))
        made.append(Told("authority", name, unit.side(name, name), unit.file))
    return made
