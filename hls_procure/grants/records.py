"""Rows of cells as plain trees: each cell checked by its field, each problem with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hls_procure.errors import Problem
from hls_procure.grants.bank import refuse_bank_details
from hls_procure.grants.cells import Cell, as_text, chosen, plain
from hls_procure.grants.column_shapes import HOW_PAID, PAID, SIGNATORIES, Column, choices_of
from hls_procure.grants.heads import PAYMENT_PATH, Heads
from hls_procure.grants.tables import Line, Odd, letters
from hls_procure.model.fields import Field, FieldSchema, ValueProblem

_NOT_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass
class Said:
    """What a row says.

    :param tree: in the plain shape of project.yaml. :param own: what the workbook keeps for itself, by path.
    :param problems: each with its place.
    """

    tree: dict[str, Any] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class RecordReader:
    """Reads rows of one table.

    :param places: whether a column is named by its letter, too, as in a workbook.
    """

    def __init__(self, schema: FieldSchema, heads: Heads, *, places: bool = True) -> None:
        self.schema = schema
        self.heads = heads
        self._places = places
        self._written = {number: choices_of(column, schema) for number, column in heads.columns.items()}

    def read(self, line: Line, where: str) -> Said:
        """What a row says. :param where: the place of the row."""
        said = Said()
        for number, column in self.heads.columns.items():
            cell = line.cells.get(number)
            if cell is None:
                continue
            place = f"{where}, {self.column(number)}"
            if isinstance(cell, Odd):
                said.problems.append(odd(cell, place))
                continue
            if isinstance(cell, str):
                said.problems += refuse_bank_details(cell, place)
            try:
                self.put(said, column, cell, self._written[number])
            except ValueProblem as error:
                said.problems.append(Problem(place, str(error), do="Correct the cell."))
        return said

    def column(self, number: int) -> str:
        """A column, for a message."""
        head = self.heads.texts[number].rstrip(" .")
        return f"column {letters(number)} ({head})" if self._places else f"column '{head}'"

    def put(self, said: Said, column: Column, cell: Cell, written: dict[str, str]) -> None:
        """Take one cell in. :raises ValueProblem: it does not fit."""
        if column.path.startswith("@"):
            text = self._own(column, cell)
            if text:
                said.own[column.path] = text
            return
        if column.several:
            rows = records(column, [plain(cell)], self.schema)
            if rows:
                put(said.tree, column.path.removesuffix("[]"), rows)
            return
        leaf = self.schema.get(column.path)
        if leaf is None:
            raise ValueProblem(f"{column.path} is no field")
        text = as_text(cell, leaf, written)
        if text:
            put(said.tree, column.path.replace("[]", ""), text)

    def _own(self, column: Column, cell: Cell) -> str:
        payment = PAYMENT_PATH.match(column.path)
        if payment:
            leaf = self.schema.get(f"grant.payments[].{payment[2]}")
            assert leaf is not None
            return as_text(cell, leaf)
        text = plain(cell, keep_lines=False)
        return chosen(text, PAID) if text and column.path == HOW_PAID else text


def odd(cell: Odd, where: str) -> Problem:
    """What to say of a cell that holds nothing to read."""
    if cell.kind == "formula":
        why = "Nothing is worked out here, and the program that wrote the file did not keep what it comes to."
        return Problem(where, "holds a formula without its value", why, "Type the value itself, or save the file again in Excel.")
    return Problem(where, f"shows the error {cell.shown or '#N/A'}", do="Mend the formula, or type the value itself.")


def put(tree: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at its path."""
    *above, last = path.split(".")
    for name in above:
        tree = tree.setdefault(name, {})
    tree[last] = value


def records(column: Column, texts: Sequence[str], schema: FieldSchema) -> list[dict[str, str]]:
    """Records of a list, one a line, their parts with ``|`` between them.

    :raises ValueProblem: a part is missing, there are too many, or one does not fit its field.
    """
    made: list[dict[str, str]] = []
    taken: set[str] = set()
    for line in (one.strip() for text in texts for one in text.split("\n")):
        if not line:
            continue
        parts = [part.strip() for part in line.split("|")]
        if len(parts) > len(column.parts):
            what = "two things" if len(column.parts) == 2 else f"{len(column.parts)} things"
            only = "one thing, and no sign |" if len(column.parts) == 1 else f"{what} with | between them"
            raise ValueProblem(f"'{line[:60]}' has {len(parts)} parts; a line holds {only}")
        row: dict[str, str] = {}
        for name, part in zip(column.parts, parts, strict=False):
            leaf = schema.get(f"{column.path}.{name}")
            assert leaf is not None
            text = as_text(part, leaf)
            if text:
                row[name] = text
        if column.parts[0] not in row:
            raise ValueProblem(f"'{line[:60]}' does not say {_name(column, 0)}")
        id = slug(row[column.parts[0]], taken, f"line-{len(made) + 1}")
        taken.add(id)
        made.append({"id": id, **row})
    return made


def _name(column: Column, number: int) -> str:
    parts = [part.strip() for part in column.head.split("|")]
    return f"'{parts[number]}'" if number < len(parts) else f"its {column.parts[number]}"


def slug(text: str, taken: set[str], otherwise: str, words: int = 5) -> str:
    """A short id from the first words of a text, unlike those taken already."""
    found = [word for word in _NOT_WORDS.split(text.lower()) if word][:words]
    base = id = "-".join(found)[:40].strip("-") or otherwise
    number = 2
    while id in taken:
        id, number = f"{base}-{number}", number + 1
    return id


def leaf_of(column: Column, schema: FieldSchema) -> Field | None:
    """The field of a column that holds one value."""
    return None if column.several or column.path.startswith("@") else schema.get(column.path)


def empty(line: Line) -> bool:
    """Whether no cell of a row says anything."""
    return not any(isinstance(cell, Odd) or plain(cell) for cell in line.cells.values())


def is_hints(line: Line, columns: Mapping[int, Column]) -> bool:
    """Whether a row is the one of the hints: each of its cells says what its column's hint says."""
    said = [(line.cells[number], column.hint) for number, column in columns.items() if number in line.cells]
    return bool(said) and all(isinstance(cell, str) and cell.strip() == hint for cell, hint in said)


__all__ = ["SIGNATORIES", "RecordReader", "Said", "empty", "is_hints", "leaf_of", "odd", "put", "records", "slug"]
