"""The shapes of library and project files, checked with Cerberus, each fault with its line.

Cerberus says whether the right names stand in the right places; what the values mean is checked by the readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hls_procure.errors import Problem, nearest
from hls_procure.library.yamlfile import Map, Seq

TEXT = {"type": "string", "empty": False}
MAYBE = {"type": "string", "nullable": True}
WORDS = {"type": "list", "schema": TEXT}
_ID = {"type": "string", "regex": "[a-z0-9]+(-[a-z0-9]+)*", "required": True}
_CLAUSE_ID = {"type": "string", "regex": r"[A-Z]{2}-\d{2,3}", "required": True}
_UNKNOWN = {"type": "string", "allowed": ["show", "hide", "bracket"]}
_NODES = {"type": "list", "empty": False, "schema": {"type": "dict", "schema": "node"}}

_ROW = {"cells": {**WORDS, "required": True, "schema": {"type": "string"}}, "applies_when": TEXT}
_ROWS = {"type": "list", "schema": {"type": "dict", "schema": _ROW}}

_STAGE: dict[str, Any] = {
    "id": _ID,
    "title": {**TEXT, "required": True},
    "about": {**TEXT, "required": True},
    "ask": {**WORDS, "required": True},
    "quick": WORDS,
    "leaving": WORDS,
    "then": WORDS,
    "law": WORDS,
    "later": {"type": "string", "allowed": ["yes"]},
}

SHAPES: dict[str, dict[str, Any]] = {
    "node": {
        "id": _ID,
        "text": TEXT,
        "children": _NODES,
        "law": WORDS,
        "mentions": WORDS,
        "with_target": TEXT,
        "applies_when": TEXT,
        "if_unknown": _UNKNOWN,
        "number": {"type": "string", "allowed": ["no"]},
        "special": {"type": "string", "allowed": ["definitions", "signatures"]},
        "form": WORDS,
        "drawing": {
            "type": "dict",
            "schema": {
                "kind": {"type": "string", "required": True, "allowed": ["money-by-year", "timetable"]},
                "of": TEXT,
            },
        },
        "for_each": {
            "type": "dict",
            "schema": {
                "of": {**TEXT, "required": True},
                "as": {**TEXT, "required": True},
                "text": {**TEXT, "required": True},
                "join": {"type": "list", "minlength": 3, "maxlength": 3, "schema": {"type": "string"}},
                "ends": {"type": "list", "minlength": 3, "maxlength": 3, "schema": {"type": "string"}},
                "empty": TEXT,
                "only": TEXT,
            },
        },
        "table": {
            "type": "dict",
            "schema": {
                "caption": {**TEXT, "required": True},
                "of": TEXT,
                "as": TEXT,
                "places": TEXT,
                "only": TEXT,
                "empty": TEXT,
                "columns": {
                    "type": "list",
                    "required": True,
                    "empty": False,
                    "schema": {
                        "type": "dict",
                        "schema": {
                            "head": {**TEXT, "required": True},
                            "show": {"type": "string"},
                            "then": WORDS,
                            "width": {"type": "string", "regex": r"\d{1,2}"},
                            "align": {"type": "string", "allowed": ["left", "right"]},
                        },
                    },
                },
                "rows": _ROWS,
                "total": _ROWS,
            },
        },
    },
    "clause": {
        "id": _CLAUSE_ID,
        "title": {**TEXT, "required": True},
        "version": {"type": "string", "required": True},
        "purpose": {**TEXT, "required": True},
        "plain": {**TEXT, "required": True},
        "drafting_note": {**TEXT, "required": True},
        "serves": WORDS,
        "applies_when": TEXT,
        "if_unknown": _UNKNOWN,
        "requires": WORDS,
        "conflicts": {
            "type": "list",
            "schema": {
                "type": "dict",
                "schema": {
                    "with": {**TEXT, "required": True},
                    "variant": TEXT,
                    "when": TEXT,
                    "why": {**TEXT, "required": True},
                    "severity": {"type": "string", "allowed": ["error", "warning"]},
                },
            },
        },
        "text": _NODES,
        "variants": {"type": "dict"},
        "default": TEXT,
        "schedules": {
            "type": "list",
            "schema": {
                "type": "dict",
                "schema": {
                    "id": _ID,
                    "title": {**TEXT, "required": True},
                    "text": {**_NODES, "required": True},
                    "applies_when": TEXT,
                },
            },
        },
        "lawyer": {
            "type": "list",
            "schema": {
                "type": "dict",
                "schema": {
                    "settle": {**TEXT, "required": True},
                    "turns_on": {**TEXT, "required": True},
                    "our_view": {**TEXT, "required": True},
                },
            },
        },
        "sources": WORDS,
    },
    "variant": {"text": _NODES, "not_offered": TEXT},
    "document": {
        "id": {"type": "string", "regex": r"D\d{2}[a-z]?", "required": True},
        "title": {**TEXT, "required": True},
        "subtitle": TEXT,
        "short": {**TEXT, "required": True},
        "noun": {"type": "string", "allowed": ["clause", "section"], "required": True},
        "audience": {"type": "string", "allowed": ["public", "bidders", "recipient", "panel", "privileged"], "required": True},
        "builds": {"type": "list", "allowed": ["tender", "signature"], "required": True},
        "file": {"type": "string", "regex": "[a-z0-9-]+", "required": True},
        "template": TEXT,
        "needs": TEXT,
        "needs_why": TEXT,
        "needs_known": {"type": "string", "allowed": ["yes"]},
        "left_out": {"type": "string", "allowed": ["yes"]},
        "letter": {"type": "string", "allowed": ["yes"]},
        "nameless": {"type": "string", "allowed": ["yes"]},
        "walks": WORDS,
        "face": _NODES,
        "parts": {
            "type": "list",
            "required": True,
            "schema": {"type": "dict", "schema": {"heading": TEXT, "contains": {**WORDS, "required": True}}},
        },
        "schedules": {
            "type": "list",
            "schema": {
                "type": "dict",
                "schema": {
                    "id": _ID,
                    "title": TEXT,
                    "clause": TEXT,
                    "document": TEXT,
                    "attach_by": TEXT,
                    "note": TEXT,
                    "applies_when": TEXT,
                },
            },
        },
    },
    "term": {
        "term": {**TEXT, "required": True},
        "plural": TEXT,
        "means": {**TEXT, "required": True},
        "law": WORDS,
        "applies_when": TEXT,
    },
    "question": {
        "id": {"type": "string", "regex": r"[A-Z]{2}-\d{2,3}[a-z]?", "required": True},
        "ask": {**TEXT, "required": True},
        "why": {**TEXT, "required": True},
        "hint": TEXT,
        "example": {"anyof": [TEXT, {"type": "list"}, {"type": "dict"}], "required": True},
        "answers": {"anyof": [TEXT, WORDS], "required": True},
        "labels": {"type": "dict", "valuesrules": TEXT},
        "rows": {"type": "dict", "valuesrules": TEXT},
        "rows_from": TEXT,
        "who": {**TEXT, "required": True},
        "when": TEXT,
        "optional": {"type": "string", "allowed": ["yes", "no"]},
        "leads_to": TEXT,
        "law": WORDS,
        "sources": WORDS,
        "checks": WORDS,
    },
    "playbook": {
        "id": _ID,
        "title": {**TEXT, "required": True},
        "about": {**TEXT, "required": True},
        "stages": {
            "type": "list",
            "required": True,
            "empty": False,
            "schema": {
                "type": "dict",
                "schema": _STAGE,
            },
        },
        "routes_after": TEXT,
    },
    "route": {**_STAGE, "routes": {**WORDS, "required": True}},
    "house": {
        "font": TEXT,
        "size": {"type": "string", "regex": r"([89]|1\d|2[0-4])(\.5)?"},
        "colour": {"type": "string", "regex": "[0-9A-Fa-f]{6}"},
        "language": {"type": "string", "regex": "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"},
    },
}
PLAIN_WORDS = frozenset(
    {"title", "short", "noun", "term", "plural", "applies_when", "when", "only", "needs", "name", "head", "heading"}
)

_RULES = frozenset(
    {"type", "schema", "required", "empty", "nullable", "regex", "allowed", "minlength", "maxlength", "anyof", "valuesrules"}
)
_LIKE = {
    _ID["regex"]: "key-issues (small letters, figures and hyphens)",
    _CLAUSE_ID["regex"]: "AL-14",
    r"[A-Z]{2}-\d{2,3}[a-z]?": "AR-06",
    r"D\d{2}[a-z]?": "D12",
    "[a-z0-9-]+": "alliance-agreement",
    "[0-9A-Fa-f]{6}": "1F3864",
    r"([89]|1\d|2[0-4])(\.5)?": "10.5 (from 8 to 24.5)",
    "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*": "en-GB (or cy, for Welsh)",
    r"\d{1,2}": "12",
}


def check_shape(shape: str, data: Map, name: str) -> list[Problem]:
    """What is wrong with the shape of a file, every fault at once."""
    from cerberus import Validator, schema_registry

    for key, value in SHAPES.items():
        schema_registry.add(key, value)
    validator: Any = Validator(SHAPES[shape])
    problems = []
    if not validator.validate(data, normalize=False):
        problems = [problem for error in validator._errors for problem in _say(error, data, name)]
    return problems + _plain_prose(data, name)


def _say(error: Any, data: Map, name: str) -> list[Problem]:
    if error.is_group_error and error.child_errors and not error.is_logic_error:
        return [problem for child in error.child_errors for problem in _say(child, data, name)]
    path = tuple(error.document_path)
    where = f"{name}:{_line(data, path)}"
    key = str(path[-1]) if path else ""
    rule = error.rule
    if rule is None or (error.schema_path and error.schema_path[-1] == "__allow_unknown__") or error.code == 0x03:
        return [Problem(where, f"has an unknown name '{key}'", nearest(key, _names(SHAPES)), "Correct it or take it out.")]
    if error.code == 0x02:
        return [Problem(where, f"has no '{key}'", "Every one needs it.", "Add it.")]
    wanted = error.constraint
    if rule == "allowed":
        known = [str(one) for one in wanted]
        given = error.value if isinstance(error.value, list) else [error.value]
        wrong = [str(one) for one in given if str(one) not in known]
        return [Problem(where, f"'{key}' is '{one}', and it can be {', '.join(known)}", nearest(one, known)) for one in wrong]
    if rule == "type":
        words = {"string": "words", "list": "a list", "dict": "named values"}.get(str(wanted), str(wanted))
        return [Problem(where, f"'{key}' has to be {words}")]
    if rule == "empty":
        return [Problem(where, f"'{key}' is empty")]
    if rule == "nullable":
        return [Problem(where, f"'{key}' has no value")]
    if rule == "regex":
        like = next(like for pattern, like in _LIKE.items() if pattern == wanted)
        return [Problem(where, f"'{key}' is written as '{error.value}', and it has to look like {like}")]
    if rule in ("minlength", "maxlength"):
        return [Problem(where, f"'{key}' has {len(error.value)} parts, and it needs {wanted}")]
    if rule == "anyof":
        return [Problem(where, f"'{key}' has to be words or a list of words")]
    return [Problem(where, f"'{key}' does not fit ({rule})")]


def _names(shape: Any) -> Iterator[str]:
    """Every name that a shape knows, at any depth."""
    for name, inner in shape.items():
        if name not in _RULES:
            yield name
        if isinstance(inner, dict):
            yield from _names(inner)


def _line(data: Any, path: tuple[Any, ...]) -> int:
    line = getattr(data, "line", 1)
    for step in path:
        places = getattr(data, "places", None)
        if isinstance(data, Map) and step in data:
            assert isinstance(places, dict)
            line = places[step].line
            data = data[step]
        elif isinstance(data, Seq) and isinstance(step, int) and step < len(data):
            assert isinstance(places, list)
            line = places[step].line
            data = data[step]
        else:
            break
    return line


def _plain_prose(data: Any, name: str) -> list[Problem]:
    """Words without quotes are refused where prose stands: a '#' or a ': ' in them would be lost."""
    problems = []
    if isinstance(data, Map):
        for key, value in data.items():
            place = data.places[key]
            if isinstance(value, str) and not place.style and " " in value and key not in PLAIN_WORDS:
                problems.append(
                    Problem(
                        f"{name}:{place.line}",
                        f"'{key}' has words without quotes",
                        "A '#' or a ': ' in them would be lost one day.",
                        "Put them in quotes, or on the next line after '>-'.",
                    )
                )
            problems += _plain_prose(value, name)
    elif isinstance(data, Seq):
        for item, place in zip(data, data.places, strict=True):
            if isinstance(item, str) and not place.style and " " in item:
                problems.append(
                    Problem(
                        f"{name}:{place.line}", f"has words without quotes in a list: {item[:30]!r}", do="Put them in quotes."
                    )
                )
            problems += _plain_prose(item, name)
    return problems
