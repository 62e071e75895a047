"""A document as plain text for an e-mail: UTF-8, lines of at most 72 characters that end in a line feed, and no markup.

A heading has two empty lines above it. No line consists of signs, which a screen reader would read out. Each row of a table
stands by itself as lines of label and value. A letter begins with a line for the subject of the e-mail. A line that a mail
program would take for a quotation or for the start of a signature is moved by one blank; its words stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from hls_procure.assembly.blocks import Block, Document, Drawing, Form, Heading, Para, Spans, Table, TableRow, plain_text

WIDTH = 72
SUBJECT = "Subject"
LETTER = "letter.docx"
NOTE = "note.docx"
#: What a sub-clause moves to the right for each depth, and what its number takes.
STEP = 5
_FIRST_DEPTH = {"clause": 2, "sched-para": 1, "none": 2}
_TAKEN_AMISS = re.compile(r">|\||--|From\b")
_FIGURE = re.compile(r"\(?\d{1,3}")
_NOT_TEXT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_text(document: Document) -> bytes:
    """The bytes of a document as plain text; the same document gives the same bytes.

    No word is lost, and none is broken: one that is longer than a line has a line of its own. What no text can hold (a control
    character, half a character) is U+FFFD.
    """
    chunks = [*_front(document), *_body(document)]
    while chunks and not chunks[0]:
        chunks.pop(0)
    lines = [line for chunk in chunks for line in (*chunk, "")]
    return ("\n".join(lines[:-1]) + "\n").encode("utf-8")


def wrapped(words: str, first: str = "", later: str = "") -> list[str]:
    """Words in lines of at most 72 characters. Line breaks in them stay; a blank that breaks no line stays, too.

    :param first: what stands before the first line; :param later: before every other one.
    """
    made: list[str] = []
    plain = _NOT_TEXT.sub("\ufffd", words.replace("\r\n", "\n").replace("\r", "\n"))
    for piece in plain.split("\n"):
        line, bare = later if made else first, True
        for word in _together(piece.rstrip(" ").split(" ")):
            if bare or len(line) + 1 + len(word) <= WIDTH:
                line += word if bare else " " + word
            elif word:
                made.append(line)
                line = later + word
            else:
                continue  # one of several blanks, at the end of a line
            bare = False
        made.append(line)
    return [_safe(line.rstrip(" ")) for line in made]


def _together(words: Iterable[str]) -> Iterator[str]:
    """A figure with the word behind it, so that no line ends in the middle of a date or a quantity."""
    figure = ""
    for word in words:
        if figure and not _FIGURE.fullmatch(word):
            yield f"{figure} {word}"
            figure = ""
            continue
        if figure:
            yield figure
        figure = word if _FIGURE.fullmatch(word) else ""
        if not figure:
            yield word
    if figure:
        yield figure


def _safe(line: str) -> str:
    return f" {line}" if _TAKEN_AMISS.match(line) else line


def is_letter(document: Document) -> bool:
    """Whether it is a letter to somebody, and so has a line for the subject."""
    return document.template == LETTER and document.audience == "recipient"


def _front(document: Document) -> Iterator[list[str]]:
    """What stands above the text, in paragraphs."""
    front = document.front
    if is_letter(document):
        yield wrapped(f"{document.word(SUBJECT)}: {' '.join(front.title.split())}", later=" ")
        yield _lines(front.authority, front.subtitle)
        yield _lines(front.date)
    elif document.template == LETTER:
        yield _lines(front.title)
        yield _lines(front.authority, front.subtitle)
        yield _lines(front.date)
    else:
        yield _lines(front.title, front.subtitle)
        yield _lines(front.authority)
        yield _lines(front.reference, ", ".join(filter(None, (front.version, front.date))))
    for para in front.face:
        yield wrapped(plain_text(para.spans))
    if document.template not in (LETTER, NOTE):
        yield from _contents(document)


def _lines(*said: str) -> list[str]:
    return [line for words in said if words for line in wrapped(words)]


def _contents(document: Document) -> Iterator[list[str]]:
    entries = [block for block in document.blocks if isinstance(block, Heading) and block.level <= 2]
    if entries:
        yield ["", "Contents"]
        yield [line for entry in entries for line in wrapped(_headed(entry), "  " * (entry.level - 1), "  " * (entry.level + 1))]


def _headed(block: Heading) -> str:
    return f"{block.number} {plain_text(block.spans)}".strip()


def _body(document: Document) -> Iterator[list[str]]:
    """The blocks in paragraphs; the items of one list are one."""
    listed: list[str] = []
    for block in document.blocks:
        if isinstance(block, Para) and block.role == "item":
            listed += wrapped(plain_text(block.spans), "- ", "  ")
            continue
        if listed:
            yield listed
            listed = []
        yield from _block(block, document)
    if listed:
        yield listed


def _block(block: Block, document: Document) -> Iterator[list[str]]:
    if isinstance(block, Heading):
        apart = ["", "", ""] if block.id in document.breaks or block.series == "schedule" else [""]
        yield [*apart, *wrapped(_headed(block))]
    elif isinstance(block, Para):
        yield _para(block)
    elif isinstance(block, Table):
        yield from _table(block, document.word("Table"))
    elif isinstance(block, Form):
        yield _pairs((label, ()) for label in block.lines)
    elif isinstance(block, Drawing):
        return  # its figures stand in words beside it
    else:
        yield wrapped(plain_text(block.party))
        yield _pairs(block.lines)


def _para(block: Para) -> list[str]:
    words = plain_text(block.spans)
    if block.role == "letter" or not (block.number or block.continues or block.depth > 1):
        return wrapped(words)
    left = STEP * max(block.depth - _FIRST_DEPTH[block.series], 0)
    if not block.number:
        return wrapped(words, " " * (left + STEP), " " * (left + STEP))
    number = f"{block.number} ".ljust(STEP)
    return wrapped(words, " " * left + number, " " * (left + len(number)))


def _table(block: Table, label: str) -> Iterator[list[str]]:
    yield wrapped(f"{label} {block.number}: {plain_text(block.caption)}")
    for row in block.rows:
        yield wrapped(plain_text(row.cells[0])) if row.id == block.id else _row(block.heads, row)


def _row(heads: Sequence[str], row: TableRow) -> list[str]:
    """A row that can be read alone. In a row of totals a cell with nothing in it is left out."""
    cells = zip(heads, row.cells, strict=True)
    return _pairs((head, cell) for head, cell in cells if not row.total or plain_text(cell).strip())


def _pairs(pairs: Iterable[tuple[str, Spans]]) -> list[str]:
    """Lines of label and value; a place to fill in has a label alone."""
    made: list[str] = []
    for label, spans in pairs:
        stop = "" if label.rstrip().endswith((":", "?")) else ":"
        value = plain_text(spans)
        made += wrapped(f"{label}{stop} {value}", later="  ")
    return made
