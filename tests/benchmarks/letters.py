"""A thousand letters against the floor, docxtpl and docx-mailmerge2: the same rows, the same template, the same text.

The floor is what any program has to do: pack the finished document.xml of each letter anew, put it between the other parts as
they are packed already, and write the file. The peers get a template for each shape of letter, so that they need not choose
between clauses and have only to put values in; docxtpl is measured once more with one template for all letters, in which it
chooses the clauses, too, as we do.
"""

from __future__ import annotations

import gc
import html
import io
import json
import os
import re
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hls_procure.documents.docx.filled import Filled, Place
from hls_procure.documents.zipfiles import write_parts
from hls_procure.grants.row import Row
from hls_procure.work.grants.maker import LetterMaker

_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(br|tab)/>")
_XML = "word/document.xml"


def letters(folder: Path, count: int = 1_000, peers: int = 1_000) -> None:
    """Make, write and compare letters of the sample of a thousand grants."""
    gc.set_threshold(500_000, 20, 20)  # as every command does
    base, workspace, rows = sample(folder / "thousand", count)
    target = folder / "files"
    target.mkdir()
    maker = LetterMaker(workspace, base)
    made = {row.id: maker.made(row).docx for row in rows * 3}
    times = {
        "floor: document.xml packed, the file written": floor(made, target),
        "letters from rows, with files and manifest": ours(maker, rows, target),
        "the same with every shape still to be found": ours(LetterMaker(workspace, base), rows, target),
    }
    for name, peer in {"docxtpl, one template": one_docxtpl, "docxtpl": docxtpl, "docx-mailmerge2": mailmerge}.items():
        some = rows[:peers]
        try:
            seconds, differ = peer(maker, some, target, made)
        except ImportError:
            print(f"  {name} is not installed")
            continue
        times[name] = seconds * len(rows) / len(some)
        print(f"  {name}: the text of {differ} of {len(some)} letters differs from ours")
    show(times, len(rows))
    one(folder)


def one(folder: Path) -> None:
    """One letter from a saved project, and docxtpl alone with a template of the same letter; whole processes."""
    from hls_procure.work.building import assemble
    from hls_procure.work.demo import start_sample
    from hls_procure.work.opening import look
    from tests.benchmarks import docxtpl_peer
    from tests.benchmarks.measure import PYTHON, compare
    from tests.benchmarks.measure import show as told

    place, template, values = folder / "one", folder / "one.docx", folder / "one.json"
    start_sample(place, "youthvoice")
    docxtpl_peer.make_template(assemble(look(place), only=["D29a"]).documents["D29a"], template, values)
    build = [PYTHON, "-m", "hls_procure", "build", str(place), "--only", "D29a", "--to", "docx", "--out"]
    peer = [PYTHON, docxtpl_peer.__file__, str(template), str(values), str(folder / "peer.docx")]
    medians = compare({"docxtpl alone": peer, "build --only D29a": [*build, str(folder / "out")]}, runs=9)
    told("One letter from a saved project (CPU time, whole processes)", medians, "docxtpl alone")


def sample(folder: Path, count: int) -> tuple[Any, Any, list[Row]]:
    """What holds for every grant of the sample, its library, and its rows."""
    from hls_procure.work.grants.reading import read_batch
    from hls_procure.work.grants.starting import start_sample
    from hls_procure.work.opening import look

    start_sample(folder, "thousand")
    opened = look(folder)
    before = time.process_time()
    batch = read_batch(folder, folder / "grants.csv")
    rows = list(batch.rows())
    print(f"  apart: {len(rows):,} rows of a CSV file read and looked at in {time.process_time() - before:.2f} s")
    return batch.base, opened.workspace, rows[:count]


def show(times: Mapping[str, float], count: int) -> None:
    """Print the seconds and their ratios to the floor and to our letters."""
    least, mine = list(times.values())[:2]
    print(f"\n{count:,} letters (CPU time, one process, one run)")
    for name, seconds in times.items():
        print(f"  {name.ljust(46)} {seconds:8.3f} s   {seconds / least:7.2f} x floor   {seconds / mine:7.2f} x letters from rows")


def put(path: Path, data: bytes) -> None:
    """Write a file under its final name only when it is whole."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    os.replace(part, path)


def floor(made: Mapping[str, bytes], target: Path) -> float:
    """The least that has to be done for each letter, in seconds."""
    xmls: dict[str, bytes] = {}
    parts: dict[str, bytes] = {}
    for id, data in made.items():
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            xmls[id] = file.read(_XML)
            parts = parts or {name: file.read(name) for name in file.namelist()}
    ready = {name: (zlib.crc32(data), len(data), packed(data)) for name, data in parts.items()}
    before = time.process_time()
    for id, xml in xmls.items():
        ready[_XML] = (zlib.crc32(xml), len(xml), packed(xml))
        put(target / f"{id}.docx", zipped(ready))
    return time.process_time() - before


def packed(data: bytes) -> bytes:
    """A part as it stands in a zip file."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def zipped(parts: Mapping[str, tuple[int, int, bytes]]) -> bytes:
    """A zip file of parts that are packed already."""
    made, central, position = [], [], 0
    for name, (crc, size, data) in parts.items():
        told = name.encode()
        about = struct.pack("<5H3L2H", 20, 0, 8, 0, 33, crc, len(data), size, len(told), 0)
        made += [b"PK\3\4" + about + told, data]
        central.append(b"PK\1\2\x14\3" + about + struct.pack("<3HLL", 0, 0, 0, 0o600 << 16, position) + told)
        position += 30 + len(told) + len(data)
    directory = b"".join(central)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(parts), len(parts), len(directory), position, 0)
    return b"".join((*made, directory, end))


def ours(maker: LetterMaker, rows: list[Row], target: Path) -> float:
    """Letters from rows, with a line of a manifest for each, in seconds."""
    import hashlib

    before = time.process_time()
    with (target / "manifest.json").open("w", encoding="utf-8") as manifest:
        for row in rows:
            made = maker.made(row)
            put(target / f"{row.id}.docx", made.docx)
            line = {"id": row.id, "file": f"{row.id}.docx", "sha256": hashlib.sha256(made.docx).hexdigest(), "key": made.key}
            manifest.write(json.dumps(line) + "\n")
    return time.process_time() - before


def docxtpl(maker: LetterMaker, rows: list[Row], target: Path, made: Mapping[str, bytes]) -> tuple[float, int]:
    """The seconds that docxtpl takes, and how many letters have another text."""
    from docxtpl import DocxTemplate

    def tag(place: Place) -> str:
        inner = f"{{{{ s{place.slot} }}}}"
        if place.kind != "run":
            return inner
        shown = f"<w:rPr>{place.properties}</w:rPr>" if place.properties else ""
        return f'<w:r>{shown}<w:t xml:space="preserve">{inner}</w:t></w:r>'

    def fill(template: Path, values: dict[str, str], out: Path) -> None:
        peer = DocxTemplate(template)
        peer.render(values, autoescape=True)
        peer.save(out)

    return _peer(maker, rows, target / "docxtpl", made, tag, fill)


def mailmerge(maker: LetterMaker, rows: list[Row], target: Path, made: Mapping[str, bytes]) -> tuple[float, int]:
    """The same for docx-mailmerge2."""
    from mailmerge import MailMerge

    def tag(place: Place) -> str:
        if place.kind == "property":
            return ""
        shown = f"<w:rPr>{place.properties}</w:rPr>" if place.properties else ""
        inner = f'<w:r>{shown}<w:t xml:space="preserve">s{place.slot}</w:t></w:r>'
        field = f'<w:fldSimple w:instr=" MERGEFIELD s{place.slot} ">{inner}</w:fldSimple>'
        return field if place.kind == "run" else f'</w:t></w:r>{field}<w:r><w:t xml:space="preserve">'

    def fill(template: Path, values: dict[str, str], out: Path) -> None:
        with MailMerge(template) as peer:
            peer.merge(**values)
            peer.write(out)

    return _peer(maker, rows, target / "mailmerge", made, tag, fill)


_PARAGRAPH = re.compile("<w:p>.*?</w:p>", re.DOTALL)
_BOOKMARK = re.compile("<w:bookmark(?:Start|End)[^>]*/>")


def one_docxtpl(maker: LetterMaker, rows: list[Row], target: Path, made: Mapping[str, bytes]) -> tuple[float, int]:
    """docxtpl with one template: each paragraph that some letters lack stands under a condition."""
    from docxtpl import DocxTemplate

    target = target / "one-docxtpl"
    target.mkdir()
    names: dict[str, str] = {}
    order: list[str] = []
    work, seen = [], dict[int, list[str]]()
    ends: tuple[str, str] = ("", "")
    parts: dict[str, bytes] = {}
    for row in rows:
        found = maker.letters._found(row)
        assert found is not None
        shape, file, facts, _ = found

        def tag(place: Place, shape: Any = shape) -> str:
            slot = shape.slots.slots[place.slot]
            held = repr((slot, shape.slots.path(place.slot)))
            inner = f"{{{{ {names.setdefault(held, f's{len(names)}')} }}}}"
            if place.kind != "run":
                return inner
            shown = f"<w:rPr>{place.properties}</w:rPr>" if place.properties else ""
            return f'<w:r>{shown}<w:t xml:space="preserve">{inner}</w:t></w:r>'

        if id(file) not in seen:
            parts = _tagged(file, tag)
            xml = _BOOKMARK.sub("", parts[_XML].decode("utf-8"))
            seen[id(file)] = paragraphs = _PARAGRAPH.findall(xml)
            ends = (xml[: xml.index("<w:p>")], xml[xml.rindex("</w:p>") + 6 :])
            at = 0
            for one in paragraphs:
                if one in order[at:]:
                    at = order.index(one, at) + 1
                else:
                    order.insert(at, one)
                    at += 1
        values = {names[repr((shape.slots.slots[n], shape.slots.path(n)))]: shape.slots.words(n, facts) for n in file.places}
        work.append((id(file), values, target / f"{row.id}.docx"))
    always = set.intersection(*(set(paragraphs) for paragraphs in seen.values()))

    def under(number: int, one: str) -> str:
        def say(words: str) -> str:
            return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"

        return one if one in always else f"{say(f'{{%p if p{number} %}}')}{one}{say('{%p endif %}')}"

    body = "".join(under(number, one) for number, one in enumerate(order))
    template = target / "template.docx"
    template.write_bytes(write_parts({**parts, _XML: f"{ends[0]}{body}{ends[1]}".encode()}))
    shown = {key: {f"p{n}": one in set(held) for n, one in enumerate(order)} for key, held in seen.items()}
    before = time.process_time()
    for key, values, out in work:
        peer = DocxTemplate(template)
        peer.render({**shown[key], **values}, autoescape=True)
        peer.save(out)
    seconds = time.process_time() - before
    differ = sum(words(out.read_bytes()) != words(made[row.id]) for row, (_, _, out) in zip(rows, work, strict=True))
    return seconds, differ


def _peer(
    maker: LetterMaker,
    rows: list[Row],
    target: Path,
    made: Mapping[str, bytes],
    tag: Callable[[Place], str],
    fill: Callable[[Path, dict[str, str], Path], None],
) -> tuple[float, int]:
    target.mkdir()
    templates: dict[int, Path] = {}
    work = []
    for row in rows:
        found = maker.letters._found(row)
        assert found is not None, f"{row.id} was put together by itself"
        shape, file, facts, _ = found
        if id(file) not in templates:
            templates[id(file)] = target / f"template{len(templates)}.docx"
            templates[id(file)].write_bytes(write_parts(_tagged(file, tag)))
        values = {f"s{number}": shape.slots.words(number, facts) for number in file.places}
        work.append((templates[id(file)], values, target / f"{row.id}.docx"))
    before = time.process_time()
    for one in work:
        fill(*one)
    seconds = time.process_time() - before
    differ = sum(words(out.read_bytes()) != words(made[row.id]) for row, (_, _, out) in zip(rows, work, strict=True))
    return seconds, differ


def _tagged(file: Filled, tag: Callable[[Place], str]) -> dict[str, bytes]:
    def said(part: Any) -> bytes:
        if isinstance(part, bytes):
            return part
        return b"".join(piece if isinstance(piece, bytes) else tag(piece).encode() for piece in part)

    return {name: said(part) for name, part in file.parts.items()}


def words(data: bytes) -> str:
    """The text of a letter, with its breaks."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        xml = file.read(_XML).decode("utf-8")
    return "".join(html.unescape(found[1]) if found[1] is not None else f"<{found[2]}>" for found in _TEXT.finditer(xml))
