"""Which words and signs stand in which texts, found once for every check.

All texts are laid end to end as bytes, and machinery that works on bytes cuts them into words and looks for signs; a check
asks for the texts that hold a word or a sign and does not look at the others. The cost grows with the words that are read,
and hardly with the checks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from hls_procure.readacross.scan import JOINED, STROKE, tokens

#: Parts texts that lie end to end; no text that people write has it.
_END = "\0"


def _table(kept: str, letters: str) -> bytes:
    """What each byte becomes: signs that are kept, ``letters`` for a capital, a small letter and a pause, and for the rest."""
    capital, small, pause, rest = tuple(letters)
    made = []
    for one in map(chr, range(256)):
        if one in kept:
            made.append(one)
        elif "A" <= one <= "Z":
            made.append(one.lower() if capital == "*" else capital)
        elif "a" <= one <= "z":
            made.append(one if small == "*" else small)
        else:
            made.append(pause if one in ",;" else rest)
    return "".join(made).encode("latin-1")


#: Small letters, hyphen, apostrophe, stroke; everything else becomes a blank, capitals become small.
_LETTERS = _table(f"'-/{_END}", "**  ")
_SHAPES = _table(f" {_END}", "Aa,.")
_APOSTROPHE = "’".encode()
#: Signs whose small letter is one of a to z: the Kelvin and the dotted I.
_ODD = ("\u212a".encode(), "\u0130".encode())
#: Hyphens and apostrophes that join no letters.
_LOOSE = re.compile(r"['-]+(?![a-z])|(?<![a-z])['-]+")
_START = re.compile(r"(?<!\w)\w")


class Texts:
    """Texts that are looked through together; a text is known by its number from 0."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        joined = _END.join(texts)
        if joined.count(_END) > max(0, len(texts) - 1):
            joined = _END.join(text.replace(_END, " ") for text in texts)
        # Bytes are looked through faster than a text in which one sign is wide.
        self._joined = joined.encode("utf-8", "surrogatepass")
        self._found: dict[tuple[str, bool], list[int]] = {}

    def words(self) -> Iterator[list[str]]:
        """The words of each text in small letters, without figures and stops: those of ``tokens``, with a straight apostrophe."""
        if not self._texts:
            return
        if any(sign in self._joined for sign in _ODD):
            for text in self._texts:
                yield [word for word in tokens(text.replace("’", "'")) if word[0].isalpha()]
            return
        plain = self._joined.replace(_APOSTROPHE, b"'").translate(_LETTERS).decode("ascii")
        plain = plain.replace(STROKE, JOINED).replace("/", " ")
        for one in plain.split(_END):
            yield (_LOOSE.sub(" ", one) if "-" in one or "'" in one else one).split()

    def holding(self, *signs: str) -> list[int]:
        """The numbers of the texts in which one of some signs stands as it is written, in order."""
        return self._numbers(signs, self._joined, shaped=False)

    def shaped(self, *shapes: str) -> list[int]:
        """The numbers of those that hold a pattern: ``A`` for a capital of A to Z, ``a`` for a small one, ``,`` for , and ;."""
        return self._numbers(shapes, self._shape, shaped=True)

    @cached_property
    def _shape(self) -> bytes:
        return self._joined.translate(_SHAPES)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate([len(text) + 1 for text in self._joined.split(_END.encode())])]

    def _numbers(self, signs: Sequence[str], where: bytes, *, shaped: bool) -> list[int]:
        for sign in signs:
            if (sign, shaped) not in self._found:
                self._found[sign, shaped] = list(self._look(sign.encode(), where))
        if len(signs) == 1:
            return self._found[signs[0], shaped]
        return sorted({number for sign in signs for number in self._found[sign, shaped]})

    def _look(self, sign: bytes, where: bytes) -> Iterator[int]:
        at = where.find(sign)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            at = where.find(sign, self._starts[number + 1])


class Names:
    """Finds many names in a text at once: the cost grows with the text and with the lengths of names, not with their number.

    :param names: in small letters, in order; a name is known by its number from 0.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._numbers: dict[str, list[int]] = {}
        for number, name in enumerate(names):
            self._numbers.setdefault(name, []).append(number)
        self._lengths = sorted(set(map(len, self._numbers)))
        self._others = [name for name in self._numbers if not name[:1].isalnum()]

    def inside(self, text: str) -> list[tuple[int, int]]:
        """The number of each name with which a word of the text begins, and where it first stands."""
        found: dict[str, int] = {}
        for name in self._others:
            at = text.find(name)
            if at >= 0:
                found[name] = at
        for start in (one.start() for one in _START.finditer(text)):
            for length in self._lengths:
                name = text[start : start + length]
                # Name 1 is none where name 17 stands.
                if name in self._numbers and not (name[-1].isdigit() and text[start + length : start + length + 1].isdigit()):
                    found.setdefault(name, start)
        return sorted((number, at) for name, at in found.items() for number in self._numbers[name])
