"""Reads the text of a JSON file of somebody else's: nothing in it is trusted, and every number stays exact."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hls_procure.errors import InputError, Problem

MOST = 100_000_000
DEEPEST = 12
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def parse_json(raw: bytes, name: str) -> Any:
    """What the file holds: mappings, lists, text, exact numbers (:class:`~decimal.Decimal`), yes, no and nothing.

    :raises InputError: it is no JSON, in no known encoding, far too large, nested too deeply, or says one name twice in a record.
    """
    if len(raw) > MOST:
        raise InputError(Problem(name, f"is larger than {MOST // 1_000_000} million bytes", do="Split it."))
    encoding = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), "utf-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        why = "JSON is written so, and to guess another encoding would spoil names."
        raise InputError(Problem(name, "is not in UTF-8", why, "Save it again as UTF-8.")) from None
    doubled: Counter[str] = Counter()

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(found)
        if len(made) < len(found):
            doubled.update(key for key, times in Counter(key for key, _ in found).items() if times > 1)
        return made

    try:
        data = json.loads(text, object_pairs_hook=pairs, parse_float=Decimal, parse_int=Decimal, parse_constant=str)
    except RecursionError:
        raise InputError(Problem(name, "is nested more deeply than any open data", do="Do not use this file.")) from None
    except ValueError as error:
        where = f"{name}:{error.lineno}" if isinstance(error, json.JSONDecodeError) else name
        said = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise InputError(Problem(where, f"is not JSON that can be read ({said})", do="Ask for a new copy.")) from None
    if doubled:
        said = ", ".join(f"'{key[:60]}'" for key, _ in doubled.most_common(5))
        why = "One program would read one of them, and another the other."
        raise InputError(Problem(name, f"says a name twice in one record: {said}", why, "Ask for a new copy."))
    return data


def leaves(value: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value that is no mapping and no list, with the way to it; what lies deeper than :data:`DEEPEST` as one."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), value)]
    while waiting:
        path, one = waiting.pop()
        if len(path) < DEEPEST and isinstance(one, dict):
            waiting += [((*path, str(key)), inner) for key, inner in reversed(one.items())]
        elif len(path) < DEEPEST and isinstance(one, list):
            waiting += [((*path, number), inner) for number, inner in reversed(list(enumerate(one)))]
        else:
            yield path, one
