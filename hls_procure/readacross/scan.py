"""Finds phrases in words: each passage is cut into tokens once, and only a passage that holds a first word is looked at again.

The cost grows with the words that are read and not with the phrases that are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hls_procure.model.check import Lexicon, Phrase

_TOKEN = re.compile(r"[a-z]+(?:['’-][a-z]+)*|£?\d[\d,.]*\d%?|£?\d%?|[.;?!]")
_WORD = re.compile(r"[a-z]+(?:['-][a-z]+)*")
#: Words that stand everywhere: a phrase is found by another of its words.
_COMMON = frozenset(
    """people person client clients service services adults groups group hours hour weeks week days day month quarter year work
    the a an of by per to in if where not and or will shall at is are with who for from""".split()
)
_STOPS = frozenset(".;?!")
#: As far back as a word that takes something back may stand.
_REACH = 14
_NUMBERS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty
    ninety hundred""".split()
)
_NEGATIONS = frozenset("no not never none nor neither nobody nothing without cannot instead rather than isn't don't".split())
_NUMBER = "{number}"
#: A word that is written with a stroke, and how it is read as one.
STROKE, JOINED = "and/or", "and-or"


def tokens(text: str) -> list[str]:
    """The words and figures of a text in small letters, and the signs at which sentences end: ``£250,000`` is one of them.

    Words are parted at a stroke, but for ``and/or``, which is one word and reads ``and-or``.
    """
    return _TOKEN.findall(text.lower().replace(STROKE, JOINED))


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was found: which, in which list, as it stands, and the passage's tokens around it."""

    lexicon: Lexicon
    phrase: Phrase
    found: str
    at: int


class Scanner:
    """Looks for every phrase of some lists at once."""

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        self._table: dict[str, list[tuple[tuple[str, ...], int, Lexicon, Phrase]]] = {}
        for lexicon in lexicons:
            for phrase in lexicon.phrases:
                for way in phrase.find:
                    said = way.replace(f"{_NUMBER}-", f"{_NUMBER} ")  # a figure is a word of its own, also before a hyphen
                    said = said.replace(STROKE, JOINED)
                    words = tuple(word if word == _NUMBER else word.lower().replace("’", "'") for word in said.split())
                    anchor = max(
                        (n for n, word in enumerate(words) if word != _NUMBER),
                        key=lambda n: (words[n] not in _COMMON, len(words[n])),
                    )
                    self._table.setdefault(words[anchor], []).append((words, anchor, lexicon, phrase))
        self.first = frozenset(self._table)
        self._beside = {word: _beside(word, [way[0] for way in ways]) for word, ways in self._table.items()}

    def likely(self, word: str, words: Sequence[str]) -> bool:
        """Whether a phrase that is found by a word may stand in a passage: all its other words do.

        :param words: all words of the passage, without figures.
        """
        for way in self._beside[word]:
            for one in way:
                if one not in words:
                    break
            else:
                return True
        return False

    def hits(self, words: Sequence[str], inside: frozenset[str]) -> Iterator[Hit]:
        """Every phrase in a passage, each place once, the longest that stands there.

        :param words: the tokens. :param inside: those of them with which a phrase is found.
        """
        taken: dict[tuple[str, int], tuple[int, Hit]] = {}
        for word in inside:
            ways = self._table[word]
            for number in _places(words, word):
                for wanted, anchor, lexicon, phrase in ways:
                    start = number - anchor
                    if start < 0 or start + len(wanted) > len(words):
                        continue
                    if len(wanted) == 1 or all(_fits(words[start + n], one) for n, one in enumerate(wanted)):
                        key = (lexicon.id, start)
                        if key not in taken or taken[key][0] < len(wanted):
                            found = " ".join(words[start : start + len(wanted)]).replace(JOINED, STROKE)
                            taken[key] = (len(wanted), Hit(lexicon, phrase, found, start))
        covered: dict[str, int] = {}
        for (list_id, start), (length, hit) in sorted(taken.items(), key=lambda item: item[0][1]):
            if start >= covered.get(list_id, 0):
                covered[list_id] = start + length
                yield hit


def _beside(anchor: str, ways: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The words that stand beside the one by which phrases are found, for each phrase, rare ones first."""
    needed = [{word for word in way if word != anchor and _WORD.fullmatch(word)} for way in ways]
    return tuple(tuple(sorted(words, key=lambda word: (word in _COMMON, word))) for words in needed)


def _places(words: Sequence[str], word: str) -> Iterator[int]:
    """Every place of a word."""
    place = -1
    for _ in range(words.count(word)):
        place = words.index(word, place + 1)
        yield place


def negated(words: Sequence[str], at: int) -> bool:
    """Whether a word before a place takes it back in the same sentence: ``no targets and no payment by results``."""
    for word in reversed(words[max(0, at - _REACH) : at]):
        if word in _STOPS:
            return False
        if word in _NEGATIONS or word.endswith("n't"):
            return True
    return False


def _fits(word: str, wanted: str) -> bool:
    if wanted == _NUMBER:
        return word[0].isdigit() or word[0] == "£" or word in _NUMBERS
    return word == wanted or word.replace("’", "'") == wanted
