"""Two texts word by word: which words of the old one still stand in the new one, and where."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field

from hls_procure.reading.likeness import folded

#: A number in words is one word: 'five' does not stand in 'thirty-five'.
_COMPOUND = r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty[-‑](?:one|two|three|four|five|six|seven|eight|nine)\b"
_TOKEN = re.compile(rf"\b{_COMPOUND}|[^\W_]+|[^\w\s]|_", re.IGNORECASE)


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same but for kinds of quotes, hyphens and blanks, and blanks beside a line end."""
    return one == other or folded(one) == folded(other)


def tokens(text: str) -> list[tuple[int, int, str]]:
    """The words and signs of a text: where each starts and ends, and how it is compared."""
    return [(found.start(), found.end(), folded(found[0]) or found[0]) for found in _TOKEN.finditer(text)]


@dataclass
class Aligned:
    """The words of ``old`` found again in ``new``, in order."""

    old: str
    new: str
    where: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.before, self.after = tokens(self.old), tokens(self.new)
        one, other = [key for _, _, key in self.before], [key for _, _, key in self.after]
        for a, b, size in difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
            self.where |= {a + n: b + n for n in range(size)}
        self._starts = {start: n for n, (start, _, _) in enumerate(self.before)}
        self._ends = {end: n for n, (_, end, _) in enumerate(self.before)}

    def inside(self, start: int, end: int) -> range | None:
        """The words of the old text between two places; None where one of the places is in the middle of a word."""
        within = [n for n, (a, b, _) in enumerate(self.before) if a < end and b > start]
        if not within:
            return None
        if self.before[within[0]][0] < start or self.before[within[-1]][1] > end:
            return None
        return range(within[0], within[-1] + 1)

    def kept(self, words: range) -> tuple[int, int] | None:
        """Where a run of old words stands in the new text, unbroken; None where it does not."""
        first = self.where.get(words[0])
        if first is None or any(self.where.get(n) != first + n - words[0] for n in words):
            return None
        return self.after[first][0], self.after[first + len(words) - 1][1]

    def near(self, words: range, reach: int = 2) -> bool:
        """Whether a word close to a run of old words stands beside it still, so that the run is likely to be the same one."""
        first = self.where.get(words[0])
        if first is None:
            return False
        last = first + len(words) - 1
        before = any(self.where.get(words[0] - n, -9) in range(first - reach, first) for n in range(1, reach + 1))
        after = any(self.where.get(words[-1] + n, -9) in range(last + 1, last + reach + 1) for n in range(1, reach + 1))
        return before or after

    def gap(self, words: range) -> tuple[int, int, bool]:
        """What stands in the new text in the place of some old words: its start and end, and whether both edges are sure."""
        left = next((n for n in range(words[0] - 1, -1, -1) if n in self.where), None)
        right = next((n for n in range(words[-1] + 1, len(self.before)) if n in self.where), None)
        start = self.after[self.where[left]][1] if left is not None else 0
        end = self.after[self.where[right]][0] if right is not None else len(self.new)
        sure_left = left == words[0] - 1 or (left is None and words[0] == 0)
        sure_right = right == words[-1] + 1 or (right is None and words[-1] == len(self.before) - 1)
        return start, end, sure_left and sure_right
