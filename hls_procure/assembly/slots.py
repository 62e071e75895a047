"""Places for values: a document is put together once, with a place wherever a fact is printed, and filled many times."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from hls_procure.assembly.say import say
from hls_procure.model.facts import FactView, Missing
from hls_procure.model.fields import Field
from hls_procure.model.record import record
from hls_procure.model.tongue import ENGLISH, Tongue

#: A place in a text: characters of the private use area around its number.
TOKEN = re.compile("\ue010([0-9]+)\ue011")
_OPEN, _CLOSE = "\ue010", "\ue011"
_ENDS = (".", "!", "?", "…", ".”", "!”", "?”", '."', '?"', '!"', ".)")


class Unfit(ValueError):
    """A value that changes more than its own place: its document has to be put together by itself."""


@record
class Saying:
    """How a value is printed where it stands.

    :param rest: the words behind it; :param last: whether nothing stands behind it; :param cell: whether it stands in a cell
        of a table, where a person's sentence stays exactly as typed.
    """

    field: Field
    format: str = ""
    rest: str = ""
    last: bool = False
    cell: bool = False

    def words(self, value: Any, tongue: Tongue = ENGLISH, owner: str = "") -> str:
        """The value in words, with a person's stop and the clause's own made one. :param owner: the sub-clause around it."""
        text = say(self.field, value, self.format, tongue, owner)
        if self.field.type in ("phrase", "sentence") and not self.cell:
            return _merge_stop(text, self.rest, last=self.last, sentence=self.field.type == "sentence")
        return text


@record
class Slot:
    """A place: what is printed there.

    :param part: of a text of several paragraphs, which one; :param parts: which of them hold words. None and empty where the
        whole stands in one place.
    :param follows: the place before, where this one holds words of the clause that lose their stop behind a stop of a value.
    :param words: those words. :param large: whether the first letter is a capital.
    """

    path: str = ""
    saying: Saying | None = None
    part: int | None = None
    parts: tuple[bool, ...] = ()
    follows: int | None = None
    words: str = ""
    large: bool = False


@dataclass
class Slots:
    """The places of one document.

    :param parts: texts that may be cut into paragraphs: which of their parts hold words decides the shape.
    :param present: fields of which the first that has a value is printed.
    :param refused: why the document cannot be filled; empty where it can.
    """

    slots: list[Slot] = field(default_factory=list)
    parts: dict[str, None] = field(default_factory=dict)
    present: dict[str, None] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def place(self, path: str, saying: Saying, value: Any) -> str:
        """The place of a value; a passage of several paragraphs has one for each."""
        if saying.field.type == "link":
            self.refused.append(f"{path} points to another record")
        if not saying.field.is_text:
            return self._new(Slot(path, saying))
        self.parts[path] = None
        pieces = saying.words(value).split("\n\n")
        if len(pieces) == 1:
            return self._new(Slot(path, saying))
        held = tuple(map(bool, pieces))
        return "\n\n".join(self._new(Slot(path, saying, n, held)) if piece else "" for n, piece in enumerate(pieces))

    def follow(self, before: str, words: str) -> str:
        """The place of words that begin with a stop and stand behind a value."""
        number = last_token(before)
        return words if number is None else self._new(Slot(follows=number, words=words))

    def large(self, text: str) -> str:
        """A text whose first letter becomes a capital, where a value stands first in it."""
        found = TOKEN.match(text)
        if found is None:
            return text
        slot = self.slots[int(found[1])]
        return self._new(replace(slot, large=True)) + text[found.end() :]

    def path(self, number: int) -> str:
        """The path of the value on which a place depends."""
        slot = self.slots[number]
        return slot.path if slot.follows is None else self.path(slot.follows)

    def words(self, number: int, facts: FactView) -> str:
        """What stands in a place. :raises Unfit: nothing that fits there."""
        slot = self.slots[number]
        if slot.follows is not None:
            return slot.words[1:] if self.words(slot.follows, facts).endswith(("?", "!", ".")) else slot.words
        value = facts.printed(slot.path)
        if isinstance(value, Missing) or slot.saying is None:
            raise Unfit(slot.path)
        text = slot.saying.words(value)
        if slot.part is not None:
            pieces = text.split("\n\n")
            if tuple(map(bool, pieces)) != slot.parts:
                raise Unfit(slot.path)
            text = pieces[slot.part]
        elif "\n\n" in text and slot.saying.field.is_text:
            raise Unfit(slot.path)
        if not text or text.rstrip().endswith(":") or TOKEN.search(text):
            raise Unfit(slot.path)
        return text[:1].upper() + text[1:] if slot.large else text

    def _new(self, slot: Slot) -> str:
        self.slots.append(slot)
        return f"{_OPEN}{len(self.slots) - 1}{_CLOSE}"


def last_token(text: str) -> int | None:
    """The number of the place that a text ends with, if it does."""
    if not text.endswith(_CLOSE):
        return None
    return int(text[text.rindex(_OPEN) + 1 : -1])


def _merge_stop(text: str, rest: str, *, last: bool, sentence: bool) -> str:
    bare = text.rstrip()
    follows = rest[:1]
    if sentence and follows == " " and rest[1:2].isupper():
        return text if bare.endswith(_ENDS) else bare + "."
    if follows in (".", ";", ":", ",") or not (last and sentence):
        if bare.endswith(".") and not bare.endswith("..") and (follows or not sentence or not last):
            return bare[:-1].rstrip()
        return bare if follows else text
    return text if bare.endswith(_ENDS) else bare + "."
