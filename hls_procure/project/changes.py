"""Changes to a project, each a path and the plain value that stands there from then on; nothing is read or written.

A path names a leaf (``purpose.statement``), a list (``actors``), a record (``actors[jo]``), a leaf of a record
(``actors[jo].name``) or a line of a register (``open[spec.measures]``, ``choices[AL-15]``, ``review.settled[D12]``,
``suppressions[RA203|D10]``). None takes away what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from typing import Any

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.model import paths
from hls_procure.model.build import Reader, plain
from hls_procure.model.fields import FieldSchema, ValueProblem, clean
from hls_procure.model.root import Project

_RECORD = re.compile(r"([a-z_.]+)\[([^\[\]]+)\](?:\.([a-z_.]+))?\Z")
_REGISTER = re.compile(r"(choices|open|suppressions|review\.settled)\[(.+)\]\Z", re.DOTALL)
REGISTERS = {"choices": ("clause",), "open": ("path",), "review.settled": ("id",), "suppressions": ("code", "where")}
_STEP = re.compile(r"\[[^\[\]]*\]|[^.\[\]]+")


@dataclass(frozen=True, slots=True)
class Change:
    """One change in the plain shape: where, what stood there, and what stands there now."""

    path: str
    was: Any
    now: Any


def steps(path: str) -> tuple[str, ...]:
    """The steps of a path, so that two can be compared: ``actors[jo].name`` is actors, [jo], name."""
    register = _REGISTER.match(path)
    return (register[1], register[2]) if register else tuple(_STEP.findall(path))


def touches(first: str, second: str) -> bool:
    """Whether two paths name the same place, or one lies inside the other."""
    return all(a == b for a, b in zip(steps(first), steps(second), strict=False))


def register_key(register: str, line: Mapping[str, Any]) -> str:
    """What names a line of a register inside brackets."""
    return "|".join(str(line[name]) for name in REGISTERS[register] if line.get(name))


def plain_value(value: Any) -> Any:
    """A typed or plain value in the plain shape, with what no file can hold taken out of its words."""
    if isinstance(value, Mapping):
        return {str(name): plain_value(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, (list, tuple)):
        return [plain_value(inner) for inner in value]
    if isinstance(value, str):
        return clean(value)[0]
    if is_dataclass(value) and not isinstance(value, type):
        return plain_value(plain(value))
    return plain(value)


class Changer:
    """Applies changes to projects. It remembers where the records of the last project are, so that a change in a
    long list costs no more than one in a short list.
    """

    def __init__(self, schema: FieldSchema) -> None:
        self.schema = schema
        self._lists = frozenset(name.removesuffix("[]") for name in schema.lists)
        self._places: dict[str, tuple[Any, dict[str, int]]] = {}

    def get(self, project: Project, path: str) -> Any:
        """The plain value at a path, or None. :raises InputError: there is no such place."""
        register = _REGISTER.match(path)
        if register:
            lines = paths.get(project, register[1]) or ()
            return next((line for line in map(plain, lines) if register_key(register[1], line) == register[2]), None)
        record = _RECORD.match(path)
        if path in REGISTERS:
            return plain(paths.get(project, path)) or None
        if record is None:
            self.check(path)
            return plain(paths.get(project, path))
        rows, place = self._find(project, record[1], record[2])
        if place is None:
            return None
        if record[3]:
            self.check(path)
        return plain(paths.get(rows[place], record[3]) if record[3] else rows[place])

    def put(self, project: Project, path: str, value: Any) -> Project:
        """A project with the plain value at the path. :raises InputError: the path or the value does not fit."""
        register = _REGISTER.match(path)
        if register:
            return self._put_line(project, register[1], register[2], value)
        if path in REGISTERS:
            return paths.put(project, path, tuple(self._line(path, line) for line in value or ()))
        record = _RECORD.match(path)
        if record is None:
            if path in self._lists:
                return paths.put(project, path, None if value is None else self._records(path, value))
            return paths.put(project, path, self._leaf(path, value))
        return self._put_row(project, record[1], record[2], record[3], value)

    def _put_row(self, project: Project, list_path: str, key: str, leaf: str | None, value: Any) -> Project:
        rows, place = self._find(project, list_path, key)
        known = self._places[list_path][1]
        if leaf is None and value is None:
            if place is None:
                return project
            self._places.pop(list_path)
            return paths.put(project, list_path, rows[:place] + rows[place + 1 :])
        if leaf is None:
            made = self._record(list_path, {"id": key, **value} if isinstance(value, Mapping) else value)
            if made.id != key:
                why = "Other records point to it by its id."
                raise InputError(Problem(f"{list_path}[{key}]", f"cannot become '{made.id}'", why))
        else:
            old = rows[place] if place is not None else self._record(list_path, {"id": key})
            made = paths.put(old, leaf, self._leaf(f"{list_path}[{key}].{leaf}", value))
        if place is None:
            known[key] = len(rows)
            rows = (*rows, made)
        else:
            rows = (*rows[:place], made, *rows[place + 1 :])
        self._places[list_path] = (rows, known)
        return paths.put(project, list_path, rows)

    def _find(self, project: Project, list_path: str, key: str) -> tuple[tuple[Any, ...], int | None]:
        if list_path not in self._lists:
            near = nearest(list_path, self._lists)
            raise InputError(Problem(f"{list_path}[{key}]", f"'{list_path}' is not a list of records", near))
        rows: tuple[Any, ...] = paths.get(project, list_path) or ()
        known = self._places.get(list_path)
        if known is None or known[0] is not rows:
            known = (rows, {row.id: place for place, row in enumerate(rows)})
            self._places[list_path] = known
        return rows, known[1].get(key)

    def check(self, path: str) -> None:
        """Whether somebody fills this in: a leaf or a list. :raises InputError: it is not, with the nearest that is."""
        generic = re.sub(r"\[[^\]]*\]", "[]", path)
        field = self.schema.get(generic)
        if (field is None or field.derived) and path not in self._lists:
            why = "It is worked out from other values." if field else nearest(generic, (*self.schema.known_words(), *self._lists))
            raise InputError(Problem(path, "is not a field that can be filled in", why))

    def _leaf(self, path: str, value: Any) -> Any:
        self.check(path)
        field = self.schema.get(path)
        if value is None or field is None:
            return None
        try:
            return field.parse(value)
        except ValueProblem as error:
            raise InputError(Problem(path, str(error))) from None

    def _record(self, list_path: str, value: Any) -> Any:
        reader = Reader(self.schema, list_path)
        made = reader.record(_row_class(list_path), value, list_path + "[]")
        if reader.problems:
            raise InputError(reader.problems)
        return made

    def _records(self, list_path: str, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise InputError(Problem(list_path, "is a list of records, and one value was given"))
        rows = tuple(self._record(list_path, item) for item in value)
        if len({row.id for row in rows}) < len(rows):
            raise InputError(Problem(list_path, "would have two records with the same id", do="Change one of the two."))
        return rows

    def _put_line(self, project: Project, register: str, key: str, value: Any) -> Project:
        lines = list(paths.get(project, register))
        place = next((n for n, line in enumerate(lines) if register_key(register, plain(line)) == key), None)
        if value is None:
            lines = [line for n, line in enumerate(lines) if n != place]
        else:
            made = self._line(register, value)
            if place is None:
                lines.append(made)
            else:
                lines[place] = made
        return paths.put(project, register, tuple(lines))

    def _line(self, register: str, value: Any) -> Any:
        reader = Reader(self.schema, register)
        tree = {"review": {"settled": [value]}} if register == "review.settled" else {register: [value]}
        made = paths.get(reader.project(tree), register)
        if reader.problems or not made:
            raise InputError(reader.problems or [Problem(register, "cannot hold this")])
        return made[0]


def _row_class(list_path: str) -> Any:
    owner: Any = Project
    *heads, last = list_path.split(".")
    for head in heads:
        owner = paths.record_class(owner, paths.attribute(head))
    return paths.row_class(owner, paths.attribute(last))
