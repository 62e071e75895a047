"""Reading and changing a project by path: ``alliance.risk_share[housing].authority``.

Every change makes a new project; what did not change is shared.
"""

from __future__ import annotations

import re
import sys
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from inspect import get_annotations
from typing import Any, TypeVar

from hls_procure.model.record import record

T = TypeVar("T")
_STEP = re.compile(r"([a-z_]+)(?:\[([^\]]*)\])?\Z")
_ANNOTATION = re.compile(r"(?:tuple\[(\w+), \.\.\.\]|(\w+))(?: \| None)?\Z")
_VALUES = "hls_procure.model.values"
_RESERVED = frozenset({"from", "with", "for", "in", "is", "as", "not", "or", "and"})


@lru_cache(maxsize=4096)
def split(path: str) -> tuple[tuple[str, str | None], ...]:
    """The steps of a path, each a name and the id in brackets (None where there are no brackets).

    :raises KeyError: where the path is not one.
    """
    steps = []
    for part in path.split("."):
        found = _STEP.match(part)
        if not found:
            raise KeyError(path)
        steps.append((attribute(found[1]), found[2]))
    return tuple(steps)


def attribute(name: str) -> str:
    """The Python name of a field: ``from`` is kept as ``from_``."""
    return name + "_" if name in _RESERVED else name


def get(root: Any, path: str) -> Any:
    """The value at a path; None where nothing is there. ``x[].y`` gives a tuple with the value of each record."""
    return _get(root, split(path))


def _get(value: Any, steps: tuple[tuple[str, str | None], ...]) -> Any:
    for number, (name, key) in enumerate(steps):
        if value is None:
            return None
        value = getattr(value, name)
        if key is None:
            continue
        if key == "":
            rest = steps[number + 1 :]
            if value is None:
                return None
            return tuple(_get(row, rest) for row in value) if rest else value
        value = find_row(value, key)
    return value


def find_row(rows: tuple[Any, ...] | None, key: str) -> Any:
    """The record with an id, or None."""
    return next((row for row in rows or () if row.id == key), None)


def put(root: T, path: str, value: Any) -> T:
    """A copy of the root with the value at the path changed. A missing record in brackets is added at the end.

    :raises KeyError: where no such field exists.
    """
    return _put(root, split(path), value)  # type: ignore[no-any-return]


def _put(owner: Any, steps: tuple[tuple[str, str | None], ...], value: Any) -> Any:
    name, key = steps[0]
    if not is_dataclass(owner) or name not in {f.name for f in fields(owner)}:
        raise KeyError(name)
    rest = steps[1:]
    if not key:
        return replace(owner, **{name: value if not rest else _put(getattr(owner, name), rest, value)})  # type: ignore[type-var]
    rows = list(getattr(owner, name) or ())
    place = next((n for n, row in enumerate(rows) if row.id == key), None)
    if not rest:
        if value is None:
            rows = [row for row in rows if row.id != key]
        elif place is None:
            rows.append(value)
        else:
            rows[place] = value
    else:
        row = rows[place] if place is not None else row_class(type(owner), name)(id=key)
        changed = _put(row, rest, value)
        if place is None:
            rows.append(changed)
        else:
            rows[place] = changed
    return replace(owner, **{name: tuple(rows)})  # type: ignore[type-var]


@record
class Shape:
    """What a field of a record is: its Python name, the class of the record there, and the class of its rows."""

    attribute: str
    record: Any = None
    rows: Any = None


@lru_cache(maxsize=512)
def shapes(owner: type) -> dict[str, Shape]:
    """The fields of a class by their names in a file.

    The annotations are read as words (``Term``, ``tuple[Extension, ...] | None``): resolving them all takes longer than
    reading a project.
    """
    known = vars(sys.modules[owner.__module__])
    written = {name: words for base in reversed(owner.__mro__) for name, words in get_annotations(base).items()}
    made = {}
    for name in owner.__record__:  # type: ignore[attr-defined]
        found = _ANNOTATION.match(str(written[name]))
        kind = known.get((found[1] or found[2]) if found else "")
        # Neither fields() nor is_dataclass(): each of them works out the whole of a class (see record).
        if not isinstance(kind, type) or not hasattr(kind, "__record__") or kind.__module__ == _VALUES:
            made[name.rstrip("_")] = Shape(name)
        elif found and found[1]:
            made[name.rstrip("_")] = Shape(name, rows=kind)
        else:
            made[name.rstrip("_")] = Shape(name, record=kind)
    return made


def row_class(owner: type, name: str) -> Any:
    """The class of the records in a list field, or None where the field is not a list of records."""
    return shapes(owner)[name.rstrip("_")].rows


def record_class(owner: type, name: str) -> Any:
    """The class of the record in a field, or None where no single record stands there."""
    return shapes(owner)[name.rstrip("_")].record
