"""Formulas of a sheet worked out on the figures that stand in it: enough of them to compare with what the file keeps.

A formula that uses anything else is not understood, and is said so; nothing is guessed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

Value = float | str | bool | None
Cells = Mapping[tuple[str, str], "Cell"]
#: A cell: its formula or an empty string, and the value that the file keeps.
Cell = tuple[str, Value]
MOST = 2_000
DEEP = 60
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<text>\"(?:[^\"]|\"\")*\")"
    r"|(?P<range>(?:(?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![\w(])"
    r"|(?P<name>[A-Z][A-Z0-9.]*)(?=\()|(?P<logic>TRUE|FALSE)\b|(?P<sign><=|>=|<>|[-+*/^&=<>(),%]))",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(?:(?P<sheet>'(?:[^']|'')+'"
                    r"|[A-Za-z_][\w.]*)!)?\$?(?P<c1>[A-Z]{1,3})\$?(?P<r1>\d+)(?::\$?(?P<c2>[A-Z]{1,3})\$?(?P<r2>\d+))?",
                    re.IGNORECASE)  # fmt: skip


class NotUnderstood(Exception):
    """A formula that uses something else than this module knows."""


def ranges(formula: str) -> Iterator[tuple[str, int, int, int, int]]:
    """Every range that a formula names: sheet or an empty string, first column, first row, last column, last row."""
    for token in _tokens(formula.lstrip("=")):
        if token[0] == "range":
            yield corners(token[1])


def corners(words: str) -> tuple[str, int, int, int, int]:
    """The sheet and the corners of a range in figures."""
    found = _RANGE.fullmatch(words)
    if found is None:
        raise NotUnderstood(words)
    sheet = (found["sheet"] or "").strip("'").replace("''", "'")
    left, top = column(found["c1"]), int(found["r1"])
    right, bottom = (column(found["c2"]), int(found["r2"])) if found["c2"] else (left, top)
    return sheet, min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def column(letters: str) -> int:
    """The number of a column: ``A`` is 1, ``AA`` 27."""
    made = 0
    for letter in letters.upper():
        made = made * 26 + ord(letter) - 64
    return made


def letters(number: int) -> str:
    """The letters of a column."""
    made = ""
    while number:
        number, rest = divmod(number - 1, 26)
        made = chr(65 + rest) + made
    return made


def _tokens(formula: str) -> list[tuple[str, str]]:
    made, at = [], 0
    while at < len(formula):
        found = _TOKEN.match(formula, at)
        if found is None:
            if not formula[at:].strip():
                break
            raise NotUnderstood(formula)
        kind = found.lastgroup or ""
        made.append((kind, found[kind]))
        at = found.end()
    return made


def work_out(formula: str, sheet: str, cells: Cells, seen: tuple[tuple[str, str], ...] = ()) -> Value:
    """The value of a formula on the figures of its workbook. :raises NotUnderstood: it uses something else."""
    if len(seen) > DEEP:
        raise NotUnderstood("nested too deeply")
    reader = _Reader(_tokens(formula.lstrip("=")), sheet, cells, seen)
    value = reader.compare()
    if reader.at < len(reader.tokens):
        raise NotUnderstood(formula)
    if isinstance(value, list):
        raise NotUnderstood(formula)
    return value


class _Reader:
    """Reads a formula from the left: comparisons, joins, sums, products, powers, signs, percentages, values."""

    def __init__(self, tokens: list[tuple[str, str]], sheet: str, cells: Cells, seen: tuple[tuple[str, str], ...]) -> None:
        self.tokens, self.sheet, self.cells, self.seen = tokens, sheet, cells, seen
        self.at = self.depth = 0

    def peek(self) -> str:
        """The sign that comes next, or an empty string."""
        return self.tokens[self.at][1] if self.at < len(self.tokens) and self.tokens[self.at][0] == "sign" else ""

    def take(self, sign: str) -> None:
        """Go past a sign."""
        if self.peek() != sign:
            raise NotUnderstood(sign)
        self.at += 1

    def compare(self) -> Value | list[Value]:
        """A comparison, or what is compared."""
        self.depth += 1
        if self.depth > DEEP:
            raise NotUnderstood("nested too deeply")
        left = self.join()
        while (sign := self.peek()) in ("=", "<", ">", "<=", ">=", "<>"):
            self.at += 1
            left = _compared(sign, _one(left), _one(self.join()))
        self.depth -= 1
        return left

    def join(self) -> Value | list[Value]:
        """Texts joined by &."""
        left = self.add()
        while self.peek() == "&":
            self.at += 1
            left = _text(_one(left)) + _text(_one(self.add()))
        return left

    def add(self) -> Value | list[Value]:
        """Sums and differences."""
        left = self.multiply()
        while (sign := self.peek()) in ("+", "-"):
            self.at += 1
            right = _number(self.multiply())
            left = _number(left) + (right if sign == "+" else -right)
        return left

    def multiply(self) -> Value | list[Value]:
        """Products and quotients."""
        left = self.power()
        while (sign := self.peek()) in ("*", "/"):
            self.at += 1
            right = _number(self.power())
            if sign == "/" and right == 0:
                raise NotUnderstood("division by nought")
            left = _number(left) * right if sign == "*" else _number(left) / right
        return left

    def power(self) -> Value | list[Value]:
        """Powers."""
        left = self.sign()
        while self.peek() == "^":
            self.at += 1
            right = _number(self.sign())
            if abs(right) > 20:
                raise NotUnderstood("^")
            left = float(_number(left) ** right)
        return left

    def sign(self) -> Value | list[Value]:
        """A sign in front and a percentage behind."""
        if self.peek() in ("-", "+"):
            negative = self.peek() == "-"
            self.at += 1
            signed = _number(self.sign())
            return -signed if negative else signed
        value = self.value()
        while self.peek() == "%":
            self.at += 1
            value = _number(value) / 100
        return value

    def value(self) -> Value | list[Value]:
        """A number, a text, a cell, a range, a function or something in brackets."""
        if self.at >= len(self.tokens):
            raise NotUnderstood("the end")
        kind, words = self.tokens[self.at]
        if kind == "sign" and words == "(":
            self.at += 1
            inner = self.compare()
            self.take(")")
            return inner
        self.at += 1
        if kind == "number":
            return float(words)
        if kind == "text":
            return words[1:-1].replace('""', '"')
        if kind == "logic":
            return words.upper() == "TRUE"
        if kind == "range":
            found = self._range(words)
            return found if ":" in words else found[0]
        if kind == "name":
            return self._call(words.upper())
        raise NotUnderstood(words)

    def _range(self, words: str) -> list[Value]:
        sheet, left, top, right, bottom = corners(words)
        sheet = sheet or self.sheet
        if (right - left + 1) * (bottom - top + 1) > MOST:
            raise NotUnderstood("a large range")
        made: list[Value] = []
        for row in range(top, bottom + 1):
            for at in range(left, right + 1):
                key = (sheet, f"{letters(at)}{row}")
                formula, value = self.cells.get(key, ("", None))
                if formula and value is None:
                    if key in self.seen:
                        raise NotUnderstood("a circle")
                    value = work_out(formula, sheet, self.cells, (*self.seen, key))
                made.append(value)
        return made

    def _call(self, name: str) -> Value:
        self.take("(")
        given: list[Value | list[Value]] = []
        while self.peek() != ")":
            given.append(None if self.peek() == "," else self.compare())
            if self.peek() == ",":
                self.at += 1
        self.take(")")
        if name not in _FUNCTIONS:
            raise NotUnderstood(name)
        try:
            return _FUNCTIONS[name](given)
        except (ValueError, ZeroDivisionError, IndexError, OverflowError, StopIteration):
            raise NotUnderstood(name) from None


def _one(value: Value | list[Value]) -> Value:
    if isinstance(value, list):
        raise NotUnderstood("a range where one value stands")
    return value


def _number(value: Value | list[Value]) -> float:
    value = _one(value)
    if value is None:
        return 0.0
    if isinstance(value, str):
        raise NotUnderstood(value)
    return float(value)


def _text(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _compared(sign: str, left: Value, right: Value) -> bool:
    if isinstance(left, str) != isinstance(right, str):
        left, right = ("" if left is None else left), ("" if right is None else right)
        if isinstance(left, str) != isinstance(right, str):
            return sign == "<>"
    if isinstance(left, str) and isinstance(right, str):
        a: float | str = left.lower()
        b: float | str = right.lower()
    else:
        a, b = _number(left), _number(right)
    return {"=": a == b, "<>": a != b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}[sign]  # type: ignore[operator]


def _figures(given: Sequence[Value | list[Value]]) -> list[float]:
    """The figures among what a function is given; words and empty cells of ranges do not count."""
    made = []
    for one in given:
        for value in one if isinstance(one, list) else [one]:
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                made.append(float(value))
    return made


def _if(given: Sequence[Value | list[Value]]) -> Value:
    return _one(given[1]) if _one(given[0]) else (_one(given[2]) if len(given) > 2 else False)


def _products(given: Sequence[Value | list[Value]]) -> float:
    rows = [one if isinstance(one, list) else [one] for one in given]
    if len({len(row) for row in rows}) != 1:
        raise NotUnderstood("SUMPRODUCT")
    total = 0.0
    for values in zip(*rows, strict=True):
        product = 1.0
        for value in values:
            product *= float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else 0.0
        total += product
    return total


def _rounded(given: Sequence[Value | list[Value]]) -> float:
    from decimal import ROUND_HALF_UP, Decimal

    places = int(_number(given[1])) if len(given) > 1 else 0
    return float(Decimal(repr(_number(given[0]))).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def _mean(given: Sequence[Value | list[Value]]) -> float:
    figures = _figures(given)
    return sum(figures) / len(figures)


_FUNCTIONS: dict[str, Callable[[Sequence[Value | list[Value]]], Value]] = {
    "SUM": lambda given: sum(_figures(given)),
    "MIN": lambda given: min(_figures(given)),
    "MAX": lambda given: max(_figures(given)),
    "AVERAGE": _mean,
    "COUNT": lambda given: float(len(_figures(given))),
    "ROUND": _rounded,
    "ABS": lambda given: abs(_number(given[0])),
    "IF": _if,
    "AND": lambda given: all(bool(_one(one)) for one in given),
    "OR": lambda given: any(bool(_one(one)) for one in given),
    "SUMPRODUCT": _products,
    "PRODUCT": lambda given: math.prod(_figures(given)),
}
