"""The table of columns: each of them is a field of the schema, what it says already can be read, and nothing is missing."""

from __future__ import annotations

import pytest

from hls_procure.grants.columns import (
    FUNDER,
    GRANTS,
    PROMISES,
    SHEETS,
    Column,
    choices_of,
    in_every_letter,
    is_example,
    letter_columns,
)
from hls_procure.model.fields import FieldSchema
from hls_procure.work.workspace import Workspace

#: What is no matter of a row: worked out, said by the place of a row, or of papers that are made later.
ELSEWHERE = ("facts.", "grant.id", "funder.signatory", "grant.inquiry.")


@pytest.fixture(scope="module")
def schema() -> FieldSchema:
    return Workspace(None).schema


def leaves(column: Column) -> list[str]:
    return [f"{column.path}.{part}" for part in column.parts] if column.path.endswith("[]") else [column.path]


def every() -> list[tuple[str, Column]]:
    return [(sheet.name, column) for sheet in SHEETS for column in sheet.columns]


@pytest.mark.parametrize(("sheet", "column"), every(), ids=lambda one: one if isinstance(one, str) else one.head)
def test_a_column_is_a_field_and_what_it_says_already_can_be_read(sheet: str, column: Column, schema: FieldSchema) -> None:
    if column.path.startswith("@"):
        return
    if column.path == "as_of_date":
        return
    fields = [schema.get(path) for path in leaves(column)]
    assert all(fields), column.path
    for line in (*column.filled, *([column.example] if column.example else [])):
        for part, field in zip(line.split(" | ") if column.parts else [line], fields, strict=True):
            assert field is not None
            field.parse(part)


def test_heads_are_said_once_in_a_sheet_and_each_has_a_hint() -> None:
    for sheet in SHEETS:
        heads = [column.head.casefold() for column in sheet.columns]
        assert len(set(heads)) == len(heads), sheet.name
        assert [column.hint for column in sheet.columns if not column.hint.endswith(".")] == []


def test_every_answer_of_a_letter_has_a_column(schema: FieldSchema) -> None:
    asked = {
        leaf.path
        for id, question in Workspace(None).playbook("funder-led").questions.items()
        if id.startswith("GR-") and (id[3:4] in "01234" or id in ("GR-50", "GR-51", "GR-52"))
        for leaf in question.leaves
    }
    have = {path for _, column in every() for path in leaves(column)}
    assert {path for path in asked - have if not path.startswith(ELSEWHERE)} == set()


def test_choices_are_those_of_the_schema(schema: FieldSchema) -> None:
    basis = GRANTS.column("grant.basis")
    assert choices_of(basis, schema)["core"] == "core funding without restriction"
    assert choices_of(GRANTS.column("grant.purpose"), schema) == {}
    assert list(choices_of(GRANTS.column("@paid"), schema)) == ["at once", "yearly", "listed"]
    assert choices_of(FUNDER.column("grant.public_money"), schema) == {"yes": "yes", "no": "no"}


def test_a_grant_may_say_otherwise_what_stands_in_every_letter() -> None:
    there = [column.path for column in in_every_letter()]
    assert "grant.tell[]" in there
    assert "grant.uplift.kind" not in there
    flat = [column.path for column in letter_columns()]
    assert len(set(flat)) == len(flat)
    assert {"recipient.name", "grant.amount", "grant.tell[]"} <= set(flat)


def test_the_row_that_shows_how_it_is_done_is_known() -> None:
    assert is_example("Example")
    assert is_example(" example 2 ")
    assert not is_example("G-0001")
    assert all(sheet.columns[0].example == "Example" for sheet in SHEETS if sheet.name in ("Recipients", "Grants", "Payments"))
    assert PROMISES.column("funder.commitments[].keeper").needed
