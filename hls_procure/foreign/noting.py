"""Notes on a file that was read: changes that are still tracked, comments, hidden words, fields, versions, names, barriers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hls_procure.findings import Spot
from hls_procure.readacross.filenotes import Edition, FileNote, FileNotes
from hls_procure.reading.blocks import FieldCode, ReadBlock, ReadFile, cells

_VERSION = re.compile(
    r"(?<![\w.])(?:v|ver|version|rev|revision|draft|issue)[ .:_-]{0,2}(\d{1,3}(?:\.\d{1,3}){0,3})(?![\d.]*\w)", re.I
)
#: What a file says of people and bodies, and what that is called in a message.
_PEOPLE = {
    "creator": "written by",
    "lastModifiedBy": "last changed by",
    "Company": "company",
    "Manager": "manager",
    "author": "written by",
    "attached_template": "template",
    "Template": "template",
}
_NUMBER_SWITCH = re.compile(r"\\[rnw]\b", re.I)
#: Blocks at the beginning of a file in which it says which version it is.
_FIRST = 8


def notes_of(read: ReadFile) -> FileNotes:
    """Everything to note of a file, in its order."""
    noted = (*_changes(read), *_hidden(read), *_fields(read), *_barriers(read))
    title = read.properties.get("title", "")
    return FileNotes(read.name, read.kind, noted, tuple(_editions(read)), dict(_people(read)), title)


def spot_of(read: ReadFile, block: ReadBlock) -> Spot:
    """Where a block stands in its file."""
    return Spot(read.name, block.part, block.index, block.sheet.address if block.sheet is not None else "")


def _by(author: str, day: str) -> str:
    return ", ".join(part for part in (author, day.partition("T")[0]) if part)


def _changes(read: ReadFile) -> Iterator[FileNote]:
    for block in read.blocks:
        spot = spot_of(read, block)
        if block.kind == "comment":
            yield FileNote("comment", block.where, block.text, _by(block.author, block.date), spot=spot)
            continue
        for change in block.changes:
            if change.text.strip():
                yield FileNote(change.state, block.where, change.text, _by(change.author, change.date), spot=spot)
        if block.revision and not block.changes and block.text.strip():
            yield FileNote(block.revision, block.where, block.text, _by(block.author, block.date), spot=spot)
        if block.sheet is not None and block.sheet.note:
            yield FileNote("comment", block.where, block.sheet.note, spot=spot)


def _hidden(read: ReadFile) -> Iterator[FileNote]:
    seen: set[tuple[str, str]] = set()
    for block in read.blocks:
        if block.revision == "deleted" or block.kind == "comment":
            continue
        if block.sheet is not None:
            for why in block.sheet.unseen:
                column = re.sub(r"\d", "", block.sheet.address)
                row = re.sub(r"\D", "", block.sheet.address)
                what = {"sheet": "", "row": f", row {row}", "column": f", column {column}"}.get(why, f", {why}")
                where = f"sheet {block.sheet.sheet}{what}"
                if ("sheet", where) not in seen and block.text.strip():
                    seen.add(("sheet", where))
                    yield FileNote("hidden", where, block.text, spot=spot_of(read, block))
        elif block.hidden and block.text.strip():
            yield FileNote("hidden", block.where, block.text, spot=spot_of(read, block))
        elif block.unseen.strip():
            yield FileNote("hidden", block.where, block.unseen, spot=spot_of(read, block))


def _fields(read: ReadFile) -> Iterator[FileNote]:
    marks = read.bookmarks()
    by_id = {block.id: block for block in read.blocks}
    for block in read.now():
        for code in block.fields:
            spot = spot_of(read, block)
            words = code.instruction.split()
            target = words[1] if code.name in ("REF", "PAGEREF", "NOTEREF") and len(words) > 1 else ""
            if code.result.strip().casefold().startswith("error!") or (target and target not in marks):
                yield FileNote("dead-field", block.where, block.text, shown=code.result.strip(), right=target, spot=spot)
            elif code.name == "REF" and _NUMBER_SWITCH.search(code.instruction):
                to = by_id[marks[target]]
                if _stale(code, to):
                    right = to.number if re.search(r"\\n\b", code.instruction, re.I) else to.full or to.number
                    yield FileNote("stale-field", block.where, block.text, shown=code.result.strip(), right=right, spot=spot)


def _stale(code: FieldCode, to: ReadBlock) -> bool:
    """Whether a reference shows another number than its target has; False where the number is not known for certain."""
    if not to.number or not to.number_sure or not code.result.strip():
        return False
    shown = code.result.strip().rstrip(".")
    right = {to.number.rstrip("."), to.full.rstrip(".")}
    return shown not in right and not any(full.endswith(shown) and shown.startswith("(") for full in right)


def _barriers(read: ReadFile) -> Iterator[FileNote]:
    by_id = {block.id: block for block in read.blocks}
    for alternative in read.alternatives:
        if alternative.of == "picture" and not alternative.text.strip():
            block = by_id.get(alternative.anchor)
            where = block.where if block else "a picture"
            near = (block.text or " › ".join(block.heading_path[-1:])) if block else ""
            yield FileNote("bare-picture", where, near or read.name, spot=spot_of(read, block) if block else Spot(read.name))
    if read.kind == "xlsx":
        return
    last = 0
    for block in read.outline():
        if block.level > last + 1 and last:
            yield FileNote(
                "heading-jump", block.where, block.title, shown=str(block.level), right=str(last), spot=spot_of(read, block)
            )
        last = block.level
    for rows in cells(read.now()).values():
        first, width = rows[0], max(len(row) for row in rows)
        block = first[0].blocks[0]
        form = any(not cell.text.strip() or cell.text.lstrip().startswith("[") for cell in first)
        if len(rows) > 1 and width > 1 and not form and not first[0].place.parent and not _headed(rows[1][0].blocks):
            yield FileNote("bare-table", block.where, " | ".join(cell.text for cell in first), spot=spot_of(read, block))
    if not read.properties.get("language"):
        yield FileNote("no-language", "the whole file", read.name, spot=Spot(read.name))


def _headed(blocks: tuple[ReadBlock, ...]) -> bool:
    return any(block.table is not None and block.table.headed for block in blocks)


def _editions(read: ReadFile) -> Iterator[Edition]:
    places = [("its file name", read.name.rpartition(".")[0].replace("_", " "), Spot(read.name))]
    shown = [block for block in read.now() if block.text.strip()]
    body = [block for block in shown if block.kind not in ("header", "footer", "footnote", "endnote")]
    places += [(block.where, block.text, spot_of(read, block)) for block in shown if block.kind in ("header", "footer")]
    if read.kind != "xlsx":
        places += [(block.where, block.text, spot_of(read, block)) for block in body[:_FIRST] if len(block.text) < 120]
    for name in ("title", "subject", "version", "custom:Version", "revision:said"):
        if name in read.properties:
            said = read.properties[name]
            places.append(("its properties", f"version {said}" if "ersion" in name else said, Spot(read.name)))
    for where, text, spot in places:
        for found in _VERSION.finditer(text):
            yield Edition(found[1], where, text.strip(), spot)


def _people(read: ReadFile) -> Iterator[tuple[str, str]]:
    for name, said in read.properties.items():
        called = _PEOPLE.get(name)
        if called is not None:
            yield called, said
        elif name.startswith("custom:") and not name.startswith("custom:_"):
            yield f"property '{name.removeprefix('custom:')}'", said
