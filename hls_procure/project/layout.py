"""Where things stand in YAML text: lines, columns, the true end of a value, and the comments around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hls_procure.library.yamlfile import Map, Place, Seq

BLOCK_STYLES = ("|", ">")


class Layout:
    """Answers questions about one text. Offsets count characters, as the parser's marks do."""

    def __init__(self, text: str) -> None:
        self.text = text

    def line(self, offset: int) -> int:
        """Where the line of an offset starts."""
        return self.text.rfind("\n", 0, offset) + 1

    def column(self, offset: int) -> int:
        """How far into its line an offset stands."""
        return offset - self.line(offset)

    def eol(self, offset: int) -> int:
        """Where the line of an offset ends, before its line end."""
        found = self.text.find("\n", offset)
        return found if found >= 0 else len(self.text)

    def indent(self, line: int) -> int:
        """How many blanks a line starts with."""
        end = line
        while self.text[end : end + 1] == " ":
            end += 1
        return end - line

    def leads(self, offset: int) -> bool:
        """Whether only blanks stand before the offset on its line."""
        return not self.text[self.line(offset) : offset].strip()

    def end(self, value: Any, place: Place) -> int:
        """Where a value's last character stands; the parser's own mark also takes in what follows it."""
        if place.style in BLOCK_STYLES:
            return place.start + len(self.text[place.start : place.end].rstrip())
        if isinstance(value, (Map, Seq)) and value and self.text[place.start] not in "{[":
            key = next(reversed(value)) if isinstance(value, Map) else len(value) - 1
            return self.end(value[key], value.places[key])  # type: ignore[index]
        return place.end

    def comments(self, start: int, end: int, value: Any) -> Iterator[tuple[int, str]]:
        """The lines between two offsets that hold only a comment: where each starts, and the line."""
        spans = list(_long_scalars(value, Place(0, start, end, "")))
        at = self.eol(start) + 1
        while at < end:
            stop = self.eol(at)
            line = self.text[at:stop]
            if line.lstrip().startswith("#") and not any(a < at < b for a, b in spans):
                yield at, line
            at = stop + 1

    def belongs(self, at: int, column: int) -> int:
        """Where the comment lines end that stand from a line start on and are indented deeper than a column."""
        end = at
        while at < len(self.text):
            line = self.text[at : self.eol(at)]
            at = self.eol(at) + 1
            if line.strip():
                if not line.lstrip().startswith("#") or len(line) - len(line.lstrip()) <= column:
                    break
                end = at
        return end


def _long_scalars(value: Any, place: Place) -> Iterator[tuple[int, int]]:
    if isinstance(value, Map):
        for key, inner in value.items():
            yield from _long_scalars(inner, value.places[key])
    elif isinstance(value, Seq):
        for inner, where in zip(value, value.places, strict=True):
            yield from _long_scalars(inner, where)
    elif isinstance(value, str):
        yield place.start, place.end
