"""Conditions: ``count(alliance.risk_share) > 0 and alliance.governance.rule == 'unanimous'``.

A condition is parsed once with Python's own parser against a white list, checked against the field schema, and
evaluated here; it is never handed to ``eval``. It is true, false, or unknown (None) while a fact is missing.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from hls_procure.model.facts import NOTHING, Environment, FactView, Missing
from hls_procure.model.values import Money, Percent, parse_date

MAX_LENGTH = 300
MAX_DEPTH = 20
_COMPARE: dict[type, Callable[[Any, Any], bool]] = {
    ast.Eq: lambda a, b: a == b,
    ast.NotEq: lambda a, b: a != b,
    ast.Lt: lambda a, b: a < b,
    ast.LtE: lambda a, b: a <= b,
    ast.Gt: lambda a, b: a > b,
    ast.GtE: lambda a, b: a >= b,
}


class ExpressionProblem(ValueError):
    """A condition that cannot be used, with words for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed condition: its text and every path it reads."""

    text: str
    tree: ast.expr
    paths: tuple[str, ...]

    def __call__(self, facts: FactView, env: Environment = NOTHING) -> bool | None:
        """True, false, or None while a fact that decides it is missing."""
        evaluate = _Evaluator(facts, dict(env)).run
        value = facts.decide(self, env, lambda: evaluate(self.tree)) if facts.traced else evaluate(self.tree)
        return None if isinstance(value, Missing) else bool(value)


@lru_cache(maxsize=2048)
def parse_expression(text: str) -> Expression:
    """Parse a condition. :raises ExpressionProblem: where it uses anything but the small language."""
    if len(text) > MAX_LENGTH:
        raise ExpressionProblem(f"is {len(text)} characters long; {MAX_LENGTH} is the most")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionProblem(f"'{text}' cannot be read; a condition looks like: alliance.structure == 'single'") from None
    found: list[str] = []
    _allow(tree, found, set(), 0)
    return Expression(text, tree, tuple(dict.fromkeys(found)))


def dotted(node: ast.expr) -> str | None:
    """``a.b.c`` for a chain of names, or None."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    parts.append(node.id)
    return ".".join(reversed(parts))


def _allow(node: ast.expr, found: list[str], bound: set[str], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise ExpressionProblem(f"is nested more than {MAX_DEPTH} deep")
    path = dotted(node)
    if path is not None:
        if any(part.startswith("_") for part in path.split(".")):
            raise ExpressionProblem(f"uses '{path}'; a path has no word that starts with '_'")
        if path.split(".")[0] not in bound:
            found.append(path)
        return None
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, int, float)) and not isinstance(node.value, complex):
        return None
    if isinstance(node, ast.BoolOp):
        for value in node.values:
            _allow(value, found, bound, depth + 1)
        return None
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return _allow(node.operand, found, bound, depth + 1)
    if isinstance(node, ast.Compare) and all(type(op) in _COMPARE or isinstance(op, (ast.In, ast.NotIn)) for op in node.ops):
        for value in (node.left, *node.comparators):
            _allow(value, found, bound, depth + 1)
        return None
    if isinstance(node, (ast.List, ast.Tuple)):
        for value in node.elts:
            if not isinstance(value, ast.Constant):
                raise ExpressionProblem("has a list with something other than words and numbers in it")
        return None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1 and not node.keywords:
        return _allow_call(node, found, bound, depth)
    raise ExpressionProblem(
        "uses something that a condition cannot hold; there are paths, words in quotes, numbers, ==, !=, <, <=, >, >=, "
        "and, or, not, in, count(), sum(), any() and all()"
    )


def _allow_call(node: ast.Call, found: list[str], bound: set[str], depth: int) -> None:
    assert isinstance(node.func, ast.Name)
    name, argument = node.func.id, node.args[0]
    if name in ("count", "sum") and dotted(argument) is not None:
        return _allow(argument, found, bound, depth + 1)
    if name in ("any", "all") and isinstance(argument, ast.GeneratorExp) and len(argument.generators) == 1:
        loop = argument.generators[0]
        if isinstance(loop.target, ast.Name) and not loop.is_async and not loop.ifs and dotted(loop.iter) is not None:
            _allow(loop.iter, found, bound, depth + 1)
            return _allow(argument.elt, found, bound | {loop.target.id}, depth + 1)
    raise ExpressionProblem(f"calls {name}() in a way that is not offered; write count(path) or any(m.x == 'y' for m in path)")


class _Evaluator:
    def __init__(self, facts: FactView, env: dict[str, Any]) -> None:
        self.facts = facts
        self.env = env

    def run(self, node: ast.expr) -> Any:
        path = dotted(node)
        if path is not None:
            return self.facts.get(path, self.env)
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.BoolOp):
            return self._several(node)
        if isinstance(node, ast.UnaryOp):
            value = self.run(node.operand)
            return value if isinstance(value, Missing) else not value
        if isinstance(node, ast.Compare):
            return self._compare(node)
        if isinstance(node, (ast.List, ast.Tuple)):
            return tuple(item.value for item in node.elts if isinstance(item, ast.Constant))
        assert isinstance(node, ast.Call)
        return self._call(node)

    def _several(self, node: ast.BoolOp) -> Any:
        decisive = isinstance(node.op, ast.Or)
        unknown: Any = None
        for inner in node.values:
            value = self.run(inner)
            if isinstance(value, Missing):
                unknown = value
            elif bool(value) is decisive:
                return decisive
        return unknown if unknown is not None else not decisive

    def _compare(self, node: ast.Compare) -> Any:
        left = self.run(node.left)
        for operator, right_node in zip(node.ops, node.comparators, strict=True):
            right = self.run(right_node)
            if isinstance(left, Missing):
                return left
            if isinstance(right, Missing):
                return right
            if isinstance(operator, (ast.In, ast.NotIn)):
                if (left in right) is isinstance(operator, ast.NotIn):
                    return False
            else:
                a, b = _alike(left, right), _alike(right, left)
                if not _COMPARE[type(operator)](a, b):
                    return False
            left = right
        return True

    def _call(self, node: ast.Call) -> Any:
        assert isinstance(node.func, ast.Name)
        argument = node.args[0]
        if isinstance(argument, ast.GeneratorExp):
            return self._loop(node.func.id, argument)
        path = dotted(argument) or ""
        full = self.facts.resolve(path, self.env)
        field = self.facts.schema.get(full)
        if field is not None:
            value = self.facts.get(full)
            return value if isinstance(value, Missing) else len(value)
        if node.func.id == "sum":
            head, _, leaf = full.rpartition(".")
            values = self.facts.column(f"{head}[].{leaf}")
            if isinstance(values, Missing):
                return values
            return sum((_plain(v) for v in values), Decimal(0))
        rows = self.facts.rows(full)
        return rows if isinstance(rows, Missing) else len(rows)

    def _loop(self, name: str, node: ast.GeneratorExp) -> Any:
        loop = node.generators[0]
        assert isinstance(loop.target, ast.Name)
        rows = self.facts.rows(dotted(loop.iter) or "", self.env)
        if isinstance(rows, Missing):
            return rows
        unknown: Any = None
        for row in rows:
            value = _Evaluator(self.facts, {**self.env, loop.target.id: row}).run(node.elt)
            if isinstance(value, Missing):
                unknown = value
            elif bool(value) is (name == "any"):
                return name == "any"
        return unknown if unknown is not None else name == "all"


def _plain(value: Any) -> Decimal:
    if isinstance(value, Money):
        return value.pounds
    return value.value if isinstance(value, Percent) else Decimal(value)


def _alike(value: Any, other: Any) -> Any:
    """Money and percentages compare with figures in pounds and per cent; dates with dates written as words."""
    if isinstance(value, (Money, Percent)) and not isinstance(other, (Money, Percent)):
        return _plain(value)
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, str) and isinstance(other, date):
        return parse_date(value)
    return value
