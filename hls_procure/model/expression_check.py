"""Checks conditions against the field schema: paths that are no fields, words that are no choices, both sides typed."""

from __future__ import annotations

import ast
from typing import Any

from hls_procure.errors import nearest
from hls_procure.model.expressions import Expression, dotted
from hls_procure.model.fields import COUNT_TYPES, Field, FieldSchema, describe
from hls_procure.model.values import parse_date


def check_expression(expression: Expression, schema: FieldSchema, loops: dict[str, str] | None = None) -> list[str]:
    """What is wrong with a condition's paths and words, each as the end of a sentence.

    :param loops: names bound by a loop around it, and the list each runs over.
    """
    return _Checker(schema, dict(loops or {})).condition(expression.tree)


class _Checker:
    def __init__(self, schema: FieldSchema, loops: dict[str, str]) -> None:
        self.schema = schema
        self.loops = loops
        self.lists = set(schema.lists)

    def full(self, path: str) -> str:
        head, dot, rest = path.partition(".")
        return f"{self.loops[head].removesuffix('[]')}[]{dot}{rest}" if head in self.loops else path

    def condition(self, node: ast.expr) -> list[str]:
        """What is wrong with something that has to be true or false."""
        if isinstance(node, ast.BoolOp):
            return [text for value in node.values for text in self.condition(value)]
        if isinstance(node, ast.UnaryOp):
            return self.condition(node.operand)
        found = self.run(node)
        kind = self.kind(node)
        if not found and kind not in ("", "yes or no"):
            found = [f"takes '{ast.unparse(node)}', {kind}, for something that is true or false; compare it with something"]
        return found

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
        found: list[str] = []
        sides = [node.left, *node.comparators]
        for side in sides:
            found += self.run(side)
        fields = [self.schema.get(self.full(path)) for side in sides if (path := dotted(side))]
        words = [c.value for side in sides for c in ast.walk(side) if isinstance(c, ast.Constant)]
        for field in fields:
            if field is not None:
                found += [text for word in words if (text := _misfit(field, word))]
        if not found:
            pairs = zip(sides, node.ops, sides[1:], strict=False)
            found = [text for left, sign, right in pairs if (text := self._apart(left, sign, right))]
        return found

    def _apart(self, left: ast.expr, sign: ast.cmpop, right: ast.expr) -> str:
        """Why two sides cannot be compared; empty where they can."""
        one, other = self.kind(left), self.kind(right)
        if not one or not other:
            return ""
        says = f"compares '{ast.unparse(left)}', {one}, with '{ast.unparse(right)}', {other}"
        if isinstance(sign, (ast.In, ast.NotIn)):
            if one not in ("words", "a number") or other not in ("a list", "words") or (other == "words" and one != "words"):
                return says + "; what stands behind 'in' is a list, or words"
            return ""
        figures = {"a number", "a sum of money", "a percentage"}
        typed = isinstance(right if one == "a date" else left, ast.Constant)
        same = one == other or ("a number" in (one, other) and {one, other} <= figures)
        same = same or ({one, other} == {"a date", "words"} and typed)
        if not same:
            return says
        if not isinstance(sign, (ast.Eq, ast.NotEq)) and one not in figures and "a date" not in (one, other):
            return says + "; only numbers, sums, percentages and dates are more or less than one another"
        return ""

    def kind(self, node: ast.expr) -> str:
        """What a side is, in words; empty where that is not known."""
        path = dotted(node)
        if path is not None:
            field = self.schema.get(self.full(path))
            return _kind(field) if field else "words" if self.full(path).endswith("[].id") else ""
        if isinstance(node, ast.Constant):
            return "yes or no" if isinstance(node.value, bool) else "words" if isinstance(node.value, str) else "a number"
        if isinstance(node, (ast.List, ast.Tuple)):
            return "a list"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("count", "sum"):
            return "a number"
        return "yes or no"

    def _call(self, node: ast.Call) -> list[str]:
        assert isinstance(node.func, ast.Name)
        argument = node.args[0]
        if isinstance(argument, ast.GeneratorExp):
            loop = argument.generators[0]
            assert isinstance(loop.target, ast.Name)
            over = self.full(dotted(loop.iter) or "")
            if over.removesuffix("[]") + "[]" not in self.lists:
                return [f"runs over '{over}', which is not a list. {nearest(over + '[]', self.lists)}".strip()]
            return _Checker(self.schema, {**self.loops, loop.target.id: over}).condition(argument.elt)
        path = self.full(dotted(argument) or "")
        if node.func.id == "sum":
            head, _, leaf = path.rpartition(".")
            added = self.schema.get(f"{head}[].{leaf}")
            if added is None:
                return [f"adds up '{path}', which is not a field of a list"]
            return [] if added.type in (*COUNT_TYPES, "money", "percent") else [f"adds up '{path}', and that is {_kind(added)}"]
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
    elif field.type == "date" and not _is_date(word):
        return f"compares '{field.path}', a date, with '{word}'; write a date in quotes, like '3 March 2027'"
    return ""


def _is_date(word: Any) -> bool:
    try:
        parse_date(word)
    except (ValueError, AttributeError):
        return False
    return True


def _kind(field: Field) -> str:
    if field.holds_several:
        return "a list"
    if field.type in ("money", "percent", "date", "yes-no", *COUNT_TYPES):
        return describe(field.type)
    return "words"
