"""A cell as the text that project.yaml would hold: whatever a spreadsheet or a file of text made of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeAlias

from hls_procure.errors import nearest
from hls_procure.grants.amounts import read_amount
from hls_procure.grants.days import read_day
from hls_procure.model.fields import COUNT_TYPES, Field, ValueProblem, clean
from hls_procure.model.values import say_date

#: What stands in a cell; a share (``2%``) is text, since a spreadsheet keeps it as two hundredths.
Cell: TypeAlias = str | bool | int | Decimal | date | None


def as_text(cell: Cell, field: Field, written: dict[str, str] | None = None) -> str:
    """What a cell says for a field, as it is kept; empty where it says nothing.

    :param written: what there is to choose from, as kept and as written.
    :raises ValueProblem: it does not fit the field, or may mean two things.
    """
    said = plain(cell, keep_lines=field.type in ("text", "passage", "sentence"))
    if not said:
        return ""
    if field.type == "money":
        return read_amount(cell if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool) else said).plain()
    if field.type == "date":
        return read_day(cell if isinstance(cell, (int, Decimal, date)) and not isinstance(cell, bool) else said).isoformat()
    if field.type == "yes-no":
        said = {"✓": "yes", "✔": "yes", "x": "yes", "true": "yes", "false": "no"}.get(said.lower(), said)
    if field.type == "percent" and isinstance(cell, Decimal) and cell < 1 and cell:
        raise ValueProblem(f"'{said}' may mean {said}% or {(cell * 100).normalize():f}%; write it with the sign, like 2%")
    if field.choices:
        return chosen(said, written or dict(field.choices))
    if field.type in COUNT_TYPES:
        for word in (" years", " year", " months", " month", " hours", " hour", " working days", " days"):
            said = said[: -len(word)] if said.lower().endswith(word) else said
    value = field.parse(said)
    kept = field.write(value)
    return kept if isinstance(kept, str) else ", ".join(kept)


def chosen(said: str, written: dict[str, str]) -> str:
    """Which of the choices is meant, by its words or by the short name under which it is kept.

    :raises ValueProblem: none of them; the words name all.
    """
    low = " ".join(said.lower().split())
    for kept, words in written.items():
        if low in (kept.lower(), words.lower()):
            return kept
    near = nearest(said, written.values())
    raise ValueProblem(f"'{said[:60]}' is none of: {'; '.join(written.values())}" + (f". {near}" if near else ""))


def plain(cell: Cell, *, keep_lines: bool = True) -> str:
    """A cell as words: exactly what was typed, without the white space around it and what no document can hold."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, date):
        return say_date(cell)
    if isinstance(cell, (int, Decimal)):
        whole = Decimal(cell)
        return f"{whole.to_integral_value():f}" if whole == whole.to_integral_value() else f"{_short(whole):f}"
    text = clean(cell)[0].strip()
    return text if keep_lines else " ".join(text.split("\n"))


def _short(number: Decimal) -> Decimal:
    """A number as it was typed: a spreadsheet keeps some with a tail in the fifteenth figure."""
    rounded = round(number, 9)
    return rounded.normalize() if abs(rounded - number) < Decimal("0.0000000001") else number.normalize()
