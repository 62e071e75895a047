"""Reading Word files from strangers, and writing zip files that are the same bytes every time."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from hls_procure.errors import FileProblem, InputError, Problem

MAX_PARTS = 2_000
MAX_UNPACKED = 60_000_000
MAX_RATIO = 300
#: So many bytes of a part are copied at a time.
_PIECE = 1 << 16
_XML = (".xml", ".rels")
_ENCODING = re.compile(r"\s*<\?xml[^>]*\sencoding\s*=\s*[\"']([^\"']*)")
_DATE = (1980, 1, 1, 0, 0, 0)


def read_parts(path: Path, name: str | None = None) -> dict[str, bytes]:
    """Every part of a Word file by name, in the file's order.

    :raises InputError: not a zip, a zip bomb, a part that leads out of the file, or document type declarations.
    :raises FileProblem: the file cannot be read.
    """
    shown = name or path.name
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FileProblem(
            Problem(shown, f"could not be read ({error.strerror or error})", do="Check the name and who may read it.")
        ) from None
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as file:
            return _parts(file, shown)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise InputError(
            Problem(
                shown,
                "is not a Word file that can be opened",
                "It is damaged, protected by a password, or another kind of file.",
                "Save it again as .docx.",
            )
        ) from None


def _parts(file: zipfile.ZipFile, shown: str) -> dict[str, bytes]:
    entries = file.infolist()
    if len(entries) > MAX_PARTS:
        raise InputError(
            Problem(shown, f"holds {len(entries):,} parts; {MAX_PARTS:,} is the most", "It may be made to exhaust the machine.")
        )
    total = 0
    parts: dict[str, bytes] = {}
    for entry in entries:
        if entry.is_dir():
            continue
        inner = entry.filename.replace("\\", "/")
        if inner.startswith("/") or ".." in inner.split("/") or ":" in inner:
            raise InputError(
                Problem(shown, f"has a part named '{entry.filename}', which leads out of the file", do="Do not use this file.")
            )
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotImplementedError("packed in a way that Word does not use")
        total += entry.file_size
        if total > MAX_UNPACKED or (entry.file_size > 1_000_000 and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)):
            raise InputError(
                Problem(
                    shown,
                    "unpacks to far more than a Word file does",
                    "It may be made to exhaust the machine.",
                    "Do not use this file.",
                )
            )
        with file.open(entry) as stream:
            data = stream.read(entry.file_size + 1)
        if len(data) > entry.file_size:
            raise InputError(Problem(shown, f"says less than it holds in '{inner}'", do="Do not use this file."))
        if inner.endswith(_XML):
            _check_xml(data, inner, shown)
        parts[inner] = data
    return parts


def _check_xml(data: bytes, inner: str, shown: str) -> None:
    """XML in UTF-8 without entities: what is looked for in it cannot hide behind another encoding."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\x00"
    said = _ENCODING.match(text)
    if "\x00" in text or (said and said[1].lower() not in ("utf-8", "utf8", "us-ascii", "ascii")):
        raise InputError(
            Problem(shown, f"is not in UTF-8 in '{inner}'", "Word writes every part so.", "Open it in Word and save it again.")
        )
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise InputError(
            Problem(shown, f"declares entities in '{inner}'", "A Word file never needs them.", "Do not use this file.")
        )


def write_parts(parts: Mapping[str, bytes], stored: Collection[str] = ()) -> bytes:
    """A zip file of these parts in this order: the same parts give the same bytes.

    :param stored: parts that are not packed, such as the one by which an ODT file is known.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        for name, data in parts.items():
            _put(file, name, data, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a zip file of our own making, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {entry.filename: file.read(entry) for entry in file.infolist()}


_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def repacked(save: Callable[[io.BytesIO], object], *, modified: str) -> bytes:
    """A file of a library that writes the time of day into it, made the same bytes every time.

    :param save: writes the file, as the library does it.
    :param modified: what its properties say of the last change, such as ``2027-03-01T00:00:00Z``.
    """
    buffer, made = io.BytesIO(), io.BytesIO()
    save(buffer)
    core = "docProps/core.xml"
    with zipfile.ZipFile(buffer) as file, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as copy:
        for name in sorted(file.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            if name == core:
                _put(copy, name, _MODIFIED.sub(lambda found: found[1] + modified.encode("ascii"), file.read(name)))
            else:
                _pour(file, name, copy)
    return made.getvalue()


def _pour(file: zipfile.ZipFile, name: str, copy: zipfile.ZipFile) -> None:
    """Copy a part piece by piece: the sheet of a large workbook is far larger than its file."""
    info = _info(name, zipfile.ZIP_DEFLATED)
    info.file_size = file.getinfo(name).file_size
    with file.open(name) as source, copy.open(info, "w") as target:
        while piece := source.read(_PIECE):
            target.write(piece)


def patched(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """A copy of a zip file with some parts exchanged or added; every other part keeps its bytes and its place.

    :raises InputError: a part unpacks to far more than it should.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as copy:
        left = dict(changed)
        for entry in file.infolist():
            if entry.is_dir():
                continue
            if entry.file_size > 1_000_000 and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
                raise InputError(Problem(entry.filename, "unpacks to far more than it should", do="Do not use this file."))
            _put(copy, entry.filename, left.pop(entry.filename, b"") or file.read(entry))
        for name, new in left.items():
            _put(copy, name, new)
    return buffer.getvalue()


def _put(file: zipfile.ZipFile, name: str, data: bytes, method: int = zipfile.ZIP_DEFLATED) -> None:
    file.writestr(_info(name, method), data)


def _info(name: str, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DATE)
    info.compress_type = method
    info.external_attr = 0o600 << 16
    info.create_system = 3
    return info
