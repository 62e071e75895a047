"""One story of a file (the body, a header, a note) as blocks: paragraphs, tables, text boxes, in order."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hls_procure.reading.blocks import Alternative, Control, Kind, Place, ReadBlock, State
from hls_procure.reading.docx import names as n
from hls_procure.reading.docx.draft import Draft, Mark, Words, words_of
from hls_procure.reading.docx.fieldstack import FieldStack
from hls_procure.reading.docx.inline import Inline, branch, control, tracked
from hls_procure.reading.docx.names import w
from hls_procure.reading.docx.numbering import NO_NUMBER, Counter, Lists, Printed, level_by_style
from hls_procure.reading.docx.styles import Look, Style, Styles
from hls_procure.reading.docx.tables import GridCell, grid_of
from hls_procure.reading.limits import Limits, too_much
from hls_procure.reading.package import Relation

_SKIP = {
    n.SDT_PR,
    w("sectPr"),
    n.TCPR,
    w("tblPr"),
    w("tblGrid"),
    w("bookmarkEnd"),
    w("commentRangeEnd"),
    w("sdtEndPr"),
    w("proofErr"),
}
_TABLE, _SAID = w("tblPr"), {w("tblCaption"), w("tblDescription")}
_FOREIGN = {w("altChunk"): "file that Word shows as if it were text", w("subDoc"): "document of its own"}


@dataclass
class Shared:
    """What all stories of a file share."""

    name: str
    styles: Styles
    lists: Lists
    limits: Limits
    tracking: bool = True
    blocks: list[ReadBlock] = field(default_factory=list)
    seen: Tally[str] = field(default_factory=Tally)
    contents: list[str] = field(default_factory=list)
    alternatives: list[Alternative] = field(default_factory=list)
    comments: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tables: int = 0


@dataclass(slots=True)
class Around:
    """What surrounds a paragraph: kind of story, table cell, tracked wrapper, content controls, depth."""

    kind: Kind
    place: Place | None = None
    mark: Mark | None = None
    controls: tuple[Control, ...] = ()
    anchor: str = ""
    depth: int = 0
    hidden: bool = False
    number: str = ""
    author: str = ""
    date: str = ""
    done: bool = False

    def inside(self) -> Around:
        """The same, one level deeper."""
        return Around(
            self.kind, self.place, self.mark, self.controls, self.anchor, self.depth + 1, self.hidden, self.number, self.author,
            self.date, self.done,
        )  # fmt: skip


@dataclass(slots=True)
class Properties:
    """What a paragraph says of itself. ``by`` and ``on``: who changed its end with tracking on, and when."""

    style: Style
    style_id: str
    look: Look
    level: int
    list_id: int
    list_level: int | None
    end: State = ""
    silent: bool = False
    by: str = ""
    on: str = ""


class Story:
    """Walks one part.

    :param part: its name without folder and ending, as it stands in the ids of blocks.
    :param loose: its fields do not balance.
    """

    def __init__(self, shared: Shared, part: str, relations: Mapping[str, Relation], *, loose: bool) -> None:
        self.shared, self.part = shared, part
        self.fields = FieldStack(loose=loose)
        self.inline = Inline(shared.styles, relations, self.fields, shared.limits.depth)
        self.inline.contents, self.inline.seen = shared.contents, shared.seen
        self.counter, self.before = Counter(shared.lists), Counter(shared.lists)
        self.index = 0
        self.headings: list[tuple[int, str]] = []
        self.waiting: list[str] = []
        self.waiting_comments: list[str] = []
        self._path: tuple[str, ...] = ()
        self._plain: dict[str, Properties] = {}

    def walk(self, element: Any, around: Around) -> None:
        """Everything inside an element that holds paragraphs."""
        for child in element:
            tag = child.tag
            if tag == n.P:
                self.paragraph(child, around)
            elif tag == n.TBL:
                self._table(child, around)
            elif tag == n.BOOKMARK:
                self.waiting.append(child.get(n.NAME, ""))
            elif tag == _COMMENT:
                self.waiting_comments.append(child.get(n.ID, ""))
            elif tag == n.SDT:
                content = child.find(n.SDT_CONTENT)
                if content is not None:
                    own = control(child.find(n.SDT_PR), "")
                    self._deeper(content, around, controls=(*around.controls, own))
            elif tag in n.TRACKED:
                self._deeper(child, around, mark=tracked(child, around.mark))
            elif tag == n.ALTERNATE:
                chosen = branch(child)
                for other in child:
                    if other is chosen:
                        self._deeper(other, around)
                    else:
                        self.index += sum(1 for _ in other.iter(n.P))
            elif tag in _FOREIGN:
                self.shared.seen[_FOREIGN[tag]] += 1
            elif tag not in _SKIP and tag.__class__ is str and len(child):
                self._deeper(child, around)

    def _deeper(self, element: Any, around: Around, **changed: Any) -> None:
        if around.depth >= self.shared.limits.depth:
            self.shared.seen["nested too deeply"] += 1
            self.index += sum(1 for _ in element.iter(n.P))
            return
        inside = around.inside()
        for name, value in changed.items():
            setattr(inside, name, value)
        self.walk(element, inside)

    # Tables

    def _table(self, table: Any, around: Around) -> None:
        shared = self.shared
        shared.tables += 1
        own, parent = shared.tables, around.place.table if around.place is not None else 0
        said = [child.get(n.VAL, "") for child in table.iterfind(f"{_TABLE}/*") if child.tag in _SAID]
        if said:
            shared.alternatives.append(Alternative("table", f"{self.part}:{self.index}", "; ".join(said)))
        # A loop over what python-docx would forget: rows in controls, merged cells, cells shifted to the right.
        grid = grid_of(table, around.mark, shared.limits.depth)
        heads: dict[int, tuple[str, ...]] = {}
        for number, row in enumerate(grid.rows, 1):
            above: dict[int, str] = {}
            for cell in row:
                place = Place(
                    own, number, cell.column, cell.rows, cell.columns,
                    heads.get(cell.column, ()) if number > grid.heads else (), grid.marked, parent,
                )  # fmt: skip
                self._cell(cell, around, place, above if number <= grid.heads else None)
            for column, words in above.items():
                heads[column] = (*heads.get(column, ()), words)

    def _cell(self, cell: GridCell, around: Around, place: Place, above: dict[int, str] | None) -> None:
        at, start = len(self.shared.blocks), self.index
        kind: Kind = "cell" if around.kind in ("para", "heading", "cell") else around.kind
        controls = (*around.controls, *cell.controls)
        self._deeper(cell.element, around, kind=kind, place=place, mark=cell.mark, controls=controls)
        made = self.shared.blocks[at:]
        if not any(b.table == place for b in made) and not cell.goes_on:
            index = max(self.index - 1, 0)
            id = f"{self.part}:{index}" if self.index > start else f"{self.part}:{index}.{place.row}.{place.column}"
            if not any(b.id == id for b in made):
                self.shared.blocks.append(
                    ReadBlock(id=id, kind=kind, text="", part=self.part, index=index, table=place, heading_path=self.path(around))
                )
        if above is not None:
            words = " ".join(b.text for b in made if b.table == place and b.text and b.revision != "deleted" and not b.hidden)
            for column in range(cell.column, cell.column + cell.columns):
                above[column] = words

    # Paragraphs

    def path(self, around: Around) -> tuple[str, ...]:
        """The headings around a block of this story, or around the block that it belongs to."""
        if around.anchor:
            return self.shared.paths.get(around.anchor, ())
        return self._path

    def paragraph(self, element: Any, around: Around) -> None:
        """One paragraph, and the text boxes that hang on it."""
        shared = self.shared
        draft = Draft(self.index)
        said = self._properties(element)
        self.inline.paragraph(element, draft, said.look, around.mark)
        self.index += 1 + self.inline.skipped
        if self.waiting:
            draft.bookmarks[:0], self.waiting = self.waiting, []
        id = f"{self.part}:{draft.index}"
        words = words_of(draft.pieces, plain=draft.plain)
        printed, old = self._number(said, words, around)
        if self.waiting_comments or draft.comments:
            for comment in (*self.waiting_comments, *draft.comments):
                shared.comments.setdefault(comment, id)
            self.waiting_comments.clear()
        for note in draft.marks:
            shared.notes.setdefault(note, id)
        kind = around.kind
        if kind == "para" and said.level and words.text.strip():
            kind = "heading"
        path = self.path(around)
        if kind == "heading":
            path = tuple(title for level, title in self.headings if level < said.level)
        if draft.comments or draft.marks or draft.boxes:
            shared.paths[id] = path
        if _says_something(draft, words, printed, around):
            self._block(id, kind, draft, said, words, printed, old, path, around)
        shared.alternatives += [Alternative("picture", id, text) for text in draft.pictures]
        if kind == "heading" and words.revision != "deleted" and not words.hidden:
            self._enter(said.level, f"{printed.own} {words.text}".strip())
            if id in shared.paths:
                shared.paths[id] = tuple(title for _, title in self.headings)
        if draft.boxes:
            self._boxes(draft, id, around)

    def _enter(self, level: int, title: str) -> None:
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, " ".join(title.split())))
        self._path = tuple(words for _, words in self.headings)

    def _block(
        self, id: str, kind: Kind, draft: Draft, said: Properties, words: Words, printed: Printed, old: Printed,
        path: tuple[str, ...], around: Around,
    ) -> None:  # fmt: skip
        shared = self.shared
        if len(shared.blocks) >= shared.limits.blocks:
            raise too_much(shared.name, f"holds more than {shared.limits.blocks:,} paragraphs")
        shared.blocks.append(
            ReadBlock(
                id=id, kind=kind, text=words.text, part=self.part, index=draft.index,
                number=around.number or printed.own, full=printed.full,
                number_sure=printed.sure and not (printed.own and kind == "textbox"),
                number_before=old.own if old.own != printed.own else None,
                bulleted=printed.bulleted, depth=printed.depth, level=said.level, heading_path=path, style=said.style.name,
                table=around.place, revision=words.revision, end=said.end,
                author=words.author or said.by or around.author, date=words.date or said.on or around.date, before=words.before,
                changes=words.changes, hidden=words.hidden or around.hidden, unseen=words.unseen,
                highlighted=words.highlighted, strong=words.strong, fields=tuple(draft.fields),
                bookmarks=tuple(draft.bookmarks), links=tuple(draft.links),
                controls=(*around.controls, *draft.controls) if around.controls or draft.controls else (),
                anchor=around.anchor, done=around.done,
            )
        )  # fmt: skip

    def _boxes(self, draft: Draft, anchor: str, around: Around) -> None:
        after = self.index
        for number, (box, start, mark) in enumerate(draft.boxes, 1):
            if isinstance(box, str):
                if box.strip():
                    self.shared.blocks.append(
                        ReadBlock(
                            id=f"{anchor}.{number}", kind="textbox", text=box, part=self.part, index=start, anchor=anchor,
                            heading_path=self.shared.paths.get(anchor, ()), hidden=around.hidden,
                        )
                    )  # fmt: skip
                continue
            counters = self.counter, self.before
            self.counter, self.before = Counter(self.shared.lists), Counter(self.shared.lists)
            self.index, outer = start, (self.fields.open, self.fields.derived)
            self.fields.open, self.fields.derived = [], 0
            inside = Around("textbox", None, mark, (), anchor, around.depth, around.hidden)
            self._deeper(box, inside)
            self.fields.open, self.fields.derived = outer
            self.counter, self.before = counters
        self.index = after

    def _properties(self, paragraph: Any) -> Properties:
        """What a paragraph says, on top of its style; most say nothing that matters here."""
        style_id = self.shared.styles.default
        own_list = outline = None
        end: State = ""
        by = on = ""
        silent: bool | None = None
        for own in paragraph:
            if own.tag != n.PPR:
                break
            for child in own:
                tag = child.tag
                if tag == n.STYLE:
                    style_id = child.get(n.VAL, "")
                elif tag == n.RPR:
                    for said in child:
                        if said.tag in _ENDS:
                            end = _ENDS[said.tag]
                            by, on = said.get(n.AUTHOR, ""), said.get(n.DATE, "")
                        elif said.tag == _VANISH:
                            silent = n.on(said)
                elif tag == n.NUM_PR:
                    own_list = child
                elif tag == n.OUTLINE:
                    outline = child
        base = self._by_style(style_id)
        if own_list is None and outline is None and not end and silent is None:
            return base
        made = Properties(
            base.style,
            style_id,
            base.look,
            base.level,
            base.list_id,
            base.list_level,
            end,
            base.silent if silent is None else silent,
            by,
            on,
        )
        if own_list is not None:
            self._own_list(own_list, made)
        if outline is not None:
            level = n.number(outline.get(n.VAL))
            made.level = level + 1 if level is not None and 0 <= level < 9 else 0
        return made

    def _own_list(self, element: Any, made: Properties) -> None:
        """A list that the paragraph names itself; the level alone may stand beside the list of its style."""
        list_id = level = None
        for child in element:
            if child.tag == n.NUM_ID:
                list_id = child
            elif child.tag == n.ILVL:
                level = child
        if list_id is not None:
            made.list_id = n.number(list_id.get(n.VAL)) or 0
            made.list_level = 0
            bound = level_by_style(self.shared.lists, made.list_id, [made.style_id]) if level is None else None
            made.list_level = bound or 0
        if level is not None:
            made.list_level = n.number(level.get(n.VAL)) or 0

    def _by_style(self, id: str) -> Properties:
        found = self._plain.get(id)
        if found is None:
            style = self.shared.styles.get(id)
            level = style.outline + 1 if style.outline is not None and 0 <= style.outline < 9 else 0
            list_level = None
            if style.list_id:
                bound = level_by_style(self.shared.lists, style.list_id, [id, style.numbered_by])
                list_level = bound if bound is not None else style.list_level or 0
            silent = bool(style.look.hidden)
            found = self._plain[id] = Properties(style, id, style.look, level, style.list_id or 0, list_level, silent=silent)
        return found

    def _number(self, said: Properties, words: Words, around: Around) -> tuple[Printed, Printed]:
        """The number now, and with every tracked change rejected. A hidden paragraph has none and does not count."""
        if not said.list_id or said.silent or around.number:
            return NO_NUMBER, NO_NUMBER
        at = said.list_level or 0
        if not self.shared.tracking:
            printed = self.counter.next(said.list_id, at)
            return printed, printed
        by = around.mark.state if around.mark is not None else ""
        there = words.revision != "deleted" and by not in ("deleted", "both") and (said.end != "deleted" or bool(words.text))
        was = words.revision != "inserted" and by not in ("inserted", "both") and not (said.end == "inserted" and not words.text)
        now = self.counter.next(said.list_id, at) if there else NO_NUMBER
        return now, self.before.next(said.list_id, at) if was else NO_NUMBER


_COMMENT = w("commentRangeStart")
_VANISH = w("vanish")
_ENDS: dict[str, State] = {n.INS: "inserted", n.MOVE_TO: "inserted", n.DEL: "deleted", n.MOVE_FROM: "deleted"}


def _says_something(draft: Draft, words: Words, printed: Printed, around: Around) -> bool:
    """Whether a paragraph is more than an empty line."""
    return bool(
        words.text.strip() or words.before or words.unseen or words.changes or printed.own or draft.bookmarks or draft.fields
        or draft.controls or draft.comments or draft.boxes or draft.pictures or draft.marks
    )  # fmt: skip
