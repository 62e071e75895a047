"""Which entry of an old list became which entry of a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Pair: TypeAlias = tuple[int | None, int | None]
_NAMES = (("id",), ("clause",), ("path",), ("code", "where"))


def keys(rows: list[Any]) -> list[Any] | None:
    """What names each record of a list, or None where the records have no name or share one."""
    if not rows or not all(isinstance(row, Mapping) for row in rows):
        return None
    for names in _NAMES:
        if all(names[0] in row for row in rows):
            found = [tuple(row.get(name) for name in names) for row in rows]
            return found if len(set(found)) == len(found) else None
    return None


def align(before: list[Any], after: list[Any]) -> list[Pair] | None:
    """Pairs of places ``(old, new)`` in the new order; a side is None where an entry was added or taken out.

    None where the entries that stayed have changed their order, so that nothing can be said entry by entry.
    """
    if before and after:
        old, new = keys(before), keys(after)
        if old is not None and new is not None:
            return _by_key(old, new)
    return _by_ends(before, after)


def _by_key(old: list[Any], new: list[Any]) -> list[Pair] | None:
    old_place = {key: n for n, key in enumerate(old)}
    new_place = {key: n for n, key in enumerate(new)}
    if [key for key in old if key in new_place] != [key for key in new if key in old_place]:
        return None
    pairs: list[Pair] = [(n, None) for n, key in enumerate(old) if key not in new_place]
    return pairs + [(old_place.get(key), n) for n, key in enumerate(new)]


def _by_ends(before: list[Any], after: list[Any]) -> list[Pair]:
    """Entries without a name: alike at the start, alike at the end, and what lies between in turn."""
    most = min(len(before), len(after))
    head = next((n for n in range(most) if before[n] != after[n]), most)
    tail = next((n for n in range(most - head) if before[-1 - n] != after[-1 - n]), most - head)
    middle_old, middle_new = len(before) - head - tail, len(after) - head - tail
    pairs: list[Pair] = [(n, n) for n in range(head + min(middle_old, middle_new))]
    pairs += [(head + n, None) for n in range(middle_new, middle_old)]
    pairs += [(None, head + n) for n in range(middle_old, middle_new)]
    return pairs + [(len(before) - tail + n, len(after) - tail + n) for n in range(tail)]
