"""Arbitrary projects, and arbitrary ways in which a person may have typed one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st

from hls_procure.library.finder import Finder
from hls_procure.library.load import load_fields
from hls_procure.model.fields import COUNT_TYPES, MAX_YEARS, Field, FieldSchema, clean
from hls_procure.model.paths import attribute, shapes
from hls_procure.model.root import Project
from hls_procure.project import emit
from hls_procure.project.folder import ProjectFolder

BITS = (
    "word", "a longer run of words that goes on", "#", "- x", ": ", ":", "\n", "\n\n", " ", "\t", '"', "'", "\\",
    "---", "...", "|", "&a", "*b", "!c", "{", "}", "[", "]", "é", "😀", "שלום", "مرحبا", "\u2028", "\u202e", "\ufeff",
    "null", "~", "yes", "£5", "%", "@", "`", "?",
)  # fmt: skip
TEXT = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(BITS), max_size=12).map("".join),
    st.lists(st.sampled_from(BITS[:3]), min_size=8, max_size=40).map(" ".join),
).map(lambda text: clean(text)[0])
SAMPLE = """\
# Tamarside: the facts. Ask the commissioner before you change the money.
format: 1
as_of_date: 1 March 2027

project: {id: tamarside, title: "Tamarside Alliance"}
purpose:
  # agreed in the town hall
  statement: >-
    people in Tamarside whose lives are tangled up with homelessness can live a life they value

  inside: [ "housing", 'recovery' ]   # to be looked at again

listening:
  # the first evening
  - id: evening
    who: "women who stay at the night shelter"
    kind: lived
    where: "the night shelter"   # not the day centre
    on: 3 February 2027
  - id: morning
    who: 'outreach workers'
insights:
- id: doors
  text: "People are asked the same thing at every door."
  from: evening
  quote: "I told my story eleven times before lunch"

alliance:
  funding: {annual: £7.7m}
"""
IDS = st.sampled_from(["anna", "bed-and-breakfast", "c3", "dawn", "east", "f"])


Opener = Callable[..., ProjectFolder]


@cache
def schema() -> FieldSchema:
    """The shipped field schema."""
    return load_fields(Finder())


def value(field: Field) -> st.SearchStrategy[Any]:
    """Plain values of a field, in their exact shape."""
    if field.type == "list":
        return st.lists(TEXT, max_size=4)
    if field.type in ("multi", "choice"):
        one = st.sampled_from(list(field.choices))
        return st.lists(one, max_size=3, unique=True) if field.type == "multi" else one
    if field.type in ("id", "link"):
        return st.lists(IDS, max_size=3, unique=True) if field.many else IDS
    if field.type == "years":
        return st.integers(0, MAX_YEARS).map(str)
    if field.type in COUNT_TYPES:
        return st.integers(0, 10_000).map(str)
    if field.type == "money":
        return st.integers(0, 10**9).map(str)
    if field.type == "percent":
        return st.integers(0, 100).map(str)
    if field.type == "date":
        return st.dates(date(2020, 1, 1), date(2040, 1, 1)).map(lambda day: day.isoformat())
    if field.type == "time":
        return st.sampled_from(["09:00", "12:30"])
    if field.type == "yes-no":
        return st.sampled_from(["yes", "no"])
    return TEXT


def _has_home(path: str) -> bool:
    """Whether the classes of the model have the field, too (a test of the model compares them)."""
    owner: Any = Project
    for part in path.split("."):
        name = attribute(part.removesuffix("[]"))
        shape = shapes(owner).get(name.rstrip("_"))
        if shape is None:
            return False
        owner = shape.rows if part.endswith("[]") else shape.record
    return True


@cache
def _parts() -> tuple[list[Field], list[tuple[str, list[Field]]]]:
    typed = [field for field in schema() if not field.derived and _has_home(field.path)]
    single = [field for field in typed if not field.in_list]
    lists = [(name, [f for f in typed if f.in_list == name]) for name in schema().lists if not name.startswith("found.")]
    return single, lists


CHOICES = st.fixed_dictionaries(
    {"clause": st.sampled_from(["AL-15", "AL-16"]), "variant": st.just("one")}, optional={"why": TEXT.filter(bool)}
)
GAPS = st.sampled_from(["spec.measures", "purpose.hurts", "actors[anna].name"])
OPEN = st.fixed_dictionaries(
    {"path": GAPS, "kind": st.sampled_from(["later", "award"])},
    optional={"owner": TEXT.filter(bool), "by": st.just("2027-03-12")},
)
REGISTERS = st.fixed_dictionaries(
    {},
    optional={
        "choices": st.lists(CHOICES, min_size=1, max_size=2, unique_by=lambda row: row["clause"]),
        "open": st.lists(OPEN, min_size=1, max_size=3, unique_by=lambda row: row["path"]),
        "review": st.just({"settled": [{"id": "D12", "by": "legal lead", "on": "2027-03-12"}]}),
        "suppressions": st.just([{"code": "RA203", "where": "D10"}]),
    },
)


@st.composite
def trees(draw: st.DrawFn, most: int = 8) -> dict[str, Any]:
    """A plain project tree: some leaves, some lists of records, some registers."""
    single, lists = _parts()
    tree: dict[str, Any] = {"format": "1"}
    for field in draw(st.lists(st.sampled_from(single), max_size=most, unique_by=lambda f: f.path)):
        place(tree, field.path, draw(value(field)))
    for name, leaves in draw(st.lists(st.sampled_from(lists), max_size=3, unique_by=lambda pair: pair[0])):
        rows = []
        for key in draw(st.lists(IDS, max_size=4, unique=True)):
            row: dict[str, Any] = {"id": key}
            for leaf in draw(st.lists(st.sampled_from(leaves), max_size=4, unique_by=lambda f: f.path)):
                place(row, leaf.path[len(name) + 1 :], draw(value(leaf)))
            rows.append(row)
        place(tree, name[:-2], rows)
    return {**tree, **draw(REGISTERS)}


def place(tree: dict[str, Any], path: str, plain: Any) -> None:
    """Put a value at a dotted path of a tree of mappings."""
    *heads, last = path.split(".")
    for head in heads:
        tree = tree.setdefault(head, {})
    tree[last] = plain


@st.composite
def typed_by_hand(draw: st.DrawFn, tree: dict[str, Any]) -> str:
    """The tree as a person might have typed it: comments, brackets, single quotes, odd indentation, any order."""
    return "".join(f"{line}\n" for line in _mapping(draw, tree, 0))


def _note(draw: st.DrawFn, column: int) -> list[str]:
    return [" " * column + f"# note {draw(st.integers(0, 999))}"] if draw(st.integers(0, 5)) == 0 else []


def _mapping(draw: st.DrawFn, tree: dict[str, Any], column: int) -> list[str]:
    lines: list[str] = []
    for key in draw(st.permutations(list(tree))) if draw(st.booleans()) else tree:
        lines += _note(draw, column) + ([""] if draw(st.integers(0, 6)) == 0 else []) + _entry(draw, f"{key}:", tree[key], column)
    return lines


def _entry(draw: st.DrawFn, label: str, plain: Any, column: int) -> list[str]:
    pad, tail = " " * column, draw(st.sampled_from(["", "", "", "   # aside"]))
    style = draw(st.integers(0, 4))
    if isinstance(plain, str):
        return [f"{pad}{label} {line}" if n == 0 else line for n, line in enumerate(_scalar(draw, plain, column + 2, tail))]
    if not plain or style == 0:
        return [f"{pad}{label} {emit.flow(plain)}{tail}"]
    if style == 1 and isinstance(plain, list):
        inner = [f"{pad}   {emit.flow(one)}," for one in plain]
        return [f"{pad}{label} [", *_note(draw, column + 3), *inner, f"{pad}  ]{tail}"]
    deeper = column + (0 if isinstance(plain, list) and style == 2 and column else draw(st.sampled_from([1, 2, 4])))
    body = _mapping(draw, plain, deeper) if isinstance(plain, dict) else _items(draw, plain, deeper)
    return [f"{pad}{label}{tail}", *body]


def _items(draw: st.DrawFn, plain: list[Any], column: int) -> list[str]:
    lines: list[str] = []
    for one in plain:
        lines += _note(draw, column)
        if isinstance(one, str):
            lines += [f"{' ' * column}- {line}" if n == 0 else line for n, line in enumerate(_scalar(draw, one, column + 2, ""))]
            continue
        body = _mapping(draw, one, column + 2)
        if body[0].lstrip().startswith("#") or not body[0]:
            lines += [" " * column + "-", *body]
        else:
            lines += [" " * column + "- " + body[0].lstrip(), *body[1:]]
    return lines


def _scalar(draw: st.DrawFn, text: str, column: int, tail: str) -> list[str]:
    style = draw(st.integers(0, 3))
    if style == 0 and text and text == text.strip() and text.isprintable() and "\n" not in text and "\ufeff" not in text:
        return ["'" + text.replace("'", "''") + "'" + tail]
    if style == 1:
        return (emit.inline(text) + tail).split("\n")
    first, *rest = emit.scalar(text, column).split("\n")
    return [first + tail, *rest]
