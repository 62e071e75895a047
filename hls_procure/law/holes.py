"""What is known to be missing from the facts: said to people, and not filled by guessing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hls_procure.law.facts import DATA
from hls_procure.library.yamlfile import load

if TYPE_CHECKING:
    from hls_procure.library.cache import Cache


@dataclass(frozen=True, slots=True)
class Hole:
    """One thing that was not read.

    :param what: the thing, as a phrase. :param nations: where it matters; :param regimes: and under which regimes.
    :param facts: ids of the facts that touch it. :param says: what the product tells a person, in sentences.
    """

    id: str
    what: str
    nations: tuple[str, ...]
    regimes: tuple[str, ...]
    facts: tuple[str, ...]
    says: str


@lru_cache(maxsize=4)
def read_holes(path: Path = DATA / "holes.yaml", cache: Cache | None = None) -> tuple[Hole, ...]:
    """Every known hole, in the order of the file.

    :param cache: keeps the parsed file between commands. :raises InputError: where the file cannot be read.
    """
    key = f"holes-{hashlib.sha256(path.read_bytes()).hexdigest()}" if cache is not None else ""
    kept = cache.get(key) if cache is not None else None
    rows = json.loads(kept) if kept is not None else _rows(path)
    if cache is not None and kept is None:
        cache.put(key, json.dumps(rows).encode())
    return tuple(
        Hole(id, what, tuple(nations), tuple(regimes), tuple(facts), says) for id, what, nations, regimes, facts, says in rows
    )


def _rows(path: Path) -> list[list[Any]]:
    return [
        [one["id"], one["what"], *(list(one[name]) for name in ("nations", "regimes", "facts")), " ".join(one["says"].split())]
        for one in load(path)["holes"]
    ]


def holes_for(jurisdiction: str, regime: str = "") -> tuple[Hole, ...]:
    """The holes that matter in a nation (``SCT``), and under a regime where one is named."""
    return tuple(hole for hole in read_holes() if jurisdiction in hole.nations and (not regime or regime in hole.regimes))


def holes_of(fact: str, cache: Cache | None = None) -> tuple[Hole, ...]:
    """The holes that a fact touches. :param cache: as in :func:`read_holes`."""
    return tuple(hole for hole in read_holes(cache=cache) if fact in hole.facts)
