"""Broken library files: one mistake a file, and a person is told where it is, what it is, and what to do."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from small import BROKEN, LAW, NO_CACHE, SMALL, TARGETS, cases, expected, finder, overlaid, playbook, said, schema, words

from hls_procure.assembly.say import fits
from hls_procure.errors import InputError
from hls_procure.library.cache import Cache
from hls_procure.library.clauses import Builder
from hls_procure.library.finder import Layer
from hls_procure.library.load import load_checked, load_words
from hls_procure.library.playbooks import load_playbook
from hls_procure.library.shapes import _LIKE, SHAPES, check_shape
from hls_procure.library.yamlfile import parse

WORDS = ("clause", "variants", "terms", "document")
WALK = ("questions", "playbook", "reminders")


def names(*kinds: str) -> list[object]:
    return [pytest.param(path, id=f"{kind}-{path.stem}") for kind in kinds for path in cases(kind)]


def test_the_small_library_itself_is_good() -> None:
    found = finder()
    assert (len(schema(found).fields), len(words(found).clauses), len(playbook(found).questions)) == (14, 2, 5)


@pytest.mark.parametrize("broken", names(*WORDS))
def test_a_mistake_in_the_words_is_told(broken: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        words(overlaid(tmp_path, broken))
    assert said(error.value) == expected(broken)


@pytest.mark.parametrize("broken", names("fields"))
def test_a_mistake_in_the_field_schema_is_told(broken: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        schema(overlaid(tmp_path, broken))
    assert said(error.value) == expected(broken)


@pytest.mark.parametrize("broken", names(*WALK))
def test_a_mistake_in_questions_playbooks_and_reminders_is_told(broken: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        playbook(overlaid(tmp_path, broken))
    assert said(error.value) == expected(broken)


@pytest.mark.parametrize("broken", names(*TARGETS))
def test_every_message_names_a_file_and_a_line_and_blames_nobody(broken: Path) -> None:
    text = expected(broken)
    starts = [line for line in text.split("\n") if not line.startswith(" ")]
    assert starts
    for line in starts:
        assert re.match(r"(clauses|playbooks)/[a-zA-Z0-9/_-]+\.yaml:\d+  \S", line), line
    assert not re.search(r"\b(invalid|illegal|exception|traceback)\b", text, re.IGNORECASE)
    assert not re.search(r"\b(None|NoneType|dict|str|int|Map|Seq)\b|<class", text)


def test_the_problems_of_several_files_come_all_at_once(tmp_path: Path) -> None:
    for name in (
        "clause/missing-name",
        "variants/unknown-name-in-a-wording",
        "terms/missing-meaning",
        "document/noun-not-allowed",
    ):
        overlaid(tmp_path, BROKEN / f"{name}.yaml")
    broken = tmp_path / "clauses/alliance/AL-03.yaml"
    broken.write_text("id: AL-03\nid: AL-03\n")
    with pytest.raises(InputError) as error:
        words(finder(tmp_path))
    told = {problem.where.partition(":")[0] for problem in error.value.problems}
    assert told == {
        "clauses/alliance/AL-01.yaml",
        "clauses/alliance/AL-02.yaml",
        "clauses/alliance/AL-03.yaml",
        "clauses/terms.yaml",
        "clauses/documents/D01.yaml",
    }


def test_what_words_name_is_checked_across_all_files_at_once(tmp_path: Path) -> None:
    for name in ("clause/term-that-is-not-defined", "variants/wording-never-chosen", "terms/meaning-points-nowhere"):
        overlaid(tmp_path, BROKEN / f"{name}.yaml")
    with pytest.raises(InputError) as error:
        words(finder(tmp_path))
    assert [problem.where.partition(":")[0] for problem in error.value.problems] == [
        "clauses/alliance/AL-01.yaml",
        "clauses/alliance/AL-02.yaml",
        "clauses/terms.yaml",
    ]


def test_the_problems_of_several_question_files_come_all_at_once(tmp_path: Path) -> None:
    overlaid(tmp_path, BROKEN / "questions/missing-label.yaml")
    people = tmp_path / "playbooks/questions/people.yaml"
    shutil.copy(SMALL / "playbooks/questions/people.yaml", people)
    people.write_text(people.read_text().replace("visits[].on", "visits[].no").replace('on: "When"', 'no: "When"'))
    with pytest.raises(InputError) as error:
        playbook(finder(tmp_path))
    assert {problem.where.partition(":")[0] for problem in error.value.problems} == {
        "playbooks/questions/people.yaml",
        "playbooks/questions/start.yaml",
    }


def test_the_fields_of_all_files_are_read_as_one(tmp_path: Path) -> None:
    more = tmp_path / "playbooks/fields/more.yaml"
    more.parent.mkdir(parents=True)
    more.write_text('town.near: {type: link, to: "partners[]"}\nplace.name: {type: name}\ntown.far: {type: link, to: "town[]"}\n')
    with pytest.raises(InputError) as error:
        schema(finder(tmp_path))
    assert said(error.value) == (
        "playbooks/fields/more.yaml:2  declares 'place.name' again (first at playbooks/fields/all.yaml:1)\n"
        "playbooks/fields/more.yaml:3  'town.far' points to 'town[]', which is not a list"
    )


def test_one_id_in_two_folders_is_told(tmp_path: Path) -> None:
    other = tmp_path / "clauses/our-own/AL-02.yaml"
    other.parent.mkdir(parents=True)
    shutil.copy(SMALL / "clauses/alliance/AL-02.yaml", other)
    with pytest.raises(InputError) as error:
        words(finder(tmp_path))
    assert said(error.value) == (
        "clauses/our-own/AL-02.yaml:1  is a second AL-02, as clauses/alliance/AL-02.yaml is\n"
        "                              Put it where the other one lies, so that it stands in for it, or give it another id."
    )


def test_a_playbook_that_is_not_there_is_told_with_those_there_are() -> None:
    fields = schema(finder())
    with pytest.raises(InputError) as error:
        load_playbook(finder(), "smal", fields)
    assert said(error.value) == "smal  is not a playbook of the library\n      Did you mean 'small'? There are: small."


def test_a_small_text_that_is_missing_from_an_own_file_is_told(tmp_path: Path) -> None:
    own, shipped = tmp_path / "own/clauses/texts.yaml", tmp_path / "shipped/clauses/texts.yaml"
    for path in (own, shipped):
        path.parent.mkdir(parents=True)
    shipped.write_text('definition: "{term} means {meaning}."\nsign-date: "Date"\n')
    own.write_text('definition: "{term}: {meaning}."\nsign-dat: "Day"\nattach: [one]\n')
    found = finder()
    found.layers = (Layer("council", tmp_path / "own"), Layer("shipped", tmp_path / "shipped"))
    with pytest.raises(InputError) as error:
        load_words(found)
    assert said(error.value) == (
        "clauses/texts.yaml:3  'attach' has to be words\n"
        "clauses/texts.yaml:1  has no 'sign-date'\n"
        f"                      Documents print it. Copy it from the shipped file, {shipped}."
    )


# Shapes


def test_every_pattern_of_a_shape_has_an_example_that_fits_it() -> None:
    def patterns(part: object) -> set[str]:
        if isinstance(part, dict):
            inner = set().union(*(patterns(value) for value in part.values()), set())
            return inner | ({part["regex"]} if isinstance(part.get("regex"), str) else set())
        return set()

    assert patterns(SHAPES) == set(_LIKE)
    for pattern, like in _LIKE.items():
        assert re.fullmatch(pattern, like.partition(" (")[0]), (pattern, like)


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_an_unknown_name_is_told_in_every_shape(shape: str) -> None:
    found = check_shape(shape, parse('zzqx: "one"\n', "f.yaml"), "f.yaml")
    assert "f.yaml:1  has an unknown name 'zzqx'\n          Correct it or take it out." in [problem.text() for problem in found]


def test_a_good_house_style_has_no_problem_and_a_broken_one_has_three() -> None:
    assert not check_shape("house", parse('font: "Arial"\nsize: "10.5"\ncolour: "1F3864"\n', "f.yaml"), "f.yaml")
    found = check_shape("house", parse('font: ""\nsize: "big"\ncolour: "blue"\n', "f.yaml"), "f.yaml")
    assert [problem.text() for problem in found] == [
        "f.yaml:3  'colour' is written as 'blue', and it has to look like 1F3864",
        "f.yaml:1  'font' is empty",
        "f.yaml:2  'size' is written as 'big', and it has to look like 10.5 (from 8 to 24.5)",
    ]


# What the readers make


def test_a_clause_is_read_whole() -> None:
    clause = words(finder()).clauses["AL-01"]
    assert [(id, node.where) for id, node in clause.nodes()] == [
        ("AL-01.place", "clauses/alliance/AL-01.yaml:8"),
        ("AL-01.who", "clauses/alliance/AL-01.yaml:11"),
        ("AL-01.money", "clauses/alliance/AL-01.yaml:14"),
        ("AL-01.visits.list", "clauses/alliance/AL-01.yaml:30"),
    ]
    table = clause.variants[""].nodes[2].table
    assert table is not None
    assert [(column.head, column.align) for column in table.columns] == [("Who", "left"), ("Part", "right")]
    assert len(table.total[0].cells) == 2


def test_words_over_several_lines_become_one_run() -> None:
    data = parse("id: one\ntext: >-\n  first\n  second\n\n  third\n", "f.yaml")
    assert Builder("f.yaml").marks(data, "text") == ("first second third",)


def test_the_legal_facts_are_asked_for_only_where_there_is_something_to_check(tmp_path: Path) -> None:
    asked: list[int] = []

    def law() -> frozenset[str]:
        asked.append(1)
        return LAW

    cache = Cache(tmp_path)
    for _ in range(2):
        load_checked(finder(), schema(finder()), law, fits, cache)
    assert asked == [1]
    load_checked(finder(), schema(finder()), law, fits, NO_CACHE)
    assert asked == [1, 1]


def test_a_question_knows_its_kind_from_what_it_answers() -> None:
    asked = playbook(finder()).questions
    assert {id: question.kind for id, question in asked.items()} == {
        "PL-01": "single",
        "PL-02": "form",
        "PL-03": "yes-no-why",
        "PE-01": "table",
        "PE-02": "table",
    }
    assert asked["PL-02"].label("place.kind") == "Kind"
    assert asked["PE-01"].list_path == "partners"
