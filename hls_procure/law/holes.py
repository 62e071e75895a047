"""What is known to be missing from the facts: said to people, and not filled by guessing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hls_procure.law.facts import DATA
from hls_procure.library.yamlfile import load


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
def read_holes(path: Path = DATA / "holes.yaml") -> tuple[Hole, ...]:
    """Every known hole, in the order of the file. :raises InputError: where the file cannot be read."""
    return tuple(
        Hole(
            item["id"],
            item["what"],
            tuple(item["nations"]),
            tuple(item["regimes"]),
            tuple(item["facts"]),
            " ".join(item["says"].split()),
        )
        for item in load(path)["holes"]
    )


def holes_for(jurisdiction: str, regime: str = "") -> tuple[Hole, ...]:
    """The holes that matter in a nation (``SCT``), and under a regime where one is named."""
    return tuple(hole for hole in read_holes() if jurisdiction in hole.nations and (not regime or regime in hole.regimes))


def holes_of(fact: str) -> tuple[Hole, ...]:
    """The holes that a fact touches."""
    return tuple(hole for hole in read_holes() if fact in hole.facts)
