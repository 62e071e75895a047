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
from typing import Any

from hls_procure.documents.docx.body import REQUIRED_STYLES
from hls_procure.documents.house import HouseStyle, styled
from hls_procure.documents.zipfiles import read_parts, write_parts
from hls_procure.errors import InputError, Problem, nearest
from hls_procure.library.cache import Cache
from hls_procure.library.finder import Found
from hls_procure.model.record import record

TEXTS = ("title", "subtitle", "authority", "reference", "version", "date")
BLOCKS = ("face", "contents", "body")
NAMES = TEXTS + BLOCKS
_VERSION = 4
_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_PLAIN = re.compile(r"\{\{\s*(?:p\s+)?([a-z]+)\s*\}\}\Z")


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
        made = dict(self.parts)
        for name in self.with_slots:
            text = made[name].decode("utf-8")
            for key, value in blocks.items():
                text = text.replace(f"<w:p>{slot(key)}</w:p>", value)
            for key, value in texts.items():
                text = text.replace(slot(key), value)
            made[name] = text.encode("utf-8")
        return made


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
    missing = [style for style in REQUIRED_STYLES if f'w:styleId="{style}"' not in styles]
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
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError, TemplateError, UndefinedError
    from jinja2.sandbox import SandboxedEnvironment

    template = DocxTemplate(io.BytesIO(write_parts(parts)))
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    environment.globals.clear()
    context: dict[str, Any] = {key: slot(key) for key in TEXTS}
    context.update({key: _Paragraph(key) for key in BLOCKS})
    try:
        template.render(context, jinja_env=environment, autoescape=True)
        buffer = io.BytesIO()
        template.save(buffer)
    except SecurityError as error:
        raise InputError(
            Problem(name, f"tries to do something that a template may not ({error})", do="Do not use this file.")
        ) from None
    except UndefinedError as error:
        raise InputError(
            Problem(name, f"asks for something that is not there ({error})", f"There are {', '.join(NAMES)}.")
        ) from None
    except (TemplateError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            Problem(name, f"cannot be used as a template ({error})", f"A tag is one of {', '.join(NAMES)}, like {{{{ title }}}}.")
        ) from None
    import zipfile

    with zipfile.ZipFile(io.BytesIO(buffer.getvalue())) as file:
        made = {entry.filename: file.read(entry) for entry in file.infolist()}
    order = list(parts) + sorted(set(made) - set(parts))
    return {part: made[part] for part in order if part in made}


def _check_tags(name: str, parts: Mapping[str, bytes]) -> None:
    """Only plain names may stand in a template: with them, the result is the same for every document."""
    problems = []
    seen = set()
    for part, data in parts.items():
        if not part.startswith("word/") or not part.endswith(".xml"):
            continue
        text = re.sub(r"<[^>]+>", "", data.decode("utf-8", "replace"))
        for tag in _TAG.findall(text):
            plain = _PLAIN.match(tag)
            if plain and plain[1] in NAMES:
                seen.add(plain[1])
                continue
            shown = tag if len(tag) < 60 else tag[:57] + "…"
            why = nearest(plain[1], NAMES) if plain else "Only plain names are allowed: no conditions, loops, calls or includes."
            problems.append(Problem(f"{name} ({part})", f"holds {shown}", why, f"There are {', '.join(NAMES)}."))
    for needed in ("title", "body"):
        if needed not in seen and not problems:
            tag = "{{p body }}" if needed == "body" else "{{ title }}"
            problems.append(Problem(name, f"has no place for the {needed}", do=f"Put {tag} on a line of its own."))
    if problems:
        raise InputError(problems)


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
