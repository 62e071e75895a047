"""The sheet Funder, one line a thing: what is the same in every letter, and who signs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hls_procure.errors import Problem, nearest
from hls_procure.grants.bank import refuse_bank_details
from hls_procure.grants.cells import as_text, plain
from hls_procure.grants.column_shapes import SIGNATORIES, Column, choices_of
from hls_procure.grants.columns import FUNDER
from hls_procure.grants.heads import plain_head
from hls_procure.grants.records import odd, put, records
from hls_procure.grants.signing import Signatory, signatories
from hls_procure.grants.tables import Line, Odd, place
from hls_procure.model.fields import FieldSchema, ValueProblem

#: In which column a line says what it is about, and in which what you say.
LABEL, ANSWER = 1, 2


@dataclass
class FunderSaid:
    """What the sheet says. :param where: path to the place of its line."""

    tree: dict[str, Any] = field(default_factory=dict)
    rules: list[Signatory] = field(default_factory=list)
    where: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


@dataclass
class _Answer:
    column: Column
    row: int
    cells: list[tuple[int, Any]] = field(default_factory=list)


def read_funder(lines: Iterable[Line], file: str, schema: FieldSchema) -> FunderSaid:
    """Read the sheet. A line without a label goes on with what the line above is about."""
    said = FunderSaid()
    for answer in _answers(lines, file, said):
        where = place(file, FUNDER.name, answer.row)
        said.where[answer.column.path] = where
        texts = []
        for row, cell in answer.cells:
            if isinstance(cell, Odd):
                said.problems.append(odd(cell, place(file, FUNDER.name, row, answer.column.head)))
            elif plain(cell):
                texts.append((row, cell))
        if texts:
            _take(answer.column, texts, file, schema, said)
    return said


def _answers(lines: Iterable[Line], file: str, said: FunderSaid) -> Iterable[_Answer]:
    """What the sheet answers, each with its cells."""
    known = {plain_head(other): column for column in FUNDER.columns for other in column.also}
    known |= {plain_head(column.head): column for column in FUNDER.columns}
    found: dict[str, _Answer] = {}
    now: _Answer | None = None
    for line in lines:
        label, cell = line.cells.get(LABEL), line.cells.get(ANSWER)
        text = plain(label) if not isinstance(label, Odd) else ""
        if text:
            column = known.get(plain_head(text))
            now = None if column is None else found.setdefault(column.path, _Answer(column, line.number))
            if column is None and cell is not None and not _is_head(cell):
                near = nearest(text, [one.head for one in FUNDER.columns])
                what = f"has a line '{text[:60]}' that nothing asks for"
                said.notes.append(Problem(place(file, FUNDER.name, line.number), what, "It is not read.", near))
        if now is not None and cell is not None:
            now.cells.append((line.number, cell))
        elif not text and cell is not None:
            what = "has an answer without a question in column A"
            said.notes.append(Problem(place(file, FUNDER.name, line.number), what, "It is not read."))
    return found.values()


def _is_head(cell: Any) -> bool:
    return isinstance(cell, str) and plain_head(cell) in ("your answer", "answer")


def _take(column: Column, texts: list[tuple[int, Any]], file: str, schema: FieldSchema, said: FunderSaid) -> None:
    row, cell = texts[0]
    where = place(file, FUNDER.name, row, column.head)
    for at, one in texts:
        said.problems += refuse_bank_details(plain(one), place(file, FUNDER.name, at, column.head))
    try:
        if column.path == SIGNATORIES:
            said.rules += signatories(plain(one) for _, one in texts)
        elif column.several:
            put(said.tree, column.path.removesuffix("[]"), records(column, [plain(one) for _, one in texts], schema))
        elif len(texts) > 1:
            said.problems.append(Problem(where, "has several answers, and it takes one", do="Keep one of them."))
        else:
            leaf = schema.get(column.path)
            assert leaf is not None
            put(said.tree, column.path, as_text(cell, leaf, choices_of(column, schema)))
    except ValueProblem as error:
        said.problems.append(Problem(where, str(error), do="Correct the cell."))


def differences(said: FunderSaid, plain_base: Mapping[str, Any], file: str) -> list[Problem]:
    """Where the sheet says otherwise than project.yaml; the sheet counts."""
    notes = []
    for column in FUNDER.columns:
        path = column.path.removesuffix("[]")
        if path == "as_of_date":
            continue  # project.yaml holds the day of starting, which nobody chose
        here, there = _at(said.tree, path), _at(plain_base, path)
        if here is None or there is None or _words(here) == _words(there):
            continue
        what = f"says '{_short(here)}', and project.yaml says '{_short(there)}'"
        where = f"{said.where.get(column.path) or place(file, FUNDER.name)}, {column.head}"
        notes.append(Problem(where, what, "The workbook counts.", "Make them the same, or empty one of them."))
    return notes


def _at(tree: Any, path: str) -> Any:
    for name in path.split("."):
        if not isinstance(tree, Mapping):
            return None
        tree = tree.get(name)
    return tree


def _words(value: Any) -> Any:
    if isinstance(value, list):
        return [{name: part for name, part in row.items() if name != "id"} for row in value]
    return value


def _short(value: Any) -> str:
    if isinstance(value, list):
        text = "; ".join(next((str(part) for name, part in row.items() if name != "id"), "") for row in value)
    else:
        text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
