"""The house template behind one safe wrapper: loaded, checked and compiled once with docxtpl.

This is the only module that touches docxtpl. Its template language runs in a sandbox, text is always escaped, and
a name that is not there is an error, never an empty space. The result of compiling is the finished parts with
slots for what differs between documents, so that building a document needs no docxtpl at all.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from hls_procure.documents.docx.body import LETTER_STYLES, REQUIRED_STYLES
from hls_procure.documents.docx.runs import escape
from hls_procure.documents.house import HouseStyle, styled
from hls_procure.documents.sandbox import ONLY_NAMES, plain_names
from hls_procure.documents.zipfiles import read_parts, write_parts
from hls_procure.errors import InputError, Problem, nearest
from hls_procure.library.cache import Cache
from hls_procure.library.finder import Found
from hls_procure.model.record import record

TEXTS = ("title", "subtitle", "authority", "reference", "version", "date")
BLOCKS = ("face", "contents", "body")
NAMES = TEXTS + BLOCKS
_NEEDED = ("word/document.xml", "word/styles.xml", "word/numbering.xml")
_VERSION = 5
_SLOT_MARK = re.compile("\ue000HLS:[a-z]+\ue001")
_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_PLAIN = re.compile(r"\{\{\s*(p\s+)?([a-z]+)\s*\}\}\Z")
_LITERAL = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)(</w:t>)")
_PRINTED = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml\Z")
_SLOT = re.compile(f"<w:p>\ue000HLS:({'|'.join(BLOCKS)})\ue001</w:p>|\ue000HLS:({'|'.join(TEXTS)})\ue001")


def slot(name: str) -> str:
    """The place of a value in a compiled part: characters of the private use area, which nobody types."""
    return f"\ue000HLS:{name}\ue001"


@record
class Compiled:
    """A template ready to be filled: its parts, which of them hold slots, and the number of its list for schedules."""

    parts: Mapping[str, bytes]
    with_slots: tuple[str, ...]
    schedule_list: str = "2"

    def fill(self, texts: Mapping[str, str], blocks: Mapping[str, str]) -> dict[str, bytes]:
        """The parts of a document. ``texts`` are escaped already; ``blocks`` are paragraphs as XML."""
        values = {key: blocks.get(key, texts.get(key, "")) for key in (*texts, *blocks)}
        made = dict(self.parts)
        for name in self.with_slots:
            # In one pass: what a person typed is never looked at for slots.
            made[name] = _SLOT.sub(lambda found: values[found[1] or found[2]], made[name].decode("utf-8")).encode("utf-8")
        return made


def literals(template: Compiled) -> list[str]:
    """The words that stand in a template itself, such as ``Page`` in its footer, each once."""
    found: dict[str, None] = {}
    for name, data in template.parts.items():
        if _PRINTED.match(name):
            for _, text, _ in _LITERAL.findall(data.decode("utf-8")):
                found |= dict.fromkeys(one for one in map(str.strip, _SLOT_MARK.split(text)) if _has_letters(one))
    return [unescape(one) for one in found]


def with_words(template: Compiled, words: Mapping[str, str]) -> Compiled:
    """The template with other words in place of its own. :param words: by the words that stand there."""

    def said(text: str) -> str:
        bare = text.strip()
        other = words.get(unescape(bare)) if _has_letters(bare) else None
        return text if other is None else text.replace(bare, escape(other))

    def run(found: re.Match[str]) -> str:
        slots = _SLOT_MARK.findall(found[2])
        pieces = [said(one) for one in _SLOT_MARK.split(found[2])]
        return found[1] + "".join(piece + slot for piece, slot in zip(pieces, [*slots, ""], strict=True)) + found[3]

    parts = {
        name: _LITERAL.sub(run, data.decode("utf-8")).encode("utf-8") if _PRINTED.match(name) else data
        for name, data in template.parts.items()
    }
    return Compiled(parts, template.with_slots, template.schedule_list)


def _has_letters(text: str) -> bool:
    return any(sign.isalpha() for sign in text)


def compile_template(found: Found, style: HouseStyle, cache: Cache) -> Compiled:
    """The compiled template, from the cache or made now.

    :raises InputError: a file that is not safe, a tag that does not belong, a style that is missing.
    """
    key = f"template-{_VERSION}-{found.digest()}-{style}"
    stored = cache.get(key)
    if stored is not None:
        return _unpack(stored)
    made = _compile(found, style)
    cache.put(key, _pack(made))
    return made


def _compile(found: Found, style: HouseStyle) -> Compiled:
    parts = read_parts(found.path, found.name)
    _check_styles(parts, found.name)
    rendered = _render(found.name, parts)
    finished = styled(rendered, style)
    with_slots = tuple(name for name, data in finished.items() if b"\xee\x80\x80HLS:" in data)
    return Compiled(finished, with_slots, _schedule_list(finished["word/styles.xml"].decode("utf-8")))


def _schedule_list(styles: str) -> str:
    found = re.search(r'w:styleId="HLSSchedPara1".*?<w:numId w:val="(\d+)"/>', styles, re.DOTALL)
    return found[1] if found else "2"


def _check_styles(parts: Mapping[str, bytes], name: str) -> None:
    styles = parts.get("word/styles.xml", b"").decode("utf-8", "replace")
    needed = (*REQUIRED_STYLES, *(LETTER_STYLES if name.endswith("/letter.docx") else ()))
    missing = [style for style in needed if f'w:styleId="{style}"' not in styles]
    if "word/document.xml" not in parts:
        raise InputError(Problem(name, "is not a Word document (it has no word/document.xml)", do="Save it as .docx."))
    if missing:
        raise InputError(
            Problem(
                name,
                f"lacks the styles {', '.join(missing)}",
                "Numbering and the look of clauses belong to these styles.",
                "Start from templates/house.docx of the library and change its styles instead of deleting them.",
            )
        )


def _render(name: str, parts: dict[str, bytes]) -> dict[str, bytes]:
    _check_tags(name, parts)
    from docxtpl import DocxTemplate

    environment = plain_names(name, NAMES)
    context: dict[str, Any] = {key: slot(key) for key in TEXTS}
    context.update({key: _Paragraph(key) for key in BLOCKS})
    buffer = io.BytesIO()
    try:
        template = DocxTemplate(io.BytesIO(write_parts(parts)))
        template.render(context, jinja_env=environment, autoescape=True)
        template.save(buffer)
    except InputError:
        raise
    except Exception as error:  # docxtpl, python-docx and lxml stumble over a strange file in a hundred ways
        raise InputError(
            Problem(
                name,
                f"cannot be used as a template ({_first_line(error)})",
                f"It is damaged, or a tag in it is not one of {', '.join(NAMES)}.",
                "Start from templates/house.docx of the library and change that.",
            )
        ) from None
    import zipfile

    with zipfile.ZipFile(io.BytesIO(buffer.getvalue())) as file:
        made = {entry.filename: file.read(entry) for entry in file.infolist()}
    order = list(parts) + sorted(set(made) - set(parts))
    lost = [part for part in _NEEDED if part not in made]
    if lost:
        why = "No part of the file leads to it any more."
        raise InputError(Problem(name, f"has lost {' and '.join(lost)}", why, "Start from templates/house.docx of the library."))
    return {part: made[part] for part in order if part in made}


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _check_tags(name: str, parts: Mapping[str, bytes]) -> None:
    """Only plain names may stand in a template: with them, the result is the same for every document.

    This look is for people who made a mistake, and names the tag. Tags that hide from it are refused by the sandbox.
    """
    problems = []
    seen = set()
    for part, data in parts.items():
        if not part.startswith("word/") or not part.endswith(".xml"):
            continue
        text = re.sub(r"<[^>]+>", "", data.decode("utf-8", "replace"))
        for tag in _TAG.findall(text):
            plain = _PLAIN.match(tag)
            shown = tag if len(tag) < 60 else tag[:57] + "…"
            where = f"{name} ({part})"
            if not plain or plain[2] not in NAMES:
                why = nearest(plain[2], NAMES) if plain else ONLY_NAMES
                problems.append(Problem(where, f"holds {shown}", why, f"There are {', '.join(NAMES)}."))
            elif bool(plain[1]) != (plain[2] in BLOCKS):
                problems.append(Problem(where, f"holds {shown}", do=f"Write {_written(plain[2])}"))
            else:
                seen.add(plain[2])
    for needed in ("title", "body"):
        if needed not in seen and not problems:
            problems.append(Problem(name, f"has no place for the {needed}", do=f"Write {_written(needed)}"))
    if problems:
        raise InputError(problems)


def _written(name: str) -> str:
    """How the tag of a value is written."""
    return f"{{{{p {name} }}}} alone in a paragraph." if name in BLOCKS else f"{{{{ {name} }}}} where it belongs."


class _Paragraph:
    """Stands where blocks go: docxtpl puts its XML in as it is."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __html__(self) -> str:
        return f"<w:p>{slot(self.key)}</w:p>"

    __str__ = __html__


def _pack(made: Compiled) -> bytes:
    head = json.dumps(
        {"slots": made.with_slots, "list": made.schedule_list, "parts": [[name, len(data)] for name, data in made.parts.items()]}
    ).encode()
    return len(head).to_bytes(4, "big") + head + b"".join(made.parts.values())


def _unpack(stored: bytes) -> Compiled:
    size = int.from_bytes(stored[:4], "big")
    head = json.loads(stored[4 : 4 + size])
    position = 4 + size
    parts = {}
    for name, length in head["parts"]:
        parts[name] = stored[position : position + length]
        position += length
    return Compiled(parts, tuple(head["slots"]), head["list"])
