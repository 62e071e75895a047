"""Criteria and questions with their weights: from tables, and from sentences that name one and give a share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from hls_procure.findings import Side
from hls_procure.foreign.grids import Grid, GridCell, Row
from hls_procure.foreign.units import Unit, side_of
from hls_procure.model.record import record
from hls_procure.model.values import Percent
from hls_procure.reading.blocks import ReadBlock

_WEIGHT = re.compile(r"\bweight\w*|^%$|\(%\)|\b% (?:of|weight)|\bshare\b|\bpercentage\b"
                     r"|\bavailable\b|\bmax(?:imum)?\.? (?:marks|score|points)",
                     re.IGNORECASE)  # fmt: skip
_NAME = re.compile(r"\b(?:question|criteri\w+|sub-?criteri\w+|element|area|section|theme|topic|what)\b", re.IGNORECASE)
_GROUP = re.compile(r"\b(?:criteri(?:on|a)|category|section|area|theme)\b", re.IGNORECASE)
_REF = re.compile(r"\b(?:ref\w*|no|number|id|question no|q)\b\.?|^#$", re.IGNORECASE)
_REFERENCE = re.compile(r"\(?([A-Z]{0,4}\s?\d{1,2}(?:\.\d{1,2})*[a-z]?)\)?[.:]?")
_LED = re.compile(r"([A-Z]{1,4}\s?\d{1,2}(?:\.\d{1,2})*[a-z]?)[.:)]?\s+(?=\S)")
_TOTAL = re.compile(r"\b(?:sub-?)?total\b|\boverall\b", re.IGNORECASE)
_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)\s?(?:%|per ?cent\b)", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:weigh\w*|marks?|scor\w+|criteri\w+|evaluat\w+|assess\w+|award\w*"
                    r"|counts? for|of the (?:whole|total|result)|split)\b",
                    re.IGNORECASE)  # fmt: skip
#: Criteria that people name without a table.
USUAL = ("quality", "price", "cost", "social value", "technical", "commercial")
#: What may stand between a share and the name behind it: "60% for quality".
_BEFORE = re.compile(r"\s*(?:(?:of|for|on|is|to|weighting|marks)\b\s*|[(:–-]\s*)*(?:the\s+)?")
_SMALL = frozenset("the a an of and or for to in on with your how you will over our total".split())


@record
class Named:
    """A criterion or a question by its reference (``Q1``), where it has one, and its name."""

    ref: str
    name: str

    @property
    def key(self) -> str:
        """What it is compared by: its reference, or the words of its name."""
        return self.ref or slug(self.name)

    @property
    def shown(self) -> str:
        """How a message calls it."""
        return f"{self.ref} {self.name}".strip()


@record
class Weighted(Named):
    """A criterion or a question with its weight.

    :param parent: the name of the criterion it belongs to.
    :param stated: the weight of the parent as the same row states it.
    """

    weight: Percent | None
    side: Side
    file: str
    parent: str = ""
    stated: Percent | None = None
    table: bool = True


def slug(name: str) -> str:
    """A name without case, small words and shares."""
    words = re.findall(r"[a-z0-9]+", _SHARE.sub("", name).lower().replace("’", ""))
    return " ".join(word for word in words if word not in _SMALL)


def plain(name: str) -> str:
    """A name without the share that stands in brackets behind it."""
    return re.sub(r"\s*[(\[:–-]*\s*\d{1,3}(?:\.\d+)?\s?(?:%|per ?cent)\s*[)\]]*\s*$", "", name, flags=re.IGNORECASE).strip()


def share(cell: GridCell, in_sheet: bool, head: str) -> Percent | None:
    """The weight in a cell: ``20%``, or a number below a head that says that it is one."""
    found = _SHARE.fullmatch(cell.text.strip())
    if found:
        return Percent(Decimal(found[1]))
    about = cell.block.sheet
    if in_sheet and about is not None and isinstance(about.value, (int, float)) and not isinstance(about.value, bool):
        value = Decimal(str(about.value))
        return Percent(value * 100 if "%" in about.format else value)
    if re.fullmatch(r"\d{1,3}(?:\.\d+)?", cell.text.strip()) and re.search(r"weight|%|percent|marks|points", head, re.IGNORECASE):
        return Percent(Decimal(cell.text.strip()))
    return None


def weighted(grid: Grid) -> Iterator[Weighted]:
    """The rows of a table of weights; nothing where it is none."""
    at = grid.column(_WEIGHT)
    if not at:
        return
    head = grid.heads[at].text
    name_at = grid.column(re.compile(r"\bquestion\b(?! no)|\bsub-?criteri", re.IGNORECASE), at) or grid.column(_NAME, at)
    group_at = next((c for c, cell in sorted(grid.heads.items()) if c not in (at, name_at) and _GROUP.search(cell.text)), 0)
    ref_at = next((c for c, cell in sorted(grid.heads.items()) if c not in (at, name_at, group_at) and _REF.search(cell.text)), 0)
    if not name_at:
        name_at = next((c for c in sorted(grid.heads) if c not in (at, ref_at)), 0)
    if not name_at:
        return
    for row in grid.rows:
        made = _row(grid, row, at, name_at, group_at, ref_at, head)
        if made is not None:
            yield made


def _row(grid: Grid, row: Row, at: int, name_at: int, group_at: int, ref_at: int, head: str) -> Weighted | None:
    name_cell = row.get(name_at) or row.get(group_at)
    if name_cell is None or _TOTAL.match(_first(row)) or (_TOTAL.match(name_cell.text.strip()) and ref_at not in row):
        return None
    name, ref = name_cell.text.strip(), ""
    if ref_at and ref_at in row:
        found = _REFERENCE.fullmatch(row[ref_at].text.strip())
        ref = found[1].replace(" ", "").upper() if found and any(c.isalpha() for c in found[1]) else ""
    if not ref:
        led = _LED.match(name)
        if led:
            ref, name = led[1].replace(" ", "").upper(), name[led.end() :]
    if not name or _SHARE.fullmatch(name):
        return None
    cell = row.get(at)
    weight = share(cell, grid.sheet, head) if cell is not None else None
    parent, stated = "", None
    if group_at and group_at in row:
        parent = plain(row[group_at].text)
        said = _SHARE.search(row[group_at].text)
        stated = Percent(Decimal(said[1])) if said else None
    block = cell.block if cell is not None else name_cell.block
    side = side_of(grid.file, block, str(weight) if weight is not None else None, "", _line(row))
    return Weighted(ref, plain(name), weight, side, grid.file, parent, stated)


def _first(row: Row) -> str:
    return next((cell.text.strip() for _, cell in sorted(row.items()) if cell.text.strip()), "")


def _line(row: Row) -> str:
    return " | ".join(cell.text for _, cell in sorted(row.items()) if cell.text)


def scored_rows(grid: Grid) -> Iterator[Weighted]:
    """The rows of a sheet in which scorers write scores: what is scored, whether it has a weight or not."""
    score = grid.column(re.compile(r"\bscor\w*|\bmarks?\b|\bpoints\b", re.IGNORECASE))
    name_at = grid.column(re.compile(r"\bquestion\b(?! no)|\bcriteri", re.IGNORECASE)) or grid.column(_NAME)
    if not score or not name_at or not grid.sheet:
        return
    ref_at = next((c for c, cell in sorted(grid.heads.items()) if c not in (score, name_at) and _REF.search(cell.text)), 0)
    for row in grid.rows:
        made = _row(grid, row, score, name_at, 0, ref_at, "")
        if made is not None and (made.ref or not _TOTAL.search(made.name)):
            block: ReadBlock = row[name_at].block if name_at in row else next(iter(row.values())).block
            yield Weighted(made.ref, made.name, None, side_of(grid.file, block, made.shown, "", _line(row)), grid.file)


def in_words(unit: Unit, names: Iterable[str]) -> Iterator[Weighted]:
    """The shares that a sentence gives to criteria by their names, before or behind them."""
    if unit.block.table is not None or ("%" not in unit.text and "per cent" not in unit.text.lower()):
        return
    for sentence in re.split(r"(?<=[.;])\s+", unit.text):
        shares = list(_SHARE.finditer(sentence))
        if not shares:
            continue
        lowered = sentence.lower()
        places: list[tuple[int, int, str]] = []
        for name in sorted({n.lower() for n in (*names, *USUAL) if len(n) > 3}, key=len, reverse=True):
            for found in re.finditer(rf"\b{re.escape(name)}\b", lowered):
                if not any(start < found.end() and found.start() < end for start, end, _ in places):
                    places.append((found.start(), found.end(), name))
        places.sort()
        if not places or (not _ABOUT.search(sentence) and len(places) < 2):
            continue
        for start, end, _ in places:
            said = _near(shares, places, start, end, lowered)
            if said is not None:
                value = Percent(Decimal(said[1]))
                shown = sentence[start:end]
                yield Weighted("", shown, value, unit.side(str(value), said[0]), unit.file, table=False)


def _near(
    shares: list[re.Match[str]], places: list[tuple[int, int, str]], start: int, end: int, text: str
) -> re.Match[str] | None:
    """The share that belongs to a name: the next behind it with no other name between, or the one just before it."""
    following = next((s for s, _, _ in places if s >= end), len(text))
    for one in shares:
        if end <= one.start() < following and one.start() - end <= 45:
            between = text[end : one.start()]
            if not re.search(r"\b(?:increase|rise|inflation|reduc|discount|than|respons\w+ (?:to|in))\b", between):
                return one
    for one in shares:
        if one.end() <= start <= one.end() + 14 and _BEFORE.fullmatch(text, one.end(), start):
            return one
    return None
