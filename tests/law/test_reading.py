"""A file of facts that cannot be used says everything that is wrong with it, with lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from hls_procure.errors import InputError
from hls_procure.law.reading import read_facts

FACT = {
    "id": "x-one",
    "jurisdiction": "[ENG, WLS]",
    "regime": "PA2023",
    "topic": "test",
    "statement": "It holds.",
    "value": "null",
    "unit": "null",
    "provision": "PA 2023 s.1",
    "source": "null",
    "dated_by": "award",
    "from": "2025-02-24",
    "to": "null",
    "basis": "statute_text",
}


def _file(tmp_path: Path, *facts: dict[str, str]) -> Path:
    lines = ["as_of: 2026-11-22", "facts:"]
    for fact in facts:
        lines += [("  - " if n == 0 else "    ") + f"{key}: {value}" for n, (key, value) in enumerate(fact.items())]
    path = tmp_path / "test.yaml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_fact_is_read(tmp_path: Path) -> None:
    (fact,) = read_facts(_file(tmp_path, {**FACT, "value": "[500000, 25]", "unit": '"GBP, percent"'}))
    assert (fact.values, fact.units) == (("500000", "25"), ("GBP", "percent"))
    assert (fact.id, fact.jurisdiction, fact.end, fact.source, fact.where) == ("x-one", ("ENG", "WLS"), None, "", "test.yaml:3")


def test_one_unit_is_for_all_values(tmp_path: Path) -> None:
    (fact,) = read_facts(_file(tmp_path, {**FACT, "value": "[1, 2, 3]", "unit": "days"}))
    assert fact.units == ("days", "days", "days")


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("jurisdiction", "[ENG, UK]", "'UK' is not a word for jurisdiction"),
        ("jurisdiction", "[]", "jurisdiction is not a list"),
        ("jurisdiction", "ENG", "jurisdiction is not a list"),
        ("jurisdiction", "[ENG, ENG]", "jurisdiction is not a list of different words"),
        ("not_for", '["everybody else"]', "'everybody else' is not a word for not_for"),
        ("dated_by", "signing", "'signing' is not a word for dated_by"),
        ("basis", "hearsay", "'hearsay' is not a word for basis"),
        ("from", "2025-02", "'2025-02' is not a date"),
        ("from", "2025-02-30", "'2025-02-30' is not a date"),
        ("from", "20250224", "'20250224' is not a date"),
        ("to", "2025-02-23", "it ends before it starts"),
        ("statement", "null", "its statement is empty"),
        ("provision", "null", "its provision is empty"),
        ("id", "x one", "not short words joined by hyphens"),
        ("value", "[1, 2, 3]", "units for some of its values only"),
        ("notes", "something", "has an unknown name 'notes'"),
    ],
)
def test_each_fault_is_named_with_its_line(tmp_path: Path, key: str, value: str, words: str) -> None:
    fact = {**FACT, key: value}
    if key == "value":
        fact["unit"] = '"GBP, percent"'
    with pytest.raises(InputError) as error:
        read_facts(_file(tmp_path, fact))
    (problem,) = error.value.problems
    assert words in problem.what
    assert problem.where == f"test.yaml:{3 + list(fact).index(key)}" or key == "value"


def test_every_needed_key_is_asked_for(tmp_path: Path) -> None:
    for key in FACT:
        with pytest.raises(InputError, match=f"says nothing about '{key}'"):
            read_facts(_file(tmp_path, {k: v for k, v in FACT.items() if k != key}))


def test_a_second_fact_of_the_same_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has the fact x-one a second time"):
        read_facts(_file(tmp_path, FACT, FACT))


def test_every_problem_comes_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_facts(_file(tmp_path, {**FACT, "basis": "hearsay", "dated_by": "never"}, {**FACT, "id": "x-two", "from": "soon"}))
    assert len(error.value.problems) == 3
