"""How like two texts are, by their words: 1.0 for the same words, 0.0 for none in common."""

from __future__ import annotations

import re
from collections import Counter

from hls_procure.model.record import record

_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " ", "\u202f": " "})
_WORD = re.compile(r"[^\W_]+(?:['.,][^\W_]+)*|[£%]")


def folded(text: str) -> str:
    """A text without what programs change by themselves: kinds of quotes, hyphens and blanks. Capitals stay."""
    return " ".join(text.translate(_SIGNS).replace("\u00ad", "").split())


@record
class Words:
    """The words of a text, counted. ``key`` is the folded text."""

    key: str
    order: tuple[str, ...]
    counts: Counter[str]

    @classmethod
    def of(cls, text: str) -> Words:
        """Count the words of a text."""
        key = folded(text)
        order = tuple(_WORD.findall(key.casefold()))
        return cls(key, order, Counter(order))

    def may_reach(self, other: Words, least: float) -> bool:
        """A quick look: whether enough words are there on both sides for such a likeness."""
        mine, yours = len(self.order), len(other.order)
        return mine == yours == 0 or 2 * min(mine, yours) >= least * (mine + yours)


def likeness(one: Words, other: Words) -> float:
    """1.0 only for the same text but for quotes, hyphens and blanks; else the share of words in common, at most 0.99.

    Order counts for a quarter, so that a sentence turned round is less like than one with a word changed.
    """
    if one.key == other.key:
        return 1.0
    total = len(one.order) + len(other.order)
    if not total:
        return 0.0
    shared = 2 * sum((one.counts & other.counts).values()) / total
    if shared < 0.2:
        return round(shared * 0.75, 4)
    import difflib

    order = difflib.SequenceMatcher(None, one.order, other.order, autojunk=False).ratio()
    return round(min(0.75 * shared + 0.25 * order, 0.99), 4)
