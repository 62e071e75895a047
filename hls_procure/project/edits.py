"""Changes YAML text only where its values change; comments, order and layout around them stay as typed.

Works with the places that :mod:`hls_procure.library.yamlfile` keeps. A list or a mapping on several lines is edited
entry by entry, one in brackets likewise; what cannot be edited so is written afresh, entry by entry, with the
comment lines that stood inside it moved above it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hls_procure.library.yamlfile import Map, Place, Seq
from hls_procure.project import emit
from hls_procure.project.align import align
from hls_procure.project.layout import BLOCK_STYLES, Layout


class Edits(Layout):
    """Collects the edits that lead from one plain tree to another, then applies them all at once.

    :param text: the file, ending in a line end. :param afresh: top-level names that are written afresh in any case.
    """

    def __init__(self, text: str, afresh: frozenset[str] = frozenset()) -> None:
        super().__init__(text)
        self.afresh = afresh
        self._edits: list[tuple[int, int, int, int, str]] = []

    def whole(self, tree: Map, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
        """The new text of the file. ``before`` is the tree in its exact shape, ``after`` what it has to become."""
        if not tree:
            return self.text + emit.document(after)
        first = next(iter(tree.starts.values()))
        in_flow = self.text[:first].rstrip().endswith("{")
        done = self._flow_map(tree, before, after, self.line(first)) if in_flow else self._block_map(tree, before, after, 0)
        if not done:
            last = self.end(tree, Place(1, first, first, ""))
            notes = "".join(line + "\n" for _, line in self.comments(first, last, tree))
            return self.text[: self.line(first)] + notes + emit.document(after) + self.text[self.eol(last) + 1 :]
        return self._result()

    def _result(self) -> str:
        pieces: list[str] = []
        position = 0
        for start, _, _, end, new in sorted(self._edits, key=lambda edit: edit[:3]):
            pieces += (self.text[position:start], new)
            position = max(position, end)
        return "".join((*pieces, self.text[position:]))

    # single edits; at one place come first a value where none was, then new lines from the inside out, then what is
    # moved above an entry, then what takes the place of something

    def _put(self, start: int, end: int, new: str, rank: int = 0) -> None:
        self._edits.append((start, rank if start == end else 2, len(self._edits), end, new))

    def _afresh(self, start: int, value: Any, place: Place, new: str) -> None:
        """Write one entry or item afresh; its own comment stays on its first line, comment lines move above it."""
        end = self.end(value, place)
        eol = self.eol(end)
        tail = self.text[end:eol].strip()
        if place.style in BLOCK_STYLES:
            header = self.text[place.start : self.eol(place.start)]
            tail = header[header.index("#") :] if "#" in header else ""
        first, line_end, rest = new.partition("\n")
        comments = [line for _, line in self.comments(start, end, value)]
        below = self.belongs(eol + 1, self.column(start)) if rest else eol + 1
        if below > eol + 1:
            comments += self.text[eol + 1 : below - 1].split("\n")
            self._put(eol + 1, below, "")
        self._lift(comments, self.line(start))
        self._put(start, eol if tail else end, first + (f"  {tail}" if tail else "") + line_end + rest)

    def _lift(self, comments: list[str], home: int) -> None:
        """Move comment lines to the start of a line, with that line's indentation."""
        pad = self.text[home : home + self.indent(home)]
        notes = "".join(f"{pad}{line.strip()}\n" for line in comments if line.strip())
        if notes:
            self._put(home, home, notes, rank=1)

    def _remove_lines(self, start: int, value: Any, place: Place) -> None:
        """Take out the lines of one entry or item; its comment lines stay."""
        end = self.end(value, place)
        pad = " " * self.column(start)
        notes = "".join(f"{pad}{line.strip()}\n" for _, line in self.comments(start, end, value))
        self._put(self.line(start), min(self.eol(end) + 1, len(self.text)), notes)

    def _insert_after(self, offset: int, column: int, new: str) -> None:
        """Add lines after the line of an offset, and after the comment lines below it that belong to it."""
        at = self.belongs(self.eol(offset) + 1, column)
        gap = "\n" if column == 0 and "\n" in new and not new.startswith("- ") else ""
        self._put(at, at, f"{gap}{' ' * column}{new}\n", rank=-column - 1)

    # mappings

    def _block_map(self, tree: Map, before: Mapping[str, Any], after: Mapping[str, Any], depth: int) -> bool:
        kept = [key for key in tree if after.get(key) is not None or before.get(key) is None]
        if not kept:
            return False
        column = self.column(next(iter(tree.starts.values())))
        for key, value in tree.items():
            was, now, place, start = before.get(key), after.get(key), tree.places[key], tree.starts[key]
            if was == now and not (depth == 0 and key in self.afresh):
                continue
            if now is None and self.leads(start):
                self._remove_lines(start, value, place)
            elif (depth == 0 and key in self.afresh) or not self._value(value, place, was, now, depth + 1):
                self._afresh(start, value, place, emit.entry(key, now, column))
        for key in after:
            if key not in tree and before.get(key) != after[key]:
                anchor = _anchor(list(after), key, kept)
                self._insert_after(self.end(tree[anchor], tree.places[anchor]), column, emit.entry(key, after[key], column))
        return True

    def _value(self, value: Any, place: Place, was: Any, now: Any, depth: int) -> bool:
        """Edit one value in place. False where it has to be written afresh."""
        in_flow = self.text[place.start : place.start + 1] in ("{", "[") and not isinstance(value, str)
        if isinstance(value, Map) and value and isinstance(now, Mapping):
            home = self.line(place.start)
            was = was if isinstance(was, Mapping) else {}
            return self._flow_map(value, was, now, home) if in_flow else self._block_map(value, was, now, depth)
        if isinstance(value, Seq) and value and isinstance(now, list) and isinstance(was, list) and len(was) == len(value):
            if in_flow:
                return self._flow_seq(value, was, now, self.line(place.start))
            return self._block_seq(value, place, was, now, depth)
        if isinstance(value, str) and isinstance(now, str) and place.style not in BLOCK_STYLES:
            new = emit.scalar(now, 0)
            if "\n" not in new and "\n" not in self.text[place.start : place.end]:
                self._put(place.start, place.end, new)
                return True
        return False

    def _flow_map(self, tree: Map, before: Mapping[str, Any], after: Mapping[str, Any], home: int) -> bool:
        keys = list(tree)
        kept = [n for n, key in enumerate(keys) if after.get(key) is not None or before.get(key) is None]
        if not kept:
            return False
        places = [tree.places[key] for key in keys]
        self._flow_remove(list(tree.values()), [tree.starts[key] for key in keys], places, kept, home)
        for n in kept:
            was, now = before.get(keys[n]), after.get(keys[n])
            if was != now:
                self._flow_value(tree[keys[n]], places[n], was, now, home)
        alive = [keys[n] for n in kept]
        for key in after:
            if key not in tree and before.get(key) != after[key]:
                place = tree.places[_anchor(list(after), key, alive)]
                self._put(place.end, place.end, f", {emit.inline(key)}: {emit.flow(after[key])}", rank=-1)
        return True

    def _flow_value(self, value: Any, place: Place, was: Any, now: Any, home: int) -> None:
        if isinstance(value, Map) and value and isinstance(now, Mapping):
            done = self._flow_map(value, was if isinstance(was, Mapping) else {}, now, home)
        else:
            both = isinstance(value, Seq) and isinstance(now, list) and isinstance(was, list)
            done = both and len(was) == len(value) > 0 and self._flow_seq(value, was, now, home)
        if not done:
            self._lift([line for _, line in self.comments(place.start, place.end, value)], home)
            self._put(place.start, place.end, (" " if place.start == place.end else "") + emit.flow(now), rank=-1000)

    def _flow_remove(self, values: list[Any], starts: list[int], places: list[Place], kept: list[int], home: int) -> None:
        last = kept[-1]
        alive = set(kept)
        for n in range(last):
            if n not in alive:
                self._lift([line for _, line in self.comments(starts[n], starts[n + 1], values[n])], home)
                self._put(starts[n], starts[n + 1], "")
        if last + 1 < len(places):
            self._lift([line for _, line in self.comments(places[last].end, places[-1].end, None)], home)
            self._put(places[last].end, places[-1].end, "")

    # lists

    def _block_seq(self, seq: Seq, place: Place, before: list[Any], after: list[Any], depth: int) -> bool:
        pairs = align(before, after)
        if pairs is None or not any(old is not None and new is not None for old, new in pairs):
            return False
        dashes = [self._dash(place.start if n == 0 else item.start, n == 0) for n, item in enumerate(seq.places)]
        column = self.column(place.start)
        if any(not self.leads(dash) or self.column(dash) != column for dash in dashes):
            return False
        anchor: int | None = None
        first = next(old for old, new in pairs if old is not None and new is not None)
        for old, new in pairs:
            if old is None:
                assert new is not None
                text = emit.item(after[new], column)
                if anchor is None:
                    at = self.line(dashes[first])
                    self._put(at, at, f"{' ' * column}{text}\n")
                else:
                    self._insert_after(self.end(seq[anchor], seq.places[anchor]), column, text)
            elif new is None:
                self._remove_lines(dashes[old], seq[old], seq.places[old])
            else:
                anchor = old
                same = before[old] == after[new]
                if not same and not self._value(seq[old], seq.places[old], before[old], after[new], depth + 1):
                    self._afresh(dashes[old], seq[old], seq.places[old], emit.item(after[new], column))
        return True

    def _dash(self, offset: int, first: bool) -> int:
        """Where the '-' of an item stands; the first item's is where the list itself starts."""
        while not first and offset > 0:
            line = self.line(offset)
            head = self.text[line:offset]
            if head.lstrip().startswith("-") and not head.lstrip().startswith("--"):
                return line + len(head) - len(head.lstrip())
            offset = line - 1
        return offset

    def _flow_seq(self, seq: Seq, before: list[Any], after: list[Any], home: int) -> bool:
        pairs = align(before, after)
        if pairs is None:
            return False
        kept = [old for old, new in pairs if old is not None and new is not None]
        if not kept or next(old for old, new in pairs if new is not None) is None:
            return False
        starts = [place.start for place in seq.places]
        self._flow_remove(seq, starts, seq.places, kept, home)
        anchor = kept[0]
        for old, new in pairs:
            if old is None:
                assert new is not None
                end = seq.places[anchor].end
                self._put(end, end, f", {emit.flow(after[new])}", rank=-1)
            elif new is not None:
                anchor = old
                if before[old] != after[new]:
                    self._flow_value(seq[old], seq.places[old], before[old], after[new], home)
        return True


def _anchor(order: list[str], key: str, kept: list[str]) -> str:
    """The entry after which a new one goes: the nearest before it in the usual order, else the last."""
    alive = set(kept)
    return next((name for name in reversed(order[: order.index(key)]) if name in alive), kept[-1])
