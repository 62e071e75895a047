"""Checks conditions against the field schema: paths that are no fields, words that are no choices, both sides typed."""

from __future__ import annotations

import ast
from typing import Any

from hls_procure.errors import nearest
from hls_procure.model.expressions import Expression, dotted
from hls_procure.model.fields import COUNT_TYPES, Field, FieldSchema


def check_expression(expression: Expression, schema: FieldSchema, loops: dict[str, str] | None = None) -> list[str]:
    """What is wrong with a condition's paths and words, each as the end of a sentence.

    :param loops: names bound by a loop around it, and the list each runs over.
    """
    return list(_Checker(schema, dict(loops or {})).run(expression.tree))


class _Checker:
    def __init__(self, schema: FieldSchema, loops: dict[str, str]) -> None:
        self.schema = schema
        self.loops = loops
        self.lists = set(schema.lists)

    def full(self, path: str) -> str:
        head, dot, rest = path.partition(".")
        return f"{self.loops[head].removesuffix('[]')}[]{dot}{rest}" if head in self.loops else path

    def run(self, node: ast.expr) -> list[str]:
        path = dotted(node)
        if path is not None:
            return self._unknown(path)
        if isinstance(node, ast.Compare):
            return self._compare(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        found = []
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                found += self.run(child)
        return found

    def _unknown(self, path: str) -> list[str]:
        full = self.full(path)
        if self.schema.get(full) or full.endswith("[].id"):
            return []
        return [f"reads '{path}', which is not a field. {nearest(full, self.schema.known_words())}".strip()]

    def _compare(self, node: ast.Compare) -> list[str]:
        found = []
        sides = [node.left, *node.comparators]
        for side in sides:
            found += self.run(side)
        fields = [self.schema.get(self.full(path)) for side in sides if (path := dotted(side))]
        words = [c.value for side in sides for c in ast.walk(side) if isinstance(c, ast.Constant)]
        for field in fields:
            if field is not None:
                found += [text for word in words if (text := _misfit(field, word))]
        return found

    def _call(self, node: ast.Call) -> list[str]:
        assert isinstance(node.func, ast.Name)
        argument = node.args[0]
        if isinstance(argument, ast.GeneratorExp):
            loop = argument.generators[0]
            assert isinstance(loop.target, ast.Name)
            over = self.full(dotted(loop.iter) or "")
            if over.removesuffix("[]") + "[]" not in self.lists:
                return [f"runs over '{over}', which is not a list. {nearest(over + '[]', self.lists)}".strip()]
            return _Checker(self.schema, {**self.loops, loop.target.id: over}).run(argument.elt)
        path = self.full(dotted(argument) or "")
        if node.func.id == "sum":
            head, _, leaf = path.rpartition(".")
            return [] if self.schema.get(f"{head}[].{leaf}") else [f"adds up '{path}', which is not a field of a list"]
        field = self.schema.get(path)
        if path + "[]" in self.lists or (field and field.holds_several):
            return []
        return [f"counts '{path}', which is not a list. {nearest(path + '[]', self.lists)}".strip()]


def _misfit(field: Field, word: Any) -> str:
    if field.type in ("choice", "multi"):
        if word not in field.choices:
            near = nearest(str(word), field.choices)
            return f"compares '{field.path}' with '{word}', which is not one of its choices. {near}".strip()
    elif field.type in (*COUNT_TYPES, "money", "percent"):
        if isinstance(word, (str, bool)):
            return f"compares '{field.path}', a number, with '{word}'"
    elif field.type == "yes-no" and not isinstance(word, bool):
        return f"compares '{field.path}' with '{word}'; write '{field.path}' or 'not {field.path}'"
    elif field.type == "date" and not isinstance(word, str):
        return f"compares '{field.path}', a date, with '{word}'; write a date in quotes"
    return ""
