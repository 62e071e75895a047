"""What differs between two plain trees of a project, said as the changes that lead from one to the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hls_procure.project.align import keys
from hls_procure.project.changes import REGISTERS, Change, register_key


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """The changes that turn one tree into the other, in an order in which they can be applied.

    A leaf, a record that came or went, or a line of a register is one change each. A list whose records changed
    their order is one change as a whole.
    """
    return tuple(change for change in _named("", before, after) if change.path != "format")


def _named(path: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for name in (*before, *(name for name in after if name not in before)):
        yield from _value(f"{path}.{name}" if path else name, before.get(name), after.get(name))


def _value(path: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before or after, Mapping) and isinstance(after or before, Mapping):
        yield from _named(path, before or {}, after or {})
    elif isinstance(before or after, list) and (path in REGISTERS or _records(before) or _records(after)):
        yield from _rows(path, before, after)
    else:
        yield Change(path, before, after)


def _records(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(item, Mapping) for item in value)


def _rows(path: str, before: Any, after: Any) -> Iterator[Change]:
    old, new = _by_key(path, before or []), _by_key(path, after or [])
    if old is None or new is None or (after is None and path not in REGISTERS):
        yield Change(path, before, after)
        return
    if [key for key in old if key in new] + [key for key in new if key not in old] != list(new):
        yield Change(path, before, after)
        return
    for key in old:
        if key not in new:
            yield Change(f"{path}[{key}]", old[key], None)
    for key, row in new.items():
        if key not in old or path in REGISTERS:
            if old.get(key) != row:
                yield Change(f"{path}[{key}]", old.get(key), row)
        else:
            yield from _named(f"{path}[{key}]", old[key], row)


def _by_key(path: str, rows: list[Any]) -> dict[str, Any] | None:
    if not rows:
        return {}
    if keys(rows) is None:
        return None
    named = {register_key(path, row) if path in REGISTERS else str(row["id"]): row for row in rows}
    return named if len(named) == len(rows) else None
