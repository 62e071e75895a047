"""What is written as YAML is read back the same, whatever a person typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from project_strategies import TEXT, schema, trees

from hls_procure.library.yamlfile import parse
from hls_procure.model.build import Reader
from hls_procure.project import emit
from hls_procure.project.splice import fresh_text, read_sheet

NAMES = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
VALUES = st.recursive(TEXT, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=10)


@given(st.dictionaries(NAMES, VALUES, max_size=4))
def test_a_document_reads_back_as_it_was(tree: dict) -> None:
    assert parse(emit.document(tree, "A head\n\nof three lines"), "x.yaml", bare_words=False) == tree


@given(VALUES)
def test_brackets_on_one_line_read_back_as_they_were(value: object) -> None:
    line = emit.flow(value)
    assert "\n" not in line
    assert parse(f"key: {line}\n", "x.yaml", bare_words=False) == {"key": value}


@settings(max_examples=60)
@given(trees())
def test_a_project_reads_back_as_it_was(tree: dict) -> None:
    reader = Reader(schema())
    project = reader.project(tree)
    assert not reader.problems
    assert read_sheet(fresh_text(project), schema()).project == project


HARD = ["x" * 100_000, "word " * 20_000 + "end", "line of words\n" * 7_000 + "end", "\t" * 100, " both ends ", "\n", ""]
NOTHING = ["~", "null", "NULL", "---", "é" * 99 + " é"]


@pytest.mark.parametrize("text", HARD + NOTHING, ids=range(12))
def test_hard_texts_read_back_as_they_were(text: str) -> None:
    assert parse(emit.document({"a": {"b": [text, {"c": text}]}}), "x.yaml") == {"a": {"b": [text, {"c": text}]}}


def test_a_fresh_project_looks_as_people_like_to_read_it() -> None:
    tree = {
        "format": "1",
        "as_of_date": "2027-03-01",
        "project": {"title": "Tamarside Alliance"},
        "purpose": {"statement": "a life they value, " * 7 + "and choose", "inside": [], "outside": ["housing", "the courts"]},
        "actors": [{"id": "landlords", "name": "The landlords", "stance": "watching"}],
        "authority": {"address": "1 High Street\nTamarside"},
    }
    assert emit.document(tree) == (
        "format: 1\n"
        "as_of_date: 2027-03-01\n"
        "\n"
        "project:\n"
        '  title: "Tamarside Alliance"\n'
        "\n"
        "purpose:\n"
        "  statement: >-\n"
        "    a life they value, a life they value, a life they value, a life they value, a life they value, a\n"
        "    life they value, a life they value, and choose\n"
        "  inside: []\n"
        "  outside:\n"
        "    - housing\n"
        '    - "the courts"\n'
        "\n"
        "actors:\n"
        "  - id: landlords\n"
        '    name: "The landlords"\n'
        "    stance: watching\n"
        "\n"
        "authority:\n"
        "  address: |-\n"
        "    1 High Street\n"
        "    Tamarside\n"
    )
