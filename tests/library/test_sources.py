"""The seed items in ``playbooks/sources.yaml``: all are there, each is whole, and no sentence of a report was copied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from hls_procure.law.facts import LawBook
from hls_procure.library.finder import Finder, shipped_root
from hls_procure.library.yamlfile import load, read_text

FILE = shipped_root() / "playbooks" / "sources.yaml"
SEEDS = shipped_root().parent / "shared" / "seeds"
#: So many words in a row that also stand in a report count as copied.
RUN = 8
LAST = 172

SOURCES = load(FILE)
REPORTS = SOURCES["reports"]
ITEMS = {id: item for id, item in SOURCES.items() if id != "reports"}


def _used(data: Any) -> Iterator[str]:
    """Every seed item that a record, or one within it, names under ``sources``."""
    if isinstance(data, dict):
        named = data.get("sources")
        if isinstance(named, list):
            yield from (one for one in named if isinstance(one, str) and re.fullmatch(r"S\d+", one))
        for value in data.values():
            yield from _used(value)
    elif isinstance(data, list):
        for value in data:
            yield from _used(value)


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.?!])\s+", text) if sentence]


def _texts(data: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text in the file, with where it stands."""
    if isinstance(data, str):
        yield where, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, f"{where}.{key}" if where else key)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value, where)


def _runs(text: str) -> set[tuple[str, ...]]:
    """The runs of words of a text; a hyphen counts once as a gap and once as nothing, as line ends and typing differ."""
    bare = re.sub(r"<[^>]+>", " ", text.lower())
    bare = re.sub(r"['’‘]", "", bare)
    found: set[tuple[str, ...]] = set()
    for dashes, instead in ((r"[-–—]", " "), (r"[-–—]\s*", "")):
        words = re.findall(r"[^\W_]+", re.sub(dashes, instead, bare))
        found |= {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
    return found


def _copied(text: str, seeds: set[tuple[str, ...]]) -> list[str]:
    return sorted(" ".join(run) for run in _runs(text) & seeds)


def test_every_item_is_there_once_and_in_order() -> None:
    assert list(ITEMS) == [f"S{number}" for number in range(1, LAST + 1)]


def test_every_item_that_a_clause_or_a_question_names_exists() -> None:
    missing = []
    finder = Finder()
    for found in (*finder.all("clauses"), *finder.all("playbooks")):
        if found.path != FILE:
            missing += [f"{found.name}: {id}" for id in _used(load(found.path)) if id not in ITEMS]
    assert not missing, "\n".join(missing)


def test_every_report_says_what_it_is() -> None:
    assert len(REPORTS) == 5
    for key, report in REPORTS.items():
        assert set(report) == {"title", "publisher", "date", "about"}, key
        assert all(report.values()), key
        assert any(item["from"] == key for item in ITEMS.values()), key


@pytest.mark.parametrize("id", ITEMS)
def test_an_item_is_whole(id: str) -> None:
    item = ITEMS[id]
    assert {"says", "use", "from", "place"} <= set(item) <= {"says", "use", "from", "place", "law"}
    assert all(item.values())
    assert item["from"] in REPORTS
    assert re.search(r"\blines? \d", item["place"]), "it does not say which lines of the extract"
    assert 1 <= len(_sentences(item["says"])) <= 3
    assert len(_sentences(item["use"])) == 1
    for key in ("says", "use"):
        assert item[key][-1] in ".?", f"{key} does not end as a sentence"
        assert all(len(sentence.split()) <= 45 for sentence in _sentences(item[key])), f"{key} has a sentence over 45 words"


@pytest.mark.parametrize("id", ITEMS)
def test_an_item_whose_law_has_moved_names_facts_that_exist(id: str) -> None:
    item, book = ITEMS[id], LawBook.load()
    assert all(fact in book for fact in item.get("law", ())), item.get("law")
    if re.search(r"law has moved|facts? named below", item["use"]):
        assert item.get("law"), "it speaks of the law of now and names no fact"


def test_no_sentence_of_a_report_was_copied() -> None:
    texts = sorted(SEEDS.glob("*.txt"))
    if not texts:
        pytest.skip(f"the reports are not in {SEEDS}, so nothing could be compared")
    seeds: set[tuple[str, ...]] = set()
    for path in texts:
        seeds |= _runs(read_text(path))
    copied = [f"{where}: {run}" for where, text in _texts(SOURCES) for run in _copied(text, seeds)]
    assert not copied, "\n".join(copied)


REPORT = "People who live in a well-run town\nare said to sleep better, and ‘they don’t’ worry about its money at all."


@pytest.mark.parametrize(
    "text",
    [
        "We read that people who live in a well run town sleep.",
        "PEOPLE WHO LIVE IN A WELL-RUN TOWN are happy.",
        "They are said to sleep better, and they don't move.",
        "People who live in a wellrun town are said to.",
    ],
)
def test_a_planted_copy_is_found(text: str) -> None:
    assert _copied(text, _runs(REPORT))


def test_seven_words_in_a_row_are_no_copy() -> None:
    assert not _copied("Some people who live in a well-run, small town are happy.", _runs(REPORT))


def test_a_named_item_is_found_in_a_nested_record() -> None:
    data = {"questions": [{"id": "X-01", "sources": ["S3", "a plain reference"]}], "sources": ["S999"], "other": ["S4"]}
    assert sorted(_used(data)) == ["S3", "S999"]
