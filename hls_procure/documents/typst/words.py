"""Typed text as typst strings: exact, never code; what the fonts lack is said in brackets and remembered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from hls_procure.documents.docx.widths import ems

#: Signs that turn the order of the letters round or end such a turn; one that is left open would turn a whole paragraph.
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BREAKS = re.compile("[\n\u2028\u2029\u0085\v\f]|\r\n?")
_WORD = re.compile(r"[^\s/-]+")
#: An address breaks before its dots and after its other signs, before it breaks within a name.
_PARTS = re.compile(r"[.]?[^.@_?&=:,;]*[@_?&=:,;]*")
_BREAK_HERE = "\u200b"
_BOLD = 1.15


class Words:
    """Writes text for one document.

    :param repertoires: the code points of each font, the first one first.
    :param strict: name every mark and every sign that is not seen, too: for words that the fonts have and cannot put together.
    :ivar replaced: each character that no font has, with how often it came.
    """

    def __init__(self, repertoires: Sequence[frozenset[int]], *, strict: bool = False) -> None:
        self.strict = strict
        self.repertoires = repertoires
        self.main = repertoires[0] if repertoires else frozenset()
        self.replaced: dict[str, int] = {}

    def shown(self, text: str) -> str:
        """The text as the fonts can show it: a character that they lack becomes its name or number in square brackets."""
        if text.isascii() and text.isprintable():
            return text
        made: list[str] = []
        lacking: list[str] = []
        home: frozenset[int] = frozenset()  # a mark at the beginning stands on nothing
        for sign in text:
            found = self._home(sign, home)
            if found is not None:
                home = found
                if lacking:
                    made.append(_bracket(lacking))
                    lacking = []
                made.append(sign)
            elif lacking or not _invisible(sign):
                self.replaced[sign] = self.replaced.get(sign, 0) + 1
                lacking.append(sign)
        if lacking:
            made.append(_bracket(lacking))
        return "".join(made)

    def named(self) -> dict[str, int]:
        """What was replaced, by name and number, in the order of the numbers."""
        made: dict[str, int] = {}
        for sign, count in sorted(self.replaced.items()):
            name = name_of(sign)
            number = f"U+{ord(sign):04X}"
            made[name if name == number else f"{name} ({number})"] = count
        return made

    def _home(self, sign: str, home: frozenset[int]) -> frozenset[int] | None:
        """The font that shows a character: for a mark the font of the letter that it stands on."""
        if sign == "\t":
            return self.main
        if sign in TURNS or sign == "\ufeff" or unicodedata.category(sign) in ("Cc", "Cs", "Cn", "Co"):
            return None
        if self.strict and unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf"):
            return None
        if unicodedata.category(sign).startswith("M") or sign == "\u200d":
            return home if ord(sign) in home else None
        return next((points for points in self.repertoires if ord(sign) in points), None)

    def string(self, text: str, room: float = 30) -> str:
        """One typst expression that shows the text. :param room: the width of a line, as a multiple of the size of the type."""
        lines = _BREAKS.split(text)
        return "linebreak();".join(_quoted(breakable(self._apart(self.shown(line)), room)) + ";" for line in lines)

    def _apart(self, text: str) -> str:
        """The text kept apart (U+2068, U+2069) where some of it runs from right to left, so that it turns nothing beside it."""
        if self.strict or text.isascii() or not any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text):
            return text
        return f"\u2068{text}\u2069"

    def plain(self, text: str) -> str:
        """A typst string for what is not shown on a page, such as the title in the file's properties."""
        line = " ".join(text.split())
        kept = "".join(sign for sign in line if unicodedata.category(sign) not in ("Cc", "Cs", "Cn", "Co") and sign not in TURNS)
        return _quoted(kept)


def breakable(text: str, room: float) -> str:
    """The text with places to break in words that no line would hold; they take no room and show nothing.

    :param room: the width of a line, as a multiple of the size of the type.
    """
    if len(text) < room:  # no letter is wider than the size of its type
        return text

    def broken(found: re.Match[str]) -> str:
        word = found[0]
        if len(word) < room or ems(word) * _BOLD <= room:
            return word
        return _BREAK_HERE.join(piece for part in _PARTS.findall(word) if part for piece in _pieces(part, room))

    return _WORD.sub(broken, text)


def _pieces(part: str, room: float) -> list[str]:
    """A part of a word in pieces that fit on a line."""
    made, width = [""], 0.0
    for sign in part:
        wide = ems(sign) * _BOLD
        if made[-1] and width + wide > room:
            made.append("")
            width = 0.0
        made[-1] += sign
        width += wide
    return made


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "    ") + '"'


def _invisible(sign: str) -> bool:
    """Whether nothing is lost where a character is left out: joiners and selectors that shape the one before them."""
    return sign in "\u200d\u200c\ufe0e\ufe0f\ufeff"


def _bracket(signs: list[str]) -> str:
    return f"[{', '.join(name_of(sign) for sign in signs)}]"


def name_of(sign: str) -> str:
    """What stands for a character that no font has: its name for a picture, its number for a letter."""
    name = unicodedata.name(sign, "") if unicodedata.category(sign) in ("So", "Sk", "Sm", "Cf") else ""
    return name.lower() if name else f"U+{ord(sign):04X}"
