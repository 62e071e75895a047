"""Word's fields: an instruction and the result that is kept, begun, separated and ended by signs between the words."""

from __future__ import annotations

from dataclasses import dataclass, field

from hls_procure.reading.blocks import FieldCode
from hls_procure.reading.docx.draft import Draft

#: Fields whose result repeats other text of the file: lists of contents, of tables, of authorities, and the index.
DERIVED = {"TOC", "TOA", "INDEX", "BIBLIOGRAPHY"}
#: Fields that print a number which the file does not keep.
UNKEPT = {"LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT"}


@dataclass(slots=True)
class OpenField:
    """A field that has begun."""

    code: list[str] = field(default_factory=list)
    result: list[str] = field(default_factory=list)
    in_result: bool = False
    derived: bool = False

    @property
    def instruction(self) -> str:
        """Its instruction with single spaces."""
        return " ".join("".join(self.code).split())


class FieldStack:
    """The fields that are open at a place.

    :param loose: the file's fields do not balance; then every word counts as text, so that none is lost.
    """

    def __init__(self, *, loose: bool) -> None:
        self.loose = loose
        self.open: list[OpenField] = []
        self.derived = 0
        self.unkept = 0

    def begin(self) -> None:
        """A field begins."""
        self.open.append(OpenField())

    def separate(self) -> None:
        """The instruction is over, the result begins."""
        if self.open and not self.open[-1].in_result:
            top = self.open[-1]
            top.in_result = True
            top.derived = top.instruction.split(" ", 1)[0].upper() in DERIVED
            self.derived += top.derived

    def end(self, draft: Draft) -> None:
        """The innermost field ends and is written down in the paragraph where it ends, unless it is a list of contents or part of
        one.
        """
        if not self.open:
            return
        top = self.open.pop()
        self.derived -= top.derived
        if top.derived or self.derived:
            return
        code = FieldCode(top.instruction, "".join(top.result))
        self.unkept += code.name in UNKEPT
        draft.fields.append(code)

    def simple(self, instruction: str) -> None:
        """A field that is one element: begun, with its result to come."""
        self.begin()
        self.open[-1].code.append(instruction)
        self.separate()

    def instruct(self, words: str) -> None:
        """Words of an instruction."""
        if self.open and not self.open[-1].in_result:
            self.open[-1].code.append(words)

    def take(self, text: str) -> str:
        """What of some words a reader sees as text: all, or nothing where they are an instruction or derived."""
        for at in range(len(self.open) - 1, -1, -1):
            one = self.open[at]
            if not one.in_result:
                one.code.append(text)
                return text if self.loose else ""
            one.result.append(text)
        return "" if self.derived and not self.loose else text
