"""Which words and signs stand in which passages, found once for every check.

All texts are cut into words in one go, by machinery that works on bytes; a check then asks for the passages that hold a
word or a sign and does not look at the others. The cost grows with the words that are read, and hardly with the checks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from hls_procure.readacross.scan import tokens

#: Parts texts that are looked at together; no text that people write has it.
_END = "\0"
#: Small letters, hyphen, apostrophe and the end of a text; everything else becomes a blank, capitals become small.
_LETTERS = bytes(
    one if (chr(one).islower() and one < 128) or chr(one) in f"'-{_END}" else one + 32 if 65 <= one <= 90 else 32
    for one in range(256)
)
_NO_CAPITALS = bytes(one for one in range(256) if not (65 <= one <= 90 or chr(one) == _END))
#: Hyphens and apostrophes that join no letters.
_LOOSE = re.compile(r"['-]+(?![a-z])|(?<![a-z])['-]+")
#: Signs whose small letter is one of a to z: the Kelvin and the dotted I.
_ODD = ("\u212a", "\u0130")
_START = re.compile(r"(?<!\w)\w")


def words_of(texts: Sequence[str]) -> Iterator[list[str]]:
    """The words of each text in small letters, without figures and stops: those of ``tokens``, with a straight apostrophe."""
    joined = _END.join(texts)
    if joined.count(_END) != len(texts) - 1 or any(sign in joined for sign in _ODD):
        for text in texts:
            yield [word for word in tokens(text.replace("’", "'")) if word[0].isalpha()]
        return
    plain = joined.replace("’", "'").encode("ascii", "replace").translate(_LETTERS).decode("ascii")
    for one in plain.split(_END):
        yield (_LOOSE.sub(" ", one) if "-" in one or "'" in one else one).split()


def with_capitals(texts: Sequence[str], least: int = 2) -> Iterator[int]:
    """The numbers of the texts that hold so many capitals of A to Z or more: fewer make no name and no letters for one."""
    joined = _END.join(texts)
    if joined.count(_END) != len(texts) - 1:
        yield from (number for number, text in enumerate(texts) if sum("A" <= one <= "Z" for one in text) >= least)
        return
    capitals = joined.encode("ascii", "replace").translate(None, _NO_CAPITALS).decode("ascii")
    yield from (number for number, one in enumerate(capitals.split(_END)) if len(one) >= least)


class Places:
    """Finds the texts that hold some signs.

    :param texts: what is looked through, in order; a text is known by its number from 0.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(texts)
        self._joined = _END.join(self._texts)
        self._found: dict[str, list[int]] = {}

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(text) + 1 for text in self._texts)]

    def of(self, sign: str) -> list[int]:
        """The numbers of the texts in which a sign stands as it is written."""
        if sign not in self._found:
            self._found[sign] = list(self._look(sign))
        return self._found[sign]

    def count(self, sign: str) -> int:
        """How often a sign stands in all of them."""
        return self._joined.count(sign)

    def _look(self, sign: str) -> Iterator[int]:
        at = self._joined.find(sign)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            at = self._joined.find(sign, self._starts[number + 1])


class Names:
    """Finds many names in a text at once: the cost grows with the text and with the lengths of names, not with their number.

    :param names: in small letters, in order; a name is known by its number from 0.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(names)
        self._by_length: dict[int, dict[str, list[int]]] = {}
        self._others: list[int] = []
        for number, name in enumerate(self._names):
            if _START.match(name):
                self._by_length.setdefault(len(name), {}).setdefault(name, []).append(number)
            else:
                self._others.append(number)

    def inside(self, text: str) -> list[tuple[int, int]]:
        """The number of each name that begins with a word of the text, and where it first stands."""
        found: dict[int, int] = {}
        for number in self._others:
            at = text.find(self._names[number])
            if at >= 0:
                found[number] = at
        for start in (one.start() for one in _START.finditer(text)):
            for length, names in self._by_length.items():
                for number in names.get(text[start : start + length], ()):
                    found.setdefault(number, start)
        return sorted(found.items())
