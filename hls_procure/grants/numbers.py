"""The permanent ids of grants and recipients."""

from __future__ import annotations

import re
from collections import Counter

#: Letters, figures and single hyphens.
ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\Z")
MOST = 60
#: What stands for something else: every grant, the wording of the letters, and names that some machines keep for themselves.
_TAKEN = {
    "all",
    "wording",
    "preview",
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
}
_NUMBERED = re.compile(r"(.*?)([0-9]+)\Z")


def wrong(id: str) -> str:
    """What is wrong with an id; empty where nothing is."""
    if len(id) > MOST:
        return f"is longer than {MOST} signs"
    if not ID.match(id):
        return "has other signs than letters, figures and hyphens"
    if id.lower() in _TAKEN:
        return "stands for something else here"
    return ""


class Numbers:
    """The ids of a table as they come, to find those given twice and the next free one.

    :param start: what the first one is called where there is none.
    """

    def __init__(self, start: str = "G-0001") -> None:
        self._start = start
        self._rows: dict[str, tuple[str, str]] = {}
        self._prefixes: Counter[str] = Counter()
        self._most: dict[str, tuple[int, int]] = {}

    def take(self, id: str, where: str) -> tuple[str, str] | None:
        """Keep an id. :returns: the id and the place that have it already, if any do; capitals make no difference."""
        other = self._rows.get(id.lower())
        if other is not None:
            return other
        self._rows[id.lower()] = (id, where)
        found = _NUMBERED.match(id)
        if found and len(found[2]) < 12:
            prefix, number = found[1], int(found[2])
            self._prefixes[prefix] += 1
            most = self._most.get(prefix, (0, 1))
            self._most[prefix] = max(most, (number, len(found[2])))
        return None

    def __contains__(self, id: str) -> bool:
        return id.lower() in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def known(self) -> list[str]:
        """The ids taken so far."""
        return [id for id, _ in self._rows.values()]

    def free(self) -> str:
        """The next free id, of the kind that most have; it is taken then."""
        if not self._prefixes:
            id = self._start
        else:
            prefix = self._prefixes.most_common(1)[0][0]
            number, width = self._most[prefix]
            id = f"{prefix}{number + 1:0{width}d}"
        self.take(id, "")
        return id
