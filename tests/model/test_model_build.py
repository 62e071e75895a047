"""From plain values to a typed project and back; every problem of a hand-edited project.yaml at once, each with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hls_procure.errors import Problem
from hls_procure.library.finder import Finder
from hls_procure.library.load import load_fields
from hls_procure.library.yamlfile import parse, read_text
from hls_procure.model.build import Reader, plain, plain_project
from hls_procure.model.registers import ClauseChoice, OpenItem, Settled
from hls_procure.model.root import FORMAT, Project
from hls_procure.model.values import parse_date

BROKEN = Path(__file__).resolve().parent.parent / "fixtures/broken/project"
SCHEMA = load_fields(Finder())


def read(text: str) -> tuple[Project, list[Problem]]:
    reader = Reader(SCHEMA)
    return reader.project(parse(text, "project.yaml", bare_words=False)), reader.problems


@pytest.mark.parametrize("broken", sorted(BROKEN.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_mistake_in_a_project_is_told_with_its_line(broken: Path) -> None:
    _, problems = read(read_text(broken))
    assert "\n".join(problem.text() for problem in problems) == broken.with_suffix(".txt").read_text().rstrip("\n")
    assert all(problem.where.startswith("project.yaml:") for problem in problems)


def test_what_is_right_is_read_although_something_else_is_wrong() -> None:
    project, problems = read(
        "alliance:\n  name: Tamarside\n  term: {initial: -1}\nactors:\n  - {id: jo, name: Jo}\n  - {name: Mo}\n"
    )
    assert len(problems) == 2
    assert (project.alliance.name, project.alliance.term.initial) == ("Tamarside", None)
    assert [actor.id for actor in project.actors or ()] == ["jo"]


def test_a_name_without_a_value_is_no_answer() -> None:
    project, problems = read("format: 1\nalliance:\n  name:\n  term:\nactors:\nopen:\nreview:\nas_of_date: ~\n")
    assert (project, problems) == (Project(), [])


def test_no_records_are_an_answer() -> None:
    project, problems = read("actors: []\npurpose: {inside: []}\n")
    assert (project.actors, project.purpose.inside, problems) == ((), (), [])
    assert plain_project(project)["actors"] == []


def test_the_registers_are_read_typed() -> None:
    project, problems = read(
        "choices:\n  - {clause: AL-15, variant: short, by: solicitor}\n"
        "open:\n  - {path: alliance.name, kind: deliberate, owner: clerk, by: '12 March 2027'}\n"
        "review:\n  settled:\n    - {id: AL-15, by: solicitor, on: '1 April 2027', text: abc}\n"
    )
    assert problems == []
    assert project.choices == (ClauseChoice("AL-15", "short", "solicitor"),)
    assert project.open == (OpenItem("alliance.name", "deliberate", "clerk", parse_date("2027-03-12")),)
    assert project.review.settled == (Settled("AL-15", "solicitor", parse_date("2027-04-01"), None, "abc"),)


@pytest.mark.parametrize(
    "path", ["alliance.name", "alliance.term", "alliance", "actors", "actors[]", "actors[jo]", "actors[jo].name", "actors[].name"]
)
def test_anything_that_there_is_can_be_open(path: str) -> None:
    assert read(f'open:\n  - {{path: "{path}"}}\n')[1] == []


@pytest.mark.parametrize(
    "path", ["allianc", "alliance.nam", "actors[jo].nmae", "alliance.term.initial.more", "act", "alliance.n"]
)
def test_what_there_is_not_cannot_be_open(path: str) -> None:
    assert "which is not a field" in read(f'open:\n  - {{path: "{path}"}}\n')[1][0].what


@pytest.mark.parametrize("version", ["2", "0", "one", "1.0", ""])
def test_another_format_is_refused(version: str) -> None:
    _, problems = read(f"format: '{version}'\n")
    assert len(problems) == 1
    assert f"and this version of hls-procure reads format {FORMAT}" in problems[0].what


def test_every_leaf_is_read_into_its_place() -> None:
    for field in SCHEMA:
        if field.derived:
            continue
        raw: Any = next(iter(field.choices), None) or {
            "money": "5",
            "percent": "5",
            "date": "2027-03-01",
            "time": "12:00",
            "yes-no": "yes",
        }.get(field.type, "5")
        raw = [raw] if field.holds_several else raw
        tree: Any = raw
        for part in reversed(field.path.split(".")):
            name = part.removesuffix("[]")
            if part.endswith("[]"):
                tree = {name: [{"id": "x", **tree}]}
            else:
                tree = {name: tree}
        reader = Reader(SCHEMA)
        project = reader.project(tree)
        assert reader.problems == [], field.path
        assert {key: value for key, value in plain_project(project).items() if key != "format"} == tree, field.path


# There and back


@pytest.mark.parametrize("which", ["tamarside_once", "tamarside_award_once"])
def test_the_sample_read_and_written_plain_is_the_same(which: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(which)
    text = read_text(folder / "project.yaml")
    project, problems = read(text)
    assert problems == []
    assert len(plain_project(project)) > 20
    again = Reader(SCHEMA)
    assert again.project(plain_project(project)) == project
    assert again.problems == []
    assert plain_project(again.project(plain_project(project))) == plain_project(project)


def test_an_empty_project_is_only_its_format() -> None:
    assert plain_project(Project()) == {"format": "1"}
    assert read("")[0] == Project()


def test_plain_values_are_text_lists_and_mappings_only(tamarside_award_once: Path) -> None:
    def check(value: Any) -> None:
        if isinstance(value, dict):
            assert all(isinstance(key, str) and key for key in value)
            for inner in value.values():
                check(inner)
        elif isinstance(value, list):
            for inner in value:
                check(inner)
        else:
            assert isinstance(value, str)

    project, _ = read(read_text(tamarside_award_once / "project.yaml"))
    check(plain_project(project))
    assert plain(None) is None
