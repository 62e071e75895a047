"""Which column is meant by the heads that people write: ours, near ones, saved ones, and payments in columns of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from hls_procure.errors import Problem, nearest
from hls_procure.grants.column_shapes import Column
from hls_procure.model.fields import FieldSchema

#: The path of a payment in columns of its own: its number and what of it.
PAYMENT_PATH = re.compile(r"@payments\[([0-9]{1,3})\]\.(on|amount)\Z")
_PAYMENT = re.compile(
    r"(?:payment|instal?lment|tranche) (?:(?P<a>[0-9]{1,3})(?: (?P<b>date|day|on|due|amount|sum|value))?"
    r"|(?P<c>date|day|on|due|amount|sum|value) (?P<d>[0-9]{1,3}))\Z"
)
_IN_BRACKETS = re.compile(r"\(\s*£\s*\)|[£*:?…]")


@dataclass
class Heads:
    """What was made of the heads of a table.

    :param columns: number of the column (from 1) to what it is. :param texts: the heads as they stand.
    :param unknown: heads of columns that are not read. :param problems: what has to be settled first.
    :param guessed: heads that are not ours word for word, with the column that they were taken for. :param row: where they stand.
    """

    columns: dict[int, Column] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    guessed: dict[str, str] = field(default_factory=dict)
    row: int = 0

    def named(self, path: str) -> bool:
        """Whether a column of this path is there."""
        return any(column.path == path for column in self.columns.values())


@lru_cache(maxsize=4096)
def plain_head(text: str) -> str:
    """A head without what makes no difference: capitals, signs, underscores."""
    return " ".join(_IN_BRACKETS.sub(" ", text).replace("_", " ").casefold().split())


def same_head(first: str, second: str) -> bool:
    """Whether two heads are the same but for what makes no difference."""
    return plain_head(first) == plain_head(second)


def match(
    texts: Mapping[int, str],
    columns: Iterable[Column],
    where: str,
    *,
    saved: Mapping[str, str] | None = None,
    schema: FieldSchema | None = None,
    payments: bool = False,
    map_name: str = "columns.yaml",
) -> Heads:
    """What each head of a table means.

    :param saved: what somebody has settled before: head to our head or path; an empty one is not read.
    :param schema: takes a path of the field schema as a head, too. :param payments: payments may have columns of their own.
    :param map_name: the file in which that is settled.
    """
    known = list(columns)
    settled = {plain_head(head): meant for head, meant in (saved or {}).items()}
    made = Heads(texts={number: " ".join(text.split()) for number, text in texts.items() if text.strip()})
    found: dict[str, list[tuple[bool, int, Column]]] = {}
    for number, text in made.texts.items():
        plain = plain_head(text)
        if plain in settled:
            meant = settled[plain]
            if not meant.strip():
                continue
            column, exact = _column(meant, known, schema, payments), True
            if column is None:
                ours = [one.head for one in known]
                what = f"says that '{text}' is '{meant}', and there is no such column"
                made.problems.append(Problem(map_name, what, nearest(meant, ours), f"There are: {', '.join(ours)}."))
                continue
        else:
            column = _column(text, known, schema, payments)
            exact = column is not None and plain in (plain_head(column.head), plain_head(column.path))
        if column is None:
            made.unknown.append(text)
            continue
        found.setdefault(column.path, []).append((exact, number, column))
    for several in found.values():
        _choose(several, made, where, map_name)
    return made


def _choose(several: list[tuple[bool, int, Column]], made: Heads, where: str, map_name: str) -> None:
    """The one head of those that may mean a column: the one that says it word for word, or a problem."""
    exact = [one for one in several if one[0]]
    chosen = exact if exact else several
    if len(chosen) > 1:
        heads = " and ".join(f"'{made.texts[number]}'" for _, number, _ in chosen)
        what, head = f"has {heads}, which may both be '{chosen[0][2].head}'", chosen[0][2].head
        do = f"Say in {map_name} which one is '{head}', and give the other an empty value; or rename one of them."
        made.problems.append(Problem(where, what, "One of them would be left out.", do))
        return
    is_exact, number, column = chosen[0]
    made.columns[number] = column
    made.unknown += [made.texts[other] for _, other, _ in several if other != number]
    if not is_exact:
        made.guessed[made.texts[number]] = column.head


def _column(text: str, known: list[Column], schema: FieldSchema | None, payments: bool) -> Column | None:
    plain = plain_head(text)
    for column in known:
        if plain in (plain_head(column.head), column.path.casefold()):
            return column
    for column in known:
        if plain in (plain_head(one) for one in column.also):
            return column
    if payments and (said := _PAYMENT.match(plain)):
        part = said["b"] or said["c"] or "amount"
        part = "amount" if part in ("amount", "sum", "value") else "on"
        number = int(said["a"] or said["d"])
        return Column(f"Payment {number} {'date' if part == 'on' else 'amount'}", f"@payments[{number}].{part}", "")
    if schema is not None and "." in text and "[]" not in text:
        leaf = schema.get(text.strip())
        if leaf is not None and not leaf.derived and leaf.path.startswith(("grant.", "recipient.", "project.", "legal.grant.")):
            return Column(leaf.path, leaf.path, "")
    return None
