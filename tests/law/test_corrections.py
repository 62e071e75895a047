"""The list of corrections is true: it says what was changed against the fact sheets, and nothing else was."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from law_index import fact_files

from hls_procure.law.facts import DATA, LawBook
from hls_procure.library.yamlfile import Map, load

SHEETS = Path(__file__).resolve().parents[3] / "shared" / "law"
FIELDS = {
    "jurisdiction", "not_for", "regime", "topic", "statement", "value", "unit", "provision", "source", "read_in", "dated_by",
    "from", "to", "basis", "text_age", "not_read", "note", "supersedes",
}  # fmt: skip


@cache
def _facts() -> dict[str, dict[str, Any]]:
    return {
        fact["id"]: {key: _plain(value) for key, value in fact.items()} for path in fact_files() for fact in load(path)["facts"]
    }


@cache
def _list() -> Map:
    return load(DATA / "CORRECTIONS.yaml")


def _plain(value: Any) -> Any:
    if value is None or value in ("null", ""):
        return None
    return [str(item) for item in value] if isinstance(value, list) else " ".join(str(value).split())


@cache
def _corrections() -> dict[tuple[str, str], dict[str, Any]]:
    found = {}
    for item in _list()["corrections"]:
        key = (item["id"], item["field"])
        assert key not in found, f"{key} is there twice"
        found[key] = {"was": _plain(item["was"]), "now": _plain(item["now"]), "why": item["why"]}
    return found


def test_each_correction_is_what_the_facts_say_now() -> None:
    for (id, field), entry in _corrections().items():
        assert field in FIELDS
        assert entry["was"] != entry["now"], (id, field)
        assert _facts()[id].get(field) == entry["now"], (id, field)


def test_each_correction_says_why() -> None:
    for key, entry in _corrections().items():
        assert len(entry["why"]) > 12, key
        assert entry["why"].endswith("."), key


def test_a_statement_was_worded_anew_or_corrected_but_not_both() -> None:
    reworded = _list()["reworded"]
    assert len(set(reworded)) == len(reworded)
    assert set(reworded) <= set(_facts())
    assert not {id for id, field in _corrections() if field == "statement"} & set(reworded)


@pytest.fixture(scope="module")
def sheet() -> dict[str, dict[str, Any]]:
    path = SHEETS / "facts.yaml"
    if not path.is_file():
        pytest.skip(f"the fact sheets are not beside this checkout ({path})")
    import yaml

    data = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {fact["id"]: {key: _plain(value) for key, value in fact.items()} for fact in data["facts"]}


def _added(what: str) -> set[str]:
    items = [(item.get("id") or item.get("name"), item["why"]) for item in _list()[what]]
    assert all(len(why) > 12 and why.endswith(".") for _, why in items)
    names = {name for name, _ in items}
    assert len(names) == len(items)
    return names


def test_what_was_added_is_there_and_says_why() -> None:
    assert _added("added") <= set(_facts())
    assert {f"{name}.csv" for name in _added("added_lists")} <= {path.name for path in (DATA / "lists").iterdir()}


def test_the_ids_are_those_of_the_sheets_and_the_added_ones(sheet: dict[str, dict[str, Any]]) -> None:
    assert not set(sheet) & _added("added")
    assert set(sheet) | _added("added") == set(LawBook.load().ids)


def test_the_list_is_the_difference_to_the_sheets_and_nothing_else(sheet: dict[str, dict[str, Any]]) -> None:
    different = {}
    for id, old in sheet.items():
        new = _facts()[id]
        for field in FIELDS:
            if old.get(field) != new.get(field):
                different[(id, field)] = (old.get(field), new.get(field))
    reworded = {(id, "statement") for id in _list()["reworded"]}
    listed = {key: (entry["was"], entry["now"]) for key, entry in _corrections().items()}
    assert {key: value for key, value in different.items() if key not in reworded} == listed
    assert reworded <= set(different)


def test_the_lists_are_those_of_the_sheets() -> None:
    if not SHEETS.is_dir():
        pytest.skip(f"the fact sheets are not beside this checkout ({SHEETS})")
    ours = {path.name: path for path in (DATA / "lists").iterdir() if path.stem not in _added("added_lists")}
    for name, path in ours.items():
        assert path.read_bytes() == (SHEETS / name).read_bytes(), name
    assert {path.name for path in SHEETS.glob("*.csv")} == set(ours)
