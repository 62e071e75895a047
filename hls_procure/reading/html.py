"""HTML pages, our own and anybody's: headings, paragraphs, lists and tables. No script runs and nothing is fetched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from hls_procure.assembly.blocks import DRAWING
from hls_procure.errors import Problem
from hls_procure.reading.blocks import Alternative, Kind, Place, ReadBlock, ReadFile
from hls_procure.reading.docx.draft import Mark, Piece, words_of
from hls_procure.reading.docx.figures import letters, roman
from hls_procure.reading.limits import Limits, refuse, too_much

_BLOCKS = set(
    """
    p h1 h2 h3 h4 h5 h6 li dt dd td th caption blockquote pre div section article main aside header footer nav body figcaption
    address summary details fieldset legend form ul ol dl table tr thead tbody tfoot hr figure html label option
    """.split()
)
_VOID = set("area base br col embed hr img input link meta source track wbr".split())
_SILENT = {"script", "style", "template", "head", "svg", "noscript", "iframe", "object"}
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LIST: dict[str, Callable[[int], str]] = {
    "a": letters,
    "A": lambda n: letters(n).upper(),
    "i": roman,
    "I": lambda n: roman(n).upper(),
}


def read_html(data: bytes, name: str, fingerprint: str, limits: Limits) -> ReadFile:
    """The blocks of a page.

    :raises FileProblem: it is far too large, or in an encoding that is not known.
    """
    if len(data) > limits.unpacked // 4:
        raise too_much(name, f"is a page of more than {limits.unpacked // 4_000_000} million bytes")
    if data.count(b"<") > limits.tags:
        raise too_much(name, f"holds more than {limits.tags:,} tags")
    parser = _Page(name, limits)
    parser.feed(_tamed(_decoded(data, name)))
    parser.close()
    parser.finish()
    seen = [Problem(name, f"holds {what}", "It is not read.", "Look at it yourself.") for what in sorted(parser.unread)]
    return ReadFile(
        name,
        "html",
        fingerprint,
        tuple(parser.blocks),
        parser.properties,
        tuple(parser.contents),
        tuple(parser.alternatives),
        {},
        tuple(seen),
    )


def _decoded(data: bytes, name: str) -> str:
    for mark, code in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(code, "replace")
    said = _CHARSET.search(data[:4096])
    try:
        return data.decode(said[1].decode("ascii") if said else "utf-8")
    except LookupError:
        raise refuse(
            name, f"is in an encoding that is not known ('{said[1].decode() if said else ''}')", do="Save it as UTF-8."
        ) from None
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _tamed(text: str) -> str:
    """The page without comments and without tags that never end.

    The parser of Python looks for the end of each of them anew, which a page made to harm can turn into hours.
    """
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start + 2)
        at = end + 3 if end >= 0 else len(text)
    kept.append(text[at:])
    text = "".join(kept).replace("<![", "<!x[")
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", " ")


@dataclass(slots=True)
class _Open:
    """An element that is open."""

    tag: str
    hidden: bool = False
    silent: bool = False
    mark: Mark | None = None
    marked: bool = False
    strong: bool = False
    number: bool = False
    kind: Kind = "para"
    count: int = 0
    style: str = ""


@dataclass(slots=True)
class _Table:
    """A table that is open: how many rows, which columns are taken by cells from above, and the texts of its head."""

    number: int
    parent: int
    row: int = 0
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)
    heads: dict[int, tuple[str, ...]] = field(default_factory=dict)
    cell: Place | None = None
    head: bool = False
    body: bool = False
    words: str = ""


class _Page(HTMLParser):
    """Builds the blocks while the page goes by."""

    def __init__(self, name: str, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.name, self.limits = name, limits
        self.blocks: list[ReadBlock] = []
        self.alternatives: list[Alternative] = []
        self.properties: dict[str, str] = {}
        self.unread: set[str] = set()
        self._open: list[_Open] = []
        self._within: Counter[str] = Counter()
        self._tables: list[_Table] = []
        self._table_count = 0
        self._headings: list[tuple[int, str]] = []
        self.contents: list[str] = []
        self._title = False
        self._numbers = 0
        self._index = 0
        self._reset()

    def _reset(self) -> None:
        self._pieces: list[Piece] = []
        self._number, self._level = "", 0
        self._ids: list[str] = []
        self._links: list[str] = []

    # What the parser calls

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        said = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._close_implied(tag)
            self._flush()
        if len(self._open) > self.limits.depth * 20:
            raise too_much(self.name, "is nested more deeply than any page")
        around = self._open[-1] if self._open else _Open("")
        self._meta(tag, said)
        if said.get("id") and tag != "html":
            self._ids.append(said["id"])
        if tag == "a" and said.get("href"):
            self._links.append(said["href"])
        if tag == "br":
            self._put("\n", plain=True)
        if tag in _VOID:
            return
        opened = _Open(
            tag,
            around.hidden or "hidden" in said or bool(_HIDING.search(said.get("style", ""))) or (tag == "template"),
            around.silent or tag in _SILENT,
            _mark(tag, said, around.mark),
            around.marked or tag == "mark",
            around.strong or tag in ("b", "strong", "th") or (len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()),
            tag == "span" and "n" in said.get("class", "").split(),
            _kind(tag, around.kind),
            style=said.get("class", ""),
        )
        if tag == "ol":
            opened.count = int(said["start"]) - 1 if said.get("start", "").lstrip("-").isdigit() else 0
            opened.style = said.get("type", "1")
        self._open.append(opened)
        self._within[tag] += 1
        self._numbers += opened.number
        if tag == "title" and not self._within["svg"]:
            self._title = True
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._level = int(tag[1])
        if tag == "li":
            self._item(said)
        if tag in ("table", "tr", "td", "th", "thead", "caption"):
            self._grid(tag, said)

    def handle_endtag(self, tag: str) -> None:
        """An element ends; one that was never begun is ignored."""
        if tag == "title":
            self._title = False
        if not self._within[tag]:
            return
        if tag in _BLOCKS:
            self._flush(ends=tag)
        while self._open:
            closed = self._open.pop()
            self._within[closed.tag] -= 1
            self._numbers -= closed.number
            if closed.tag in ("td", "th") and self._tables:
                self._end_cell(self._tables[-1])
            elif closed.tag == "table" and self._tables:
                self._tables.pop()
            if closed.tag == tag:
                break

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that is empty."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        """Words."""
        if self._title:
            self.properties["title"] = " ".join((self.properties.get("title", "") + data).split())
        self._put(data)

    def finish(self) -> None:
        """The page is over."""
        self._flush()

    # How blocks are made

    def _meta(self, tag: str, said: dict[str, str]) -> None:
        if tag == "html" and said.get("lang"):
            self.properties["language"] = said["lang"]
        elif tag == "meta" and said.get("name") and said.get("content"):
            self.properties[said["name"].lower()] = said["content"]
        elif tag == "img":
            self.unread.add("pictures")
            self.alternatives.append(Alternative("picture", self._id(), said.get("alt", "")))
        elif tag in ("iframe", "object", "embed"):
            self.unread.add("another page or file inside it")
        elif tag in ("svg", "canvas") and not (said.get("data-name") == DRAWING and said.get("aria-label")):
            self.unread.add("drawings")
        elif tag == "input" and said.get("value") and said.get("type", "text") in ("text", "date", "number", ""):
            self._put(said["value"])

    def _put(self, text: str, *, plain: bool = False) -> None:
        around = self._open[-1] if self._open else _Open("")
        if around.silent:
            return
        if not plain and not self._within["pre"]:
            text = _BLANKS.sub(" ", text)
        text = text.replace("\u00ad", "")
        if self._numbers:
            self._number += text
        elif text:
            if text.startswith(" ") and (not self._pieces or self._pieces[-1].text.endswith((" ", "\n"))):
                text = text[1:]
            if text:
                self._pieces.append(Piece(text, around.mark, around.hidden, around.marked, around.strong))

    def _id(self) -> str:
        return f"page:{self._index}"

    def _flush(self, ends: str = "") -> None:
        """Make a block of the words so far."""
        while self._pieces and not self._pieces[-1].text.rstrip(" "):
            self._pieces.pop()
        if self._pieces:
            last = self._pieces[-1]
            self._pieces[-1] = last._replace(text=last.text.rstrip(" "))
        words = words_of(self._pieces)
        table = self._tables[-1] if self._tables else None
        place = table.cell if table is not None else None
        if not (words.text.strip() or words.changes or words.unseen or self._number.strip()):
            if place is not None and ends in ("td", "th") and not any(b.table == place for b in self.blocks[-50:]):
                self._append(ReadBlock(id=self._id(), kind="cell", text="", part="page", index=self._index, table=place))
            self._pieces, self._number = [], ""
            return
        number = self._number.strip()
        around = self._open[-1] if self._open else _Open("")
        if self._within["nav"]:
            # A list of contents, or the menu of a site: it leads to the text and is none.
            self.contents.append(f"{number} {words.text}".strip())
            self._reset()
            return
        kind: Kind = "cell" if place is not None and around.kind == "para" else around.kind
        if self._level and place is None and kind == "para":
            kind = "heading"
        above = [title for level, title in self._headings if level < self._level or kind != "heading"]
        self._append(
            ReadBlock(
                id=self._id(), kind=kind, text=words.text, part="page", index=self._index, number=number, full=number,
                level=self._level if kind == "heading" else 0, heading_path=tuple(above), style=around.style, table=place,
                revision=words.revision, author=words.author, date=words.date, before=words.before, changes=words.changes,
                hidden=words.hidden, unseen=words.unseen, highlighted=words.highlighted, strong=words.strong,
                bookmarks=tuple(self._ids), links=tuple(self._links),
            )
        )  # fmt: skip
        if table is not None and place is not None:
            table.words = f"{table.words} {words.text}".strip()
        if kind == "heading":
            while self._headings and self._headings[-1][0] >= self._level:
                self._headings.pop()
            self._headings.append((self._level, f"{number} {words.text}".strip()))
        self._reset()

    def _append(self, block: ReadBlock) -> None:
        if len(self.blocks) >= self.limits.blocks:
            raise too_much(self.name, f"holds more than {self.limits.blocks:,} paragraphs")
        self.blocks.append(block)
        self._index += 1

    def _close_implied(self, tag: str) -> None:
        """Elements that HTML lets people leave open: a paragraph ends where a block begins, an item where the next does."""
        ends = {
            "li": ("li",),
            "tr": ("td", "th", "tr"),
            "td": ("td", "th"),
            "th": ("td", "th"),
            "dt": ("dd", "dt"),
            "dd": ("dd", "dt"),
        }
        last = self._open[-1].tag if self._open else ""
        if last == "p" or last in ends.get(tag, ()):
            self.handle_endtag(last)
            if last in ("td", "th") and tag == "tr" and self._open and self._open[-1].tag == "tr":
                self.handle_endtag("tr")
        if tag in ("tbody", "tfoot") and self._tables:
            self._tables[-1].body = True

    def _item(self, said: dict[str, str]) -> None:
        around = next((one for one in reversed(self._open) if one.tag in ("ol", "ul")), None)
        if around is not None and around.tag == "ol":
            if said.get("value", "").lstrip("-").isdigit():
                around.count = int(said["value"]) - 1
            around.count += 1
            self._number = _LIST.get(around.style, str)(around.count) + "."

    def _grid(self, tag: str, said: dict[str, str]) -> None:
        if tag == "table":
            self._table_count += 1
            parent = self._tables[-1].number if self._tables else 0
            self._tables.append(_Table(self._table_count, parent))
            return
        if not self._tables:
            return
        table = self._tables[-1]
        if tag == "thead":
            table.head = True
        elif tag == "tr":
            table.row += 1
            table.column = 0
        elif tag in ("td", "th"):
            table.row = max(table.row, 1)
            table.column += 1
            while table.taken.get(table.column, 0) >= table.row:
                table.column += 1
            across, down = _span(said, "colspan"), _span(said, "rowspan")
            in_head = self._within["thead"] > 0 or (tag == "th" and table.row == 1)
            heads = () if in_head else table.heads.get(table.column, ())
            table.cell = Place(table.number, table.row, table.column, down, across, heads, in_head or table.head, table.parent)
            table.words = ""
            for column in range(table.column, table.column + across):
                table.taken[column] = table.row + down - 1

    def _end_cell(self, table: _Table) -> None:
        place = table.cell
        if place is None:
            return
        is_head = self._within["thead"] > 0 or (place.row == 1 and (place.headed or not table.head))
        for column in range(place.column, place.column + place.column_span):
            if is_head and table.words:
                table.heads[column] = (*table.heads.get(column, ()), table.words)
        table.column = place.column + place.column_span - 1
        table.cell = None


def _span(said: dict[str, str], name: str) -> int:
    return min(max(int(said[name]), 1), 1000) if said.get(name, "").isdigit() else 1


def _mark(tag: str, said: dict[str, str], around: Mark | None) -> Mark | None:
    if tag not in ("ins", "del", "s", "strike"):
        return around
    state = "inserted" if tag == "ins" else "deleted"
    return Mark(state if around is None or around.state == state else "both", said.get("cite", ""), said.get("datetime", ""))


def _kind(tag: str, around: Kind) -> Kind:
    """A header of a page is its first words and no running line; a footer is one."""
    return "footer" if tag == "footer" and around == "para" else around
