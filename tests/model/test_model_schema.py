"""The dataclasses and the field schema say the same, leaf by leaf, in both directions."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from hls_procure.library.finder import Finder
from hls_procure.library.load import load_fields
from hls_procure.model import paths
from hls_procure.model.derived import CALCULATIONS, LAW
from hls_procure.model.fields import COUNT_TYPES, TEXT_TYPES, Field
from hls_procure.model.found import FoundRoot
from hls_procure.model.root import Project
from hls_procure.model.values import Money, Percent

SCHEMA = load_fields(Finder())
#: Parts of a project that are no answers: the file format and the registers.
NO_ANSWERS = {"format", "choices", "open", "review", "suppressions"}
MAYBE_DECIMAL = ("number", "hours")


hints = cache(get_type_hints)


def row_class(hint: Any) -> Any:
    """The class of the records that a hint lists, or None."""
    for option in get_args(hint):
        if get_origin(option) is tuple and is_dataclass(get_args(option)[0]):
            return get_args(option)[0]
    return None


def without_none(hint: Any) -> tuple[set[Any], bool]:
    """The types of a hint, and whether nothing (None) is one of them."""
    options = set(get_args(hint)) if get_origin(hint) in (Union, types.UnionType) else {hint}
    return options - {type(None)}, type(None) in options


def attributes(owner: type, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every stored leaf of the classes with its hint; records of lists as ``list[].leaf``, without their ids."""
    for one in fields(owner):
        name = one.name.rstrip("_")
        path = f"{prefix}.{name}" if prefix else name
        if path in NO_ANSWERS or (prefix.endswith("[]") and name == "id"):
            continue
        hint = hints(owner)[one.name]
        row = row_class(hint)
        if row is not None:
            yield from attributes(row, f"{path}[]")
        elif is_dataclass(hint):
            yield from attributes(hint, path)  # type: ignore[arg-type]
        else:
            yield path, hint


HINTS = dict(attributes(Project))
STORED = {field.path: field for field in SCHEMA if not field.derived and not field.path.endswith("[].id")}


def wanted(field: Field) -> set[Any]:
    """The types that the values of a field have."""
    if field.holds_several:
        return {tuple[str, ...]}
    if field.type in COUNT_TYPES:
        return {int, Decimal} if field.type in MAYBE_DECIMAL else {int}
    if field.type in TEXT_TYPES or field.type in ("choice", "id", "link", "time"):
        return {str}
    return {{"money": Money, "percent": Percent, "date": date, "yes-no": bool}[field.type]}


def test_every_stored_field_has_an_attribute_and_every_attribute_a_field() -> None:
    assert set(HINTS) == set(STORED)
    assert len(HINTS) > 400


@pytest.mark.parametrize("path", sorted(STORED))
def test_the_attribute_has_the_type_of_its_field_and_may_be_unanswered(path: str) -> None:
    kinds, nothing = without_none(HINTS[path])
    assert nothing, f"{path} cannot be unanswered"
    assert kinds == wanted(STORED[path])


def test_worked_out_figures_are_never_stored() -> None:
    assert not {field.path for field in SCHEMA if field.derived} & set(HINTS)
    for field in SCHEMA:
        if field.derived == LAW:  # it may say which answer to ask for where it is missing
            assert all(not SCHEMA.fields[path].derived for path in field.inputs), field.path
        else:
            assert bool(field.derived) == bool(field.inputs)
        assert not field.derived or field.derived in {*CALCULATIONS, LAW}


def test_what_the_law_room_finds_is_declared_leaf_by_leaf() -> None:
    declared = {field.path for field in SCHEMA if field.derived == LAW}
    assert dict(attributes(FoundRoot)).keys() == declared
    assert all(path.startswith("found.") for path in declared)
    for path, hint in attributes(FoundRoot):
        assert without_none(hint) == (wanted(SCHEMA.fields[path]), True), path


def test_every_record_of_a_list_has_an_id_of_words() -> None:
    for name in SCHEMA.lists:
        owner: Any = FoundRoot if name.startswith("found.") else Project
        for part in name.removesuffix("[]").split(".")[:-1]:
            owner = hints(owner)[paths.attribute(part)]
        row = row_class(hints(owner)[paths.attribute(name.removesuffix("[]").rpartition(".")[2])])
        assert row is not None, name
        first = fields(row)[0]
        assert (first.name, hints(row)["id"]) == ("id", str)


def test_nothing_of_a_new_project_is_answered() -> None:
    for path in HINTS:
        if "[]" not in path:
            assert paths.get(Project(), path) is None, path
    for name in SCHEMA.lists:
        if name.count("[]") == 1 and not name.startswith("found."):
            assert paths.get(Project(), name.removesuffix("[]")) is None, name


def test_what_a_figure_is_worked_out_from_is_there_and_nothing_goes_round_in_a_circle() -> None:
    def depth(path: str, above: tuple[str, ...] = ()) -> int:
        assert path not in above, above
        field = SCHEMA.get(path)
        if field is None:
            assert path.endswith("[].id")
            return 0
        return 1 + max((depth(one, (*above, path)) for one in field.inputs), default=0)

    assert max(depth(field.path) for field in SCHEMA) <= 6


def test_links_point_to_lists_that_have_ids_and_money_says_its_vat() -> None:
    for field in SCHEMA:
        assert field.type != "link" or field.to in SCHEMA.lists, field.path
        assert (field.type == "money") == bool(field.vat), field.path
        assert (field.known == "now") or field.at_tender, field.path
        assert not field.at_tender or (field.at_tender.startswith("[") and field.at_tender.endswith("]")), field.path
