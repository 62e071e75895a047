"""An Office file as a package of parts: opened lazily, within limits, and never trusted.

Only parts that are asked for are unpacked; pictures never are. XML is parsed without entities, without a network and without
recovery, and a document type declaration is refused. Relations that lead outside the file are kept as text.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import IO, Any

from hls_procure.errors import FileProblem
from hls_procure.model.record import record
from hls_procure.reading.limits import Limits, refuse, too_much

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_TRANSITIONAL = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"drawingml/wordprocessingDrawing": b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    b"officeDocument/customProperties": b"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    b"officeDocument/extendedProperties": b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
}
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, IndexError)


class PartProblem(Exception):
    """One part that cannot be read; the file may still be. The words say what is wrong, as the rest of a sentence."""


@record
class Relation:
    """What a part leads to. ``kind`` is the last word of its type; ``external`` targets are never followed."""

    id: str
    kind: str
    target: str
    external: bool = False


class Package:
    """A zip of parts.

    :raises FileProblem: it is damaged, protected, made to exhaust the machine, or leads out of itself.
    """

    def __init__(self, name: str, data: bytes, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self._unpacked = self._tags = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise self._damaged() from None
        entries = self._zip.infolist()
        if len(entries) > limits.parts:
            raise too_much(name, f"holds {len(entries):,} parts; {limits.parts:,} is the most")
        self.entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            if not entry.is_dir():
                self._take(entry)

    def _take(self, entry: zipfile.ZipInfo) -> None:
        inner = entry.filename.replace("\\", "/")
        if inner.startswith("/") or ".." in inner.split("/") or ":" in inner.split("/")[0]:
            raise refuse(
                self.name, f"has a part named '{entry.filename}', which leads out of the file", do="Do not use this file."
            )
        if entry.flag_bits & 1:
            raise refuse(self.name, "is protected by a password", do="Save a copy without one.")
        if inner.lower() in self.entries:
            raise refuse(
                self.name, f"has two parts named '{inner}'", "One program would show one of them, and another the other.",
                "Open it in Word or Excel and save it again.",
            )  # fmt: skip
        self.entries[inner.lower()] = entry

    def _damaged(self) -> FileProblem:
        return refuse(
            self.name, "is damaged and cannot be opened", "The zip that an Office file consists of is not whole.",
            "Open it in Word or Excel, let it repair the file, and save it again; or ask for a new copy.",
        )  # fmt: skip

    def __contains__(self, part: str) -> bool:
        return part.lower() in self.entries

    def under(self, folder: str) -> list[str]:
        """The names of the parts in a folder, in the file's order."""
        return [entry.filename for name, entry in self.entries.items() if name.startswith(folder.lower())]

    def read(self, part: str) -> bytes:
        """The bytes of a part.

        :raises PartProblem: it is not there or damaged. :raises FileProblem: it is far too large.
        """
        entry = self._entry(part)
        try:
            with self._zip.open(entry) as stream:
                return stream.read(entry.file_size + 1)
        except _BROKEN:
            raise PartProblem("is damaged") from None

    def _entry(self, part: str) -> zipfile.ZipInfo:
        entry = self.entries.get(part.lower())
        if entry is None:
            raise PartProblem("is not in the file, though the file leads to it")
        if entry.compress_type not in _PACKED:
            raise PartProblem("is packed in a way that Office does not use")
        self._unpacked += entry.file_size
        if self._unpacked > self.limits.unpacked:
            raise too_much(self.name, f"unpacks to more than {self.limits.unpacked // 1_000_000} million bytes of text")
        if entry.file_size > 1_000_000 and entry.file_size > self.limits.ratio * max(entry.compress_size, 1):
            raise too_much(self.name, "unpacks to far more than an Office file does")
        return entry

    def open(self, part: str) -> IO[bytes]:
        """A part to be read bit by bit, for what is too long to be held at once; what it declares is for the reader to refuse.

        :raises PartProblem: it is not there or damaged. :raises FileProblem: it is far too large.
        """
        entry = self._entry(part)
        try:
            return self._zip.open(entry)
        except _BROKEN:
            raise PartProblem("is damaged") from None

    def xml(self, part: str) -> Any:
        """The root element of a part.

        :raises PartProblem: it is no XML, or nested too deeply. :raises FileProblem: it declares entities or is far too large.
        """
        return self.parse(self.read(part), part)

    def parse(self, data: bytes, part: str) -> Any:
        """The root element of some XML; see :meth:`xml`."""
        from lxml import etree

        self.check(data, part)
        if b"purl.oclc.org/ooxml" in data[:8192]:
            data = _STRICT.sub(lambda found: _TRANSITIONAL.get(found[1] + b"/" + found[2], found[0]), data)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False,
            remove_comments=True, remove_pis=True, collect_ids=False,
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            said = str(error)
            if "depth" in said.lower():
                raise PartProblem("is nested more deeply than any document") from None
            raise PartProblem("is not well-formed XML, or in an encoding that cannot be read") from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._entities(part)
        return root

    def check(self, data: bytes, part: str) -> None:
        """Look at some XML before it is parsed.

        :raises FileProblem: it declares a document type, or the file holds too many tags.
        """
        self._tags += data.count(b"<")
        if self._tags > self.limits.tags:
            raise too_much(self.name, f"holds more than {self.limits.tags:,} tags")
        if any(sign in data for sign in _DOCTYPES):
            raise self._entities(part)

    def _entities(self, part: str) -> FileProblem:
        return refuse(
            self.name, f"declares a document type or entities in '{part}'",
            "An Office file never needs them, and they are used to harm.",
            "Do not use this file.",
        )  # fmt: skip

    def relations(self, part: str) -> dict[str, Relation]:
        """What a part leads to, by id; empty where it leads nowhere or its relations cannot be read."""
        folder, base = posixpath.split(part)
        where = f"{folder}/_rels/{base}.rels".lstrip("/") if part else "_rels/.rels"
        if where not in self:
            return {}
        made: dict[str, Relation] = {}
        for element in self.xml(where).iter(_RELATION):
            target, external = element.get("Target", ""), element.get("TargetMode") == "External"
            if not external:
                target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            id = element.get("Id", "")
            made[id] = Relation(id, element.get("Type", "").rpartition("/")[2], target, external)
        return made

    def main(self) -> str:
        """The name of the main part; empty where the file does not lead to one."""
        found = [r.target for r in self.relations("").values() if r.kind == "officeDocument" and not r.external]
        return next((target for target in found if target in self), "")
