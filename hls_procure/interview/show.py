"""Puts questions and answers into words for a terminal: plain lines, no colour, no box."""

from __future__ import annotations

from typing import Any

from hls_procure.model.fields import UNITS, VAT_BASES, Field, write_value
from hls_procure.model.playbook import Question
from hls_procure.model.values import Money, Percent, say_date

WIDTH = 78
COMMANDS = "back  why  skip  don't know  ?  save"


def wrap(text: str, indent: str = "") -> str:
    """Lines of at most 78 characters; a person's own line ends stay."""
    import textwrap

    made = []
    for line in text.split("\n"):
        made += textwrap.wrap(line, WIDTH, initial_indent=indent, subsequent_indent=indent) or [""]
    return "\n".join(made)


def heading(words: str) -> str:
    """Where somebody is, with the commands beside it; below it where there is no room."""
    return f"{words.ljust(44)}{COMMANDS}" if len(words) < 43 else f"{words}\n{COMMANDS}"


def say_value(leaf: Field, value: Any) -> str:
    """One answer in words."""
    from datetime import date

    if value is None:
        return "(no answer yet)"
    if isinstance(value, tuple):
        return "; ".join(leaf.choices.get(item, item) for item in value) or "(none)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (Money, Percent)):
        return str(value)
    if isinstance(value, date):
        return say_date(value)
    if leaf.type == "choice":
        return leaf.choices.get(value, str(value))
    unit = UNITS.get(leaf.type, (leaf.unit, leaf.unit))
    text = str(write_value(value))
    return f"{text} {unit[0] if value == 1 else unit[1]}".strip() if not isinstance(value, str) else text


def say_answer(question: Question, value: Any, limit: int = 0) -> str:
    """The whole answer to a question, in one or several lines; shortened to ``limit`` characters where that is not 0."""
    if question.list_path:
        if value is None:
            text = "(no answer yet)"
        elif not value:
            text = "(none)"
        else:
            text = "; ".join(row_name(question, row) for row in value)
    elif isinstance(value, dict):
        text = "; ".join(f"{question.label(leaf.path)}: {say_value(leaf, value[leaf.path])}" for leaf in question.leaves)
    else:
        text = say_value(question.leaves[0], value)
    text = " ".join(text.split()) if limit else text
    return text if not limit or len(text) <= limit else text[: limit - 1].rstrip() + "…"


def row_name(question: Question, row: Any) -> str:
    """The words by which a person knows a record: its fixed name, or its first column."""
    if row.id in question.rows:
        return question.rows[row.id]
    if question.rows_from:
        return str(row.id)
    first = question.leaves[0]
    value = getattr(row, _attribute(first.name))
    return say_value(first, value) if value is not None else str(row.id)


def _attribute(name: str) -> str:
    from hls_procure.model.paths import attribute

    return attribute(name)


def example(question: Question) -> str:
    """The example in one line or a few."""
    shown = question.example
    if isinstance(shown, str):
        return _said(question, "", shown)
    if isinstance(shown, dict):
        return "; ".join(f"{_label(question, key)}: {_said(question, key, value)}" for key, value in shown.items())
    if isinstance(shown, list):
        rows = (row.items() if isinstance(row, dict) else [("", row)] for row in shown[:2])
        return " / ".join(", ".join(_said(question, key, value) for key, value in row) for row in rows)
    return ""


def _said(question: Question, name: str, value: Any) -> str:
    """A value of an example; a choice by its words and not by its key."""
    leaf = next((leaf for leaf in question.leaves if not name or leaf.path == name or leaf.path.endswith(f".{name}")), None)
    items = [str(item) for item in (value if isinstance(value, list) else [value])]
    return ", ".join(leaf.choices.get(item, item) if leaf else item for item in items)


def _label(question: Question, name: str) -> str:
    """The words for a field that is called by the end of its path."""
    return next((words for path, words in question.labels.items() if path == name or path.endswith(f".{name}")), name)


def kind_hint(leaf: Field) -> str:
    """What kind of answer a field takes, in a few words; empty where any words will do."""
    if leaf.type == "money":
        return f"in pounds, {VAT_BASES[leaf.vat]}"
    if leaf.type in UNITS:
        return f"in {UNITS[leaf.type][1].lower()}"
    if leaf.type == "number" and leaf.unit:
        return f"number of {leaf.unit}"
    return {
        "percent": "as a percentage, in figures",
        "date": "a date, like 3 March 2027",
        "time": "a time, like 12:00",
        "yes-no": "yes or no",
        "number": "in figures",
    }.get(leaf.type, "")


def choices(leaf: Field) -> list[str]:
    """The choices as numbered lines."""
    return [f"  {number}  {label}" for number, label in enumerate(leaf.choices.values(), 1)]
