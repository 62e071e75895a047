"""Writing project.yaml back changes what changed and nothing else."""

from __future__ import annotations

import difflib
import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from project_strategies import SAMPLE, schema, trees, typed_by_hand

from hls_procure.errors import FileProblem, InputError
from hls_procure.model import paths
from hls_procure.model.build import Reader, plain_project
from hls_procure.model.root import Project
from hls_procure.model.system import Actor
from hls_procure.project import splice
from hls_procure.project.changes import Changer
from hls_procure.project.edits import Edits
from hls_procure.project.splice import Sheet, fresh_text, read_sheet, rewrite


def notes(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.split("\n") if re.match(r"\s*# note \d+$", line))


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_change_of_any_file_reads_back_as_meant_and_keeps_every_comment_line(data: st.DataObject) -> None:
    before = data.draw(trees(), label="before")
    text = data.draw(typed_by_hand(before), label="text")
    after = data.draw(trees(), label="after")
    if data.draw(st.booleans(), label="most of it stays"):
        after = {**before, **after}
    sheet = read_sheet(text, schema())
    assert sheet.plain == before
    made = Edits(text).whole(sheet.tree, sheet.plain, after)
    note(made)
    assert read_sheet(made, schema()).plain == after
    assert notes(made) == notes(text)


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_stays_the_same_is_written_as_it_was_typed(data: st.DataObject) -> None:
    text = data.draw(typed_by_hand(data.draw(trees())))
    sheet = read_sheet(text, schema())
    assert rewrite(sheet, sheet.project, schema()) is sheet


def changed(sheet: Sheet, **values: object) -> list[str]:
    """The lines that go out and come in when some places change."""
    changer, project = Changer(schema()), sheet.project
    for path, value in values.items():
        project = changer.put(project, path.replace("__", "."), value)
    return diff(sheet, project)


def diff(sheet: Sheet, project: Project) -> list[str]:
    made = rewrite(sheet, project, schema())
    assert made.project == project
    lines = difflib.ndiff(sheet.text.split("\n"), made.text.split("\n"))
    return [line for line in lines if line[0] in "+-"]


@pytest.fixture
def sheet() -> Sheet:
    return read_sheet(SAMPLE, schema())


def put(sheet: Sheet, path: str, value: object) -> list[str]:
    return diff(sheet, Changer(schema()).put(sheet.project, path, value))


def test_one_value_changes_one_line(sheet: Sheet) -> None:
    assert put(sheet, "project.title", "Tamar Alliance") == [
        '- project: {id: tamarside, title: "Tamarside Alliance"}',
        '+ project: {id: tamarside, title: "Tamar Alliance"}',
    ]
    assert put(sheet, "listening[evening].where", "the day centre") == [
        '-     where: "the night shelter"   # not the day centre',
        '+     where: "the day centre"   # not the day centre',
    ]
    assert put(sheet, "listening[evening].kind", "carer") == ["-     kind: lived", "+     kind: carer"]


def test_a_value_in_another_spelling_is_left_alone(sheet: Sheet) -> None:
    made = rewrite(sheet, paths.put(sheet.project, "project.place", "Tamarside"), schema())
    assert "annual: £7.7m" in made.text
    assert "as_of_date: 1 March 2027" in made.text


def test_a_new_value_goes_after_its_neighbours(sheet: Sheet) -> None:
    assert put(sheet, "listening[morning].people", "4") == ["+     people: 4"]
    assert put(sheet, "purpose.population", "grown-ups") == ["+   population: grown-ups"]
    line = '+ project: {id: tamarside, title: "Tamarside Alliance", place: Tamarside}'
    assert put(sheet, "project.place", "Tamarside")[1] == line


def test_a_new_record_is_indented_as_the_others_are(sheet: Sheet) -> None:
    assert put(sheet, "insights[forms]", {"id": "forms", "text": "Forms get in the way."}) == [
        "+ - id: forms",
        '+   text: "Forms get in the way."',
    ]


def test_a_record_that_goes_takes_its_lines_along_and_leaves_comments(sheet: Sheet) -> None:
    assert put(sheet, "listening[morning]", None) == ["-   - id: morning", "-     who: 'outreach workers'"]
    gone = put(sheet, "listening[evening]", None)
    assert all(not line.lstrip("- ").startswith("#") for line in gone)


def test_long_prose_is_folded_and_its_comment_stays(sheet: Sheet) -> None:
    words = "a place where nobody is asked the same thing twice, " * 4 + "and nobody waits"
    assert put(sheet, "listening[evening].where", words)[:2] == [
        '-     where: "the night shelter"   # not the day centre',
        "+     where: >-  # not the day centre",
    ]


def test_an_empty_list_becomes_a_list(sheet: Sheet) -> None:
    empty = read_sheet("format: 1\nactors: []   # nobody yet\n", schema())
    assert put(empty, "actors[jo]", {"id": "jo"}) == [
        "- actors: []   # nobody yet",
        "+ actors:  # nobody yet",
        "+   - id: jo",
    ]
    assert "+ insights: []" in put(sheet, "insights", [])


def test_a_file_of_comments_only_grows() -> None:
    sheet = read_sheet("# nothing yet\n", schema())
    made = rewrite(sheet, paths.put(Project(), "project.title", "A"), schema())
    assert made.text == "# nothing yet\nformat: 1\n\nproject:\n  title: A\n"


def test_what_cannot_be_spliced_is_written_afresh_with_its_comments_above(sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Edits, "_value", lambda *args, **more: True)  # an editor that forgets to edit
    made = rewrite(sheet, Changer(schema()).put(sheet.project, "listening[morning].who", "nurses"), schema())
    assert made.project.listening is not None
    assert made.project.listening[1].who == "nurses"
    assert "# the first evening\nlistening:\n" in made.text
    assert "# agreed in the town hall" in made.text
    assert "project: {id: tamarside" in made.text


def test_what_still_differs_is_refused(sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Edits, "whole", lambda self, *args: self.text)
    with pytest.raises(FileProblem, match=r"could not be changed so that it reads back as meant \(project\)"):
        rewrite(sheet, paths.put(sheet.project, "project.title", "Other"), schema())


def test_problems_of_a_file_come_all_at_once_with_their_lines() -> None:
    with pytest.raises(InputError) as error:
        read_sheet('format: 1\nas_of_date: soon\nactors:\n  - id: A b\n  - name: "x"\nprojct: 1\n', schema())
    assert [problem.where for problem in error.value.problems] == [
        "project.yaml:2", "project.yaml:4", "project.yaml:5", "project.yaml:6",
    ]  # fmt: skip


def test_words_without_quotes_inside_brackets_are_refused() -> None:
    with pytest.raises(InputError, match="without quotes inside brackets"):
        read_sheet("format: 1\nproject: {title: Tamarside Alliance}\n", schema())


def test_among_two_thousand_records_only_the_lines_that_changed_change() -> None:
    rows = tuple(Actor(f"a{n}", name=f"Actor number {n}", what="does a thing " * 9, stance="in") for n in range(2000))
    sheet = read_sheet(fresh_text(paths.put(Project(), "actors", rows)), schema())
    project = paths.put(sheet.project, "actors[a1000].name", "Somebody else")
    project = paths.put(project, "actors[new]", Actor("new", name="New"))
    made = rewrite(sheet, project, schema())
    assert len(set(sheet.text.split("\n")) ^ set(made.text.split("\n"))) == 4


def test_a_plain_tree_of_a_project_is_what_its_file_says() -> None:
    reader = Reader(schema())
    assert plain_project(reader.project(read_sheet(SAMPLE, schema()).tree)) == read_sheet(SAMPLE, schema()).plain
    assert splice.HEAD


def test_a_control_character_typed_as_an_escape_is_refused_with_its_line() -> None:
    text = 'format: 1\npurpose:\n  hurts: "a\\x07b"\n  inside: ["one", "two\\u0085"]\n  statement: "fine\\n\\ttext"\n'
    with pytest.raises(InputError) as error:
        read_sheet(text, schema())
    assert [problem.where for problem in error.value.problems] == ["project.yaml:3", "project.yaml:4"]


def test_a_name_without_a_value_is_no_answer_and_can_get_one() -> None:
    sheet = read_sheet("format: 1\nproject:\n  id:\n  title: ~\n  place: null   # not yet\npurpose:\n", schema())
    assert sheet.project == Project()
    assert put(sheet, "project.place", "the old town") == ["-   place: null   # not yet", '+   place: "the old town"  # not yet']
    assert put(sheet, "project.id", "tamarside") == ["-   id:", "+   id: tamarside"]


def test_a_comment_behind_words_without_quotes_is_refused_and_not_cut_off() -> None:
    with pytest.raises(InputError, match="has a '#' after words that are not in quotes"):
        read_sheet("format: 1\npurpose:\n  hurts: they pay £5 # per week\n", schema())
