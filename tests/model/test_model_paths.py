"""Reading and changing a project by path: what was put is there, and nothing else has moved."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.library.finder import Finder
from hls_procure.library.load import load_fields
from hls_procure.model import paths
from hls_procure.model.alliance import RiskShare
from hls_procure.model.common import YesNoWhy
from hls_procure.model.root import Project
from hls_procure.model.system import Actor, Insight
from hls_procure.model.values import Money

SCHEMA = load_fields(Finder())
TYPED = [field for field in SCHEMA if not field.derived and not field.path.endswith("].id")]
SINGLE = [field.path for field in TYPED if not field.in_list]
LISTED = [field.path for field in TYPED if field.in_list]
IDS = st.sampled_from(["anna", "bed-and-breakfast", "c3", "d", "0"])
MARK = "something put there"


def leaves(value: Any, path: str = "") -> dict[str, Any]:
    """Every value of a project by its path."""
    found: dict[str, Any] = {}
    for one in fields(value):
        inner = getattr(value, one.name)
        here = f"{path}.{one.name}" if path else one.name
        if isinstance(inner, tuple) and inner and is_dataclass(inner[0]):
            for row in inner:
                found |= leaves(row, f"{here}[{row.id}]")
        elif is_dataclass(inner) and not isinstance(inner, Money):
            found |= leaves(inner, here)
        else:
            found[here] = inner
    return found


def exact(path: str, ids: list[str]) -> str:
    for id in ids:
        path = path.replace("[]", f"[{id}]", 1)
    return path


@given(st.sampled_from(SINGLE), st.sampled_from(SINGLE))
def test_what_was_put_is_there_and_nothing_else_has_moved(first: str, second: str) -> None:
    start = paths.put(Project(), second, "before")
    made = paths.put(start, first, MARK)
    assert paths.get(made, first) == MARK
    if first != second:
        assert paths.get(made, second) == "before"
    was, now = leaves(start), leaves(made)
    assert {path for path in now if was.get(path) != now[path]} <= {".".join(name for name, _ in paths.split(first))}
    assert paths.put(made, first, paths.get(start, first)) == start
    assert paths.put(made, first, MARK) == made


@given(st.sampled_from(LISTED), IDS, IDS)
def test_a_record_that_is_missing_is_added_at_the_end_and_others_stay(path: str, one: str, other: str) -> None:
    mine, theirs = exact(path, [one]), exact(path, [other])
    start = paths.put(Project(), theirs, "before")
    made = paths.put(start, mine, MARK)
    assert paths.get(made, mine) == MARK
    list_path = path.rpartition("[]")[0]
    assert [row.id for row in paths.get(made, list_path)] == list(dict.fromkeys([other, one]))
    if one != other:
        assert paths.get(made, theirs) == "before"
        assert paths.put(made, mine.rpartition(".")[0], None) == start
    assert paths.get(made, path) == tuple(paths.get(made, exact(path, [row.id])) for row in paths.get(made, list_path))


@given(st.lists(IDS, unique=True, min_size=1), st.data())
def test_taking_a_record_out_leaves_the_others_in_order(ids: list[str], data: st.DataObject) -> None:
    project = paths.put(Project(), "actors", tuple(Actor(id, name=id) for id in ids))
    gone = data.draw(st.sampled_from(ids))
    made = paths.put(project, f"actors[{gone}]", None)
    assert [row.id for row in made.actors or ()] == [id for id in ids if id != gone]
    assert paths.get(made, f"actors[{gone}]") is None
    assert paths.get(made, f"actors[{gone}].name") is None
    back = paths.put(made, f"actors[{gone}]", Actor(gone, name="new"))
    assert [row.id for row in back.actors or ()] == [*(id for id in ids if id != gone), gone]


def test_a_project_is_never_changed_in_place() -> None:
    start = Project()
    paths.put(start, "alliance.risk_share[housing].cap", Money(1))
    assert start == Project()


def test_what_did_not_change_is_shared() -> None:
    start = paths.put(Project(), "actors", tuple(Actor(f"a{n}") for n in range(3)))
    made = paths.put(start, "actors[a1].name", "New")
    assert made.alliance is start.alliance
    assert made.actors is not None
    assert start.actors is not None
    assert made.actors[0] is start.actors[0]
    assert made.actors[2] is start.actors[2]


def test_nothing_there_is_none_and_no_records_are_none_too() -> None:
    project = Project()
    assert paths.get(project, "alliance.risk_share") is None
    assert paths.get(project, "alliance.risk_share[]") is None
    assert paths.get(project, "alliance.risk_share[].cap") is None
    assert paths.get(project, "alliance.risk_share[housing]") is None
    assert paths.get(project, "alliance.risk_share[housing].cap") is None
    assert paths.get(paths.put(project, "alliance.risk_share", ()), "alliance.risk_share[].cap") == ()


def test_words_that_python_keeps_for_itself_are_names_all_the_same() -> None:
    project = paths.put(Project(), "insights[doors].from", ("evening",))
    assert project.insights == (Insight("doors", from_=("evening",)),)
    assert paths.get(project, "insights[doors].from") == ("evening",)
    assert paths.attribute("with") == "with_"
    assert paths.attribute("name") == "name"


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "a..b",
        "Alliance",
        "alliance.",
        ".alliance",
        "alliance term",
        "alliance[",
        "alliance[x",
        "alliance]x[",
        "a[b][c]",
        "a[b]c",
        "a\n",
    ],
)
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(KeyError):
        paths.split(path)
    with pytest.raises(KeyError):
        paths.put(Project(), path, "x")


@pytest.mark.parametrize(
    "path",
    ["allianc", "alliance.nam", "alliance.term.start.day", "actors[a].nmae", "alliance.__class__", "_x", "alliance.__dict__.x"],
)
def test_a_field_that_is_not_there_is_not_made(path: str) -> None:
    with pytest.raises(KeyError):
        paths.put(Project(), path, "x")


def test_annotations_read_as_words_say_what_python_says() -> None:
    waiting, seen = [Project], set()
    while waiting:
        owner = waiting.pop()
        if owner in seen:
            continue
        seen.add(owner)
        types = get_type_hints(owner)
        assert {shape.attribute for shape in paths.shapes(owner).values()} == set(types)
        for shape in paths.shapes(owner).values():
            kind = types[shape.attribute]
            options = (kind,) if get_origin(kind) is tuple else get_args(kind) or (kind,)
            rows = [get_args(one)[0] for one in options if get_origin(one) is tuple]
            records = [one for one in (*options, *rows) if is_dataclass(one) and one.__module__ != "hls_procure.model.values"]
            assert [one for one in (shape.record, shape.rows) if one] == records, (owner, shape)
            assert (shape.rows in rows) == (shape.rows is not None)
            waiting += records
    assert len(seen) > 80


def test_the_class_of_the_records_of_a_list() -> None:
    assert paths.row_class(type(Project().alliance), "risk_share") is RiskShare
    assert paths.row_class(type(Project().alliance), "name") is None
    assert paths.row_class(type(Project().purpose), "inside") is None
    assert paths.record_class(type(Project().alliance.governance), "lived_place") is YesNoWhy
    assert paths.find_row((Actor("a"), Actor("b")), "b") == Actor("b")
    assert paths.find_row(None, "b") is None
