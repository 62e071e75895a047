"""Reads the field schema from ``playbooks/fields/*.yaml``: one line a field."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Any

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.library.yamlfile import Map, Seq
from hls_procure.model.derived import CALCULATIONS, LAW
from hls_procure.model.fields import COMPOSITES, KNOWN, TEXT_TYPES, TYPES, VAT_BASES, Field, FieldSchema

_PATH = re.compile(r"[a-z_]+(?:\[\])?(?:\.[a-z_]+(?:\[\])?)*\Z")
_KEYS = {"type", "of", "unit", "known", "at_tender", "vat", "to", "many", "item", "derived", "from"}


def read_fields(files: list[tuple[str, Map]]) -> FieldSchema:
    """The schema of several files, each as ``(name in messages, parsed mapping)``.

    :raises InputError: every problem of every file at once.
    """
    problems: list[Problem] = []
    fields: dict[str, Field] = {}
    for name, data in files:
        for path, definition in data.items():
            where = f"{name}:{data.places[path].line}"
            for one in _read(path, definition, where, problems):
                if one.path in fields:
                    problems.append(Problem(where, f"declares '{one.path}' again (first at {fields[one.path].where})"))
                fields[one.path] = one
    _check_links(fields, problems)
    if problems:
        raise InputError(problems)
    return FieldSchema(MappingProxyType(fields))


def _read(path: str, definition: Any, where: str, problems: list[Problem]) -> list[Field]:
    if not _PATH.match(path):
        problems.append(Problem(where, f"'{path}' is not a path", "A path is words joined by dots, with [] after a list."))
        return []
    if not isinstance(definition, Map):
        problems.append(Problem(where, f"'{path}' has no definition", do="Write it like {type: phrase}."))
        return []
    for key in definition:
        if key not in _KEYS:
            problems.append(Problem(where, f"'{path}' has an unknown setting '{key}'", nearest(key, _KEYS)))
    kind = definition.get("type") or ""
    if kind in COMPOSITES:
        return [Field(path + ending, sub, where=where) for ending, sub in COMPOSITES[kind]]
    if kind not in TYPES:
        problems.append(Problem(where, f"'{path}' has the unknown type '{kind}'", nearest(kind, TYPES | set(COMPOSITES))))
        return []
    made = Field(
        path,
        kind,
        choices=MappingProxyType(_choices(definition.get("of"))),
        unit=definition.get("unit") or "",
        known=definition.get("known") or "now",
        at_tender=definition.get("at_tender") or "",
        vat=definition.get("vat") or "",
        to=definition.get("to") or "",
        many=definition.get("many") == "yes",
        item=definition.get("item") or "",
        derived=definition.get("derived") or "",
        inputs=tuple(definition.get("from") or ()),
        where=where,
    )
    problems.extend(Problem(where, f"'{path}' {text}") for text in _faults(made))
    return [made]


def _choices(of: Any) -> dict[str, str]:
    if isinstance(of, Seq):
        return {str(value): str(value) for value in of}
    if isinstance(of, Map):
        return {str(value): str(label or value) for value, label in of.items()}
    return {}


def _faults(made: Field) -> list[str]:
    faults = []
    if made.type in ("choice", "multi") and not made.choices:
        faults.append("is a choice without 'of', so there is nothing to choose")
    if made.type == "money" and made.vat not in VAT_BASES:
        faults.append(f"is money and does not say its VAT basis ({', '.join(VAT_BASES)})")
    if made.known not in KNOWN:
        faults.append(f"is known '{made.known}'; it can be known now, tender or award")
    if made.known != "now" and not made.at_tender:
        faults.append("is known only later and does not say what a tender prints instead (at_tender)")
    if made.type == "link" and not made.to:
        faults.append("is a link that does not say which list it points to (to)")
    if made.type == "list" and made.item not in TEXT_TYPES:
        faults.append("is a list that does not say what its items are (item)")
    if made.derived == LAW:
        return faults
    if made.derived and made.derived not in CALCULATIONS:
        near = nearest(made.derived, CALCULATIONS)
        faults.append(f"is derived by '{made.derived}', which is not a calculation. {near}".strip())
    if bool(made.derived) != bool(made.inputs):
        faults.append("is derived, and has to say from which fields (from)")
    return faults


def _check_links(fields: dict[str, Field], problems: list[Problem]) -> None:
    lists = {f.in_list for f in fields.values()}
    for one in fields.values():
        if one.to and one.to not in lists:
            problems.append(Problem(one.where, f"'{one.path}' points to '{one.to}', which is not a list", nearest(one.to, lists)))
        for path in one.inputs:
            if path not in fields and not (path.endswith("[].id") and path[:-3] in lists):
                problems.append(
                    Problem(one.where, f"'{one.path}' is derived from '{path}', which is not a field", nearest(path, fields))
                )
