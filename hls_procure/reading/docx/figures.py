"""How Word writes the place of a paragraph in its list: 4, d, iv, IV, 04, 4th, four."""

from __future__ import annotations

from collections.abc import Callable

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def letters(value: int) -> str:
    """a to z, then aa, bb: the same letter again, as Word counts. Nothing for 0, and nothing beyond 30 times."""
    if value <= 0:
        return ""
    turns, rest = divmod(value - 1, 26)
    return chr(ord("a") + rest) * (turns + 1) if turns < 30 else ""


def roman(value: int) -> str:
    """i, ii, iii, iv; nothing for 0, and nothing from 4,000 on."""
    made = ""
    if not 0 < value < 4000:
        return made
    for worth, sign in _ROMAN:
        while value >= worth:
            made, value = made + sign, value - worth
    return made


def ordinal(value: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def words(value: int) -> str:
    """One to ninety-nine in words; figures beyond."""
    if not 0 <= value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    said = _ONES[value] if value < 20 else _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    return said.capitalize()


def ordinal_words(value: int) -> str:
    """First, second, twenty-third; figures beyond ninety-nine."""
    if not 0 < value < 100:
        return ordinal(value)
    head, dash, last = words(value).lower().rpartition("-")
    last = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return (head + dash + last).capitalize()


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "lowerLetter": letters,
    "upperLetter": lambda value: letters(value).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
    "ordinal": ordinal,
    "cardinalText": words,
    "ordinalText": ordinal_words,
    "none": lambda value: "",
    "bullet": lambda value: "",
}
"""The formats whose signs we know; any other is shown in figures and is not sure."""
