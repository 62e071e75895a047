"""Writes plain values as YAML that people like to read and that our own strict reader reads back the same.

The plain shape is mappings, lists, text and None. Text without a space or a sign that YAML keeps for itself stands
as it is; long prose is folded (``>-``), lines that a person broke are kept (``|-``), and everything else is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

WIDTH = 100
STEP = 2
_PLAIN = re.compile(r"[A-Za-z0-9£][A-Za-z0-9£%._/+-]*\Z")
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')
_BREAK = re.compile(r"(?<=[^ ]) (?=[^ ])")
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def inline(text: str) -> str:
    """Text on one line: as it is where that is safe, otherwise in double quotes."""
    if _PLAIN.match(text) and text != "null":
        return text
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character in _NAMED:
        return _NAMED[character]
    return f"\\x{ord(character):02x}" if ord(character) < 0x100 else f"\\u{ord(character):04x}"


def scalar(text: str, indent: int) -> str:
    """Text after ``name: `` or ``- ``; the lines of a block are indented by ``indent``."""
    broken = "\n" in text
    if (broken or len(text) > WIDTH) and _fits_block(text):
        if broken and all(len(line) <= WIDTH + WIDTH // 2 for line in text.split("\n")):
            return "|-" + _indented(text, indent)
        if broken or _BREAK.search(text):
            return ">-" + _indented(_folded(text, max(WIDTH - indent, WIDTH // 2)), indent)
    return inline(text)


def _fits_block(text: str) -> bool:
    """Whether a block keeps the text exactly: no blanks at the ends of lines, nothing that needs an escape."""
    if text != text.strip("\n") or "\t" in text or _ESCAPED.search(text.replace("\n", "").replace('"', "").replace("\\", "")):
        return False
    return all(line == line.strip(" ") for line in text.split("\n"))


def _folded(text: str, width: int) -> str:
    lines: list[str] = []
    for paragraph in re.sub(r"\n+", lambda run: run[0] + "\n", text).split("\n"):
        current = ""
        for piece in _BREAK.split(paragraph):
            if current and len(current) + 1 + len(piece) > width:
                lines.append(current)
                current = piece
            else:
                current = f"{current} {piece}" if current else piece
        lines.append(current)
    return "\n".join(lines)


def _indented(text: str, indent: int) -> str:
    pad = " " * indent
    return "".join(f"\n{pad}{line}" if line else "\n" for line in text.split("\n"))


def entry(name: str, value: Any, indent: int = 0) -> str:
    """``name: value`` for a mapping at column ``indent``; the first line comes without its indentation."""
    label = inline(name) + ":"
    if value is None:
        return label
    if isinstance(value, str):
        return f"{label} {scalar(value, indent + STEP)}"
    if not value:
        return f"{label} {flow(value)}"
    body = mapping(value, indent + STEP) if isinstance(value, Mapping) else items(value, indent + STEP)
    return f"{label}\n{' ' * (indent + STEP)}{body}"


def mapping(value: Mapping[str, Any], indent: int) -> str:
    """The lines of a mapping at column ``indent``; the first line comes without its indentation."""
    return ("\n" + " " * indent).join(entry(name, inner, indent) for name, inner in value.items())


def item(value: Any, indent: int) -> str:
    """``- value`` for a list at column ``indent``; the first line comes without its indentation."""
    if isinstance(value, str):
        return f"- {scalar(value, indent + STEP)}"
    if isinstance(value, Mapping) and value:
        return f"- {mapping(value, indent + STEP)}"
    return f"- {flow(value)}"


def items(value: list[Any], indent: int) -> str:
    """The lines of a list at column ``indent``; the first line comes without its indentation."""
    return ("\n" + " " * indent).join(item(inner, indent) for inner in value)


def flow(value: Any) -> str:
    """A value on one line, inside brackets where it has parts."""
    if value is None:
        return "~"
    if isinstance(value, str):
        return inline(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{inline(name)}: {flow(inner)}" for name, inner in value.items()) + "}"
    return "[" + ", ".join(flow(inner) for inner in value) + "]"


def document(tree: Mapping[str, Any], head: str = "") -> str:
    """A whole file: one top-level name after another, with an empty line before each that has parts.

    :param head: words for a comment at the top, one line each; may be empty.
    """
    lines = [f"# {line}".rstrip() for line in head.split("\n")] if head else []
    for name, value in tree.items():
        if lines and not isinstance(value, str) and value:
            lines.append("")
        lines.append(entry(name, value))
    return "\n".join(lines) + "\n" if lines else ""
