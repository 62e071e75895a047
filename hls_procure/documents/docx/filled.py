"""A Word file that is filled many times: what stays the same is packed once, and only what differs is written again.

A part with places is a row of blocks, as the format of zip files allows (RFC 1951): those of the words that stay are packed
once and for all, each for itself, and between them the values stand as they are. Its parts are those that the document written
by itself has; the file is some thousand bytes larger and takes a fraction of the time.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from hls_procure.assembly.slots import Unfit
from hls_procure.documents.docx.runs import escape, right_to_left, run

_PIECE = re.compile(
    "<w:r>(?:<w:rPr>((?:(?!</w:rPr>).)*)</w:rPr>)?"
    '<w:t xml:space="preserve">\ue010([0-9]+)\ue011</w:t></w:r>|\ue010([0-9]+)\ue011|\ue012([0-9]+)\ue013'
)
_RUNNING = str.maketrans("\ue010\ue011", "\ue012\ue013")
_TIME, _DATE = 0, 0x21  # midnight on 1 January 1980
_CORE = "docProps/core.xml"


class Place(NamedTuple):
    """Where a value goes in a part.

    :param kind: a run of its own, words within one, a running line, or the file's properties, where white space is one space.
    """

    slot: int
    kind: Literal["run", "words", "running", "property"]
    properties: str = ""

    def xml(self, text: str) -> str:
        """The XML of a value. :raises Unfit: it cannot stand there alone."""
        if self.kind == "run":
            return run(text, self.properties)
        if self.kind == "property":
            return escape(" ".join(text.split()))
        if self.kind == "running":
            return escape(text)
        if "\n" in text or "\t" in text or (not text.isascii() and right_to_left(text)):
            raise Unfit(text)
        return escape(text)


Pieces = tuple[bytes | Place, ...]


def running(text: str) -> str:
    """A running line, such as the title, with its places marked as such: the template sets it as it is."""
    return text.translate(_RUNNING)


def pieces_of(xml: str, *, property: bool = False) -> Pieces:
    """A part cut at its places."""
    made: list[bytes | Place] = []
    end = 0
    for found in _PIECE.finditer(xml):
        made.append(xml[end : found.start()].encode("utf-8"))
        if found[2] is not None:
            made.append(Place(int(found[2]), "run", found[1] or ""))
        else:
            kind: Literal["words", "running"] = "words" if found[3] else "running"
            made.append(Place(int(found[3] or found[4]), "property" if property else kind))
        end = found.end()
    made.append(xml[end:].encode("utf-8"))
    return tuple(made)


def folded(pieces: Sequence[bytes | Place], known: Mapping[int, str]) -> Pieces:
    """The pieces with some values filled in, and what then stands side by side joined."""
    made: list[bytes | Place] = []
    for piece in pieces:
        if isinstance(piece, Place) and piece.slot in known:
            piece = piece.xml(known[piece.slot]).encode("utf-8")
        if isinstance(piece, bytes) and made and isinstance(made[-1], bytes):
            made[-1] += piece
        else:
            made.append(piece)
    return tuple(made)


class Filled:
    """The parts of a Word file, of which some hold places.

    :param parts: in the file's order; one with places is cut into pieces. :param stored: parts that are not packed.
    """

    def __init__(self, parts: Mapping[str, bytes | Pieces], stored: Collection[str] = ()) -> None:
        self.parts = dict(parts)
        self.stored = stored
        self._entries: list[tuple[bytes, bytes | Blocks, bytes]] = []
        for name, data in self.parts.items():
            encoded, packs = name.encode("utf-8"), name not in stored
            if isinstance(data, bytes):
                held = _deflated(data, zlib.Z_FINISH) if packs else data
                about = _about(zlib.crc32(data), held, len(data), encoded, packs=packs)
                self._entries.append((encoded, b"PK\x03\x04" + about + encoded + held, about))
            else:
                self._entries.append((encoded, Blocks(data, encoded, packs=packs), b""))

    @classmethod
    def of(cls, parts: Mapping[str, bytes], stored: Collection[str] = ()) -> Filled:
        """From parts in which places are written as characters of the private use area."""
        made: dict[str, bytes | Pieces] = {}
        for name, data in parts.items():
            held = b"\xee\x80\x90" in data or b"\xee\x80\x92" in data
            made[name] = pieces_of(data.decode("utf-8"), property=name == _CORE) if held else data
        return cls(made, stored)

    def fold(self, known: Mapping[int, str]) -> Filled:
        """The same file with some values filled in for good."""
        made: dict[str, bytes | Pieces] = {}
        for name, data in self.parts.items():
            pieces = data if isinstance(data, bytes) else folded(data, known)
            made[name] = pieces[0] if len(pieces) == 1 and isinstance(pieces[0], bytes) else pieces
        return Filled(made, self.stored)

    @property
    def places(self) -> frozenset[int]:
        """The numbers of the places that are still open."""
        parts = (data for data in self.parts.values() if not isinstance(data, bytes))
        return frozenset(piece.slot for data in parts for piece in data if isinstance(piece, Place))

    def write(self, value: Callable[[int], str]) -> bytes:
        """The bytes of the file. :raises Unfit: a value changes more than its place."""
        made: list[bytes] = []
        central: list[bytes] = []
        position = 0
        for name, data, about in self._entries:
            if isinstance(data, bytes):
                whole = data
            else:
                about, held = data.filled(value)
                whole = b"PK\x03\x04" + about + name + held
            made.append(whole)
            central.append(b"PK\x01\x02\x14\x03" + about + _REST + struct.pack("<L", position) + name)
            position += len(whole)
        directory = b"".join(central)
        count = len(central)
        made.append(directory)
        made.append(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), position, 0))
        return b"".join(made)


#: Of an entry of the directory: no comment, first disk, no inner attributes, rights of the owner.
_REST = struct.pack("<3HL", 0, 0, 0, 0o600 << 16)


class Blocks:
    """A part with places: words that stay, packed already, and places, with the few words beside them."""

    def __init__(self, pieces: Pieces, name: bytes, *, packs: bool) -> None:
        self.name = name
        self.packs = packs
        self._pieces = [
            (piece, _deflated(piece, zlib.Z_FULL_FLUSH) if packs and len(piece) >= _WORTH else b"")
            if isinstance(piece, bytes)
            else (piece, b"")
            for piece in pieces
        ]

    def filled(self, value: Callable[[int], str]) -> tuple[bytes, bytes]:
        """What both heads of the part say of it, and the part as it stands in the file."""
        made: list[bytes] = []
        loose: list[bytes] = []
        crc = size = 0
        for piece, held in self._pieces:
            raw = piece if isinstance(piece, bytes) else piece.xml(value(piece.slot)).encode("utf-8")
            crc = zlib.crc32(raw, crc)
            size += len(raw)
            if not held:
                loose.append(raw)
                continue
            if loose:
                made += _as_it_is(b"".join(loose))
                loose.clear()
            made.append(held)
        if not self.packs:
            whole = b"".join(loose)
            return _about(crc, whole, size, self.name, packs=False), whole
        if loose:
            made += _as_it_is(b"".join(loose))
        made.append(_END)
        whole = b"".join(made)
        return _about(crc, whole, size, self.name, packs=True), whole


#: The last block, which is empty; and how many bytes are worth packing by themselves.
_END = b"\x03\x00"
_WORTH = 160
_LONGEST = 65_535


def _as_it_is(data: bytes) -> Iterator[bytes]:
    """Blocks of bytes that are not packed."""
    for start in range(0, len(data), _LONGEST):
        part = data[start : start + _LONGEST]
        yield struct.pack("<BHH", 0, len(part), len(part) ^ 0xFFFF)
        yield part


def _deflated(data: bytes, end: int) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(end)


def _about(crc: int, held: bytes, size: int, name: bytes, *, packs: bool) -> bytes:
    """What both heads of a part say of it."""
    return struct.pack("<5H3L2H", 20, 0, 8 if packs else 0, _TIME, _DATE, crc, len(held), size, len(name), 0)
