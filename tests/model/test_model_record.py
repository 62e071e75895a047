"""@record makes a real frozen dataclass: same fields, same equality, same refusal to change."""

from __future__ import annotations

import dataclasses
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.model.record import record


@record
class Ours:
    first: int
    second: str = "two"
    third: tuple[int, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Usual:
    first: int
    second: str = "two"
    third: tuple[int, ...] = field(default_factory=tuple)


@record
class Other:
    first: int
    second: str = "two"
    third: tuple[int, ...] = field(default_factory=tuple)


ARGUMENTS = st.fixed_dictionaries(
    {"first": st.integers(0, 2)}, optional={"second": st.sampled_from(["two", "x"]), "third": st.sampled_from([(), (1,), (1, 2)])}
)


@given(ARGUMENTS, ARGUMENTS)
def test_it_behaves_as_the_usual_frozen_dataclass(one: dict[str, Any], two: dict[str, Any]) -> None:
    ours, usual = (Ours(**one), Ours(**two)), (Usual(**one), Usual(**two))
    assert (ours[0] == ours[1]) is (usual[0] == usual[1])
    assert (ours[0] != ours[1]) is (usual[0] != usual[1])
    assert len(set(ours)) == len(set(usual))
    assert repr(ours[0]) == repr(usual[0]).replace("Usual", "Ours")
    assert dataclasses.asdict(ours[0]) == dataclasses.asdict(usual[0])
    assert dataclasses.astuple(replace(ours[0], **two)) == dataclasses.astuple(replace(usual[0], **two))


def test_values_may_come_by_place_or_by_name() -> None:
    assert Ours(1, "x", (2,)) == Ours(1, third=(2,), second="x") == Ours(third=(2,), second="x", first=1)


def test_it_cannot_be_changed() -> None:
    one = Ours(1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'first'"):
        one.first = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'new'"):
        one.new = 2  # type: ignore[attr-defined]
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'first'"):
        del one.first
    assert one == Ours(1)


def test_each_gets_a_default_of_its_own() -> None:
    @record
    class Holder:
        rows: list[int] = field(default_factory=list)

    one, two = Holder(), Holder()
    one.rows.append(1)
    assert (one.rows, two.rows) == ([1], [])


def test_another_class_with_the_same_values_is_not_equal() -> None:
    assert Ours(1) != Other(1)
    assert Ours(1) != (1, "two", ())


@pytest.mark.parametrize(
    ("args", "kwargs", "words"),
    [
        ((), {}, "Ours needs 'first'"),
        ((), {"second": "x"}, "Ours needs 'first'"),
        ((1,), {"fourth": 4}, "Ours has no field 'fourth'"),
        ((1,), {"first": 1}, "Ours has no field 'first', or was given it twice"),
        ((1, "x", (), 4), {}, "Ours takes 3 values, and 4 were given"),
    ],
)
def test_what_does_not_fit_is_refused(args: tuple[Any, ...], kwargs: dict[str, Any], words: str) -> None:
    with pytest.raises(TypeError, match=words):
        Ours(*args, **kwargs)


def test_dataclass_tools_know_it() -> None:
    assert is_dataclass(Ours)
    assert [one.name for one in fields(Ours)] == ["first", "second", "third"]
    with pytest.raises(TypeError):
        replace(Ours(1), fourth=4)  # type: ignore[call-arg]


def test_a_child_has_its_parents_fields_first_and_may_give_them_other_defaults() -> None:
    @record
    class Parent:
        first: int
        second: list[int] = field(default_factory=list, metadata={"unit": "pounds"})

    @record
    class Child(Parent):
        second: list[int] = field(default_factory=lambda: [2])
        third: str = "three"

    assert Child(1).second == [2]
    assert Child(1, [], "x") == replace(Child(1, [], "y"), third="x")
    assert [f.name for f in fields(Child)] == ["first", "second", "third"]
    assert fields(Parent)[1].metadata == {"unit": "pounds"}
    assert [f.name for f in fields(Parent(1))] == ["first", "second"]
    assert repr(Child(1)).endswith("Child(first=1, second=[2], third='three')")
    match Child(1):
        case Child(first, second, third):
            assert (first, second, third) == (1, [2], "three")


def test_a_plain_child_of_a_record_is_one_too() -> None:
    class Plain(Ours):
        pass

    assert [f.name for f in fields(Plain)] == ["first", "second", "third"]
    assert replace(Plain(1), first=2) == Plain(2)
