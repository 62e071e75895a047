"""The words of one paragraph: runs, fields, tracked changes, links, controls, and what is drawn beside them.

An element that is not known is looked into, so that words in it are never lost.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Mapping
from typing import Any

from hls_procure.assembly.blocks import DRAWING
from hls_procure.reading.blocks import Control
from hls_procure.reading.docx import names as n
from hls_procure.reading.docx.draft import Draft, Mark, Piece
from hls_procure.reading.docx.fieldstack import FieldStack
from hls_procure.reading.docx.names import w
from hls_procure.reading.docx.styles import NO_LOOK, Look, Styles, run_look
from hls_procure.reading.docx.symbols import UNKNOWN, sign
from hls_procure.reading.package import Relation

_FONT, _CHAR, _INSTR, _ANCHOR = w("font"), w("char"), w("instr"), w("anchor")
_SKIP = {
    n.PPR, n.RPR, w("bookmarkEnd"), w("proofErr"), w("commentRangeEnd"), w("lastRenderedPageBreak"), w("annotationRef"),
    w("footnoteRef"), w("endnoteRef"), w("separator"), w("continuationSeparator"), w("sdtEndPr"), w("permStart"), w("permEnd"),
    w("rt"), w("moveFromRangeStart"), w("moveFromRangeEnd"), w("moveToRangeStart"), w("moveToRangeEnd"), w("smartTagPr"),
    w("customXmlPr"), w("rubyPr"), w("pPrChange"), w("rPrChange"), w("fldData"), w("ffData"),
}  # fmt: skip
Handler = Callable[[Any, Any], None]


def _value(element: Any, name: str) -> str:
    found = element.find(w(name)) if element is not None else None
    return found.get(n.VAL, "") if found is not None else ""


class Inline:
    """Reads the paragraphs of one part.

    :param relations: of the part, for links. :param depth: how far elements may stand inside each other.
    """

    def __init__(self, styles: Styles, relations: Mapping[str, Relation], fields: FieldStack, depth: int) -> None:
        self.styles, self.relations, self.fields, self.depth = styles, relations, fields, depth
        self.draft = Draft(0)
        self.contents: list[str] = []
        self.seen: Tally[str] = Tally()
        self.look = NO_LOOK
        self.skipped = 0
        self._run_look = self._plain = (False, False, False)
        self._deep = 0
        self._page_break = False
        self._look_resolved: Look | None = None
        self._inline: dict[str, Handler] = {
            n.R: self._run, n.HYPERLINK: self._link, n.SDT: self._control, n.FLD_SIMPLE: self._simple, n.BOOKMARK: self._bookmark,
            w("commentRangeStart"): self._comment, n.MATH: self._math, n.ALTERNATE: self._alternate,
        }  # fmt: skip
        self._inner: dict[str, Handler] = {
            n.T: self._text, n.DEL_TEXT: self._text, n.FLD_CHAR: self._field, n.INSTR: self._instruction,
            n.DEL_INSTR: self._instruction, w("sym"): self._symbol, n.DRAWING: self._drawing, n.PICT: self._drawing,
            n.OBJECT: self._drawing, w("commentReference"): self._comment, w("footnoteReference"): self._note("footnote"),
            w("endnoteReference"): self._note("endnote"),
            n.TAB: self._sign("\t"), w("ptab"): self._sign("\t"), n.CR: self._sign("\n"), n.BR: self._break,
            w("noBreakHyphen"): self._sign("-"), w("softHyphen"): self._sign(""),
        }  # fmt: skip
        self._inline |= {tag: handler for tag, handler in self._inner.items() if tag not in self._inline}
        self._drawn: dict[str, Handler] = {
            n.TXBX: self._box, n.ALT_TEXT: self._alternative, n.BLIP: self._count("picture"), n.IMAGE_DATA: self._image,
            n.CHART: self._count("chart"), n.DIAGRAM: self._count("diagram"), n.OLE: self._count("embedded file"),
            n.TEXT_PATH: self._text_path, n.A_T: self._count("drawing with words"),
        }  # fmt: skip

    def paragraph(self, element: Any, draft: Draft, look: Look, mark: Mark | None) -> None:
        """Gather one paragraph into a draft."""
        self.draft, self.look, self._page_break = draft, look, False
        self.skipped = 0
        if look is not self._look_resolved:
            self._look_resolved, self._plain = look, self._resolve(NO_LOOK, "")
        self._run_look = self._plain
        was = len(self.contents)
        in_contents = bool(self.fields.derived)
        if in_contents:
            self.contents.append("")
        self.walk(element, mark)
        if in_contents and len(self.contents) > was and not self.contents[was].strip():
            del self.contents[was]

    def walk(self, element: Any, mark: Mark | None) -> None:
        """The children of an element that stands among runs."""
        known = self._inline
        for child in element:
            tag = child.tag
            handler = known.get(tag)
            if handler is not None:
                handler(child, mark)
            elif tag in _SKIP or tag.__class__ is not str:
                continue
            elif tag in n.TRACKED:
                self._inside(child, tracked(child, mark))
            elif len(child):
                self._inside(child, mark)

    def _inside(self, element: Any, mark: Mark | None) -> None:
        if self._deep >= self.depth:
            self.seen["nested too deeply"] += 1
            self.pass_over(element)
            return
        self._deep += 1
        self.walk(element, mark)
        self._deep -= 1

    # Runs

    def _run(self, run: Any, mark: Mark | None) -> None:
        before = self._run_look
        self._run_look = self._plain
        inner = self._inner
        for child in run:
            tag = child.tag
            handler = inner.get(tag)
            if handler is not None:
                handler(child, mark)
            elif tag == n.RPR:
                own, style = run_look(child)
                if own is not NO_LOOK or style:
                    self._run_look = self._resolve(own, style)
            elif tag not in _SKIP and tag.__class__ is str and len(child):
                if tag == n.ALTERNATE:
                    self._alternate(child, mark)
                else:
                    self._inside(child, mark)
        self._run_look = before

    def _resolve(self, own: Look, style: str) -> tuple[bool, bool, bool]:
        """Hidden, marked and strong of a run: what it says itself, or else its style and its paragraph's style."""
        by_style, by_paragraph, base = self.styles.get(style).look if style else NO_LOOK, self.look, self.styles.base
        return (
            _toggle(own.hidden, by_style.hidden, by_paragraph.hidden, base.hidden),
            bool(next((v for v in (own.marked, by_style.marked, by_paragraph.marked) if v is not None), False)),
            _toggle(own.strong, by_style.strong, by_paragraph.strong, base.strong),
        )

    def put(self, text: str, mark: Mark | None) -> None:
        """Some words, as they stand at this place."""
        fields = self.fields
        if fields.open:
            was_derived = fields.derived and not fields.loose
            shown = fields.take(text)
            if was_derived and not shown:
                if not self.contents:
                    self.contents.append("")
                self.contents[-1] += text
            text = shown
        if text:
            if self._page_break:
                self._page_break, text = False, "\n" + text
            draft, look = self.draft, self._run_look
            hidden, marked, strong = look
            pieces = draft.pieces
            if draft.plain and (mark is not None or hidden or marked or (pieces and pieces[-1].strong != strong)):
                draft.plain = False
            pieces.append(Piece(text, mark, hidden, marked, strong))

    def _text(self, element: Any, mark: Mark | None) -> None:
        text = element.text
        if text:
            if element.get(_SPACE) != "preserve":
                text = text.strip(" \t\r\n")
            if not text.isascii():
                text = text.replace("\u00ad", "").replace("\ufeff", "")
            self.put(text, mark)

    def _sign(self, text: str) -> Handler:
        return lambda element, mark: self.put(text, mark)

    def _break(self, element: Any, mark: Mark | None) -> None:
        """A line break; one of page or column counts only between words."""
        if element.get(n.TYPE) in (None, "textWrapping"):
            self.put("\n", mark)
        else:
            self._page_break = bool(self.draft.pieces)

    def _symbol(self, element: Any, mark: Mark | None) -> None:
        shown = sign(element.get(_FONT, ""), element.get(_CHAR, ""))
        self.seen["sign of a symbol font"] += shown == UNKNOWN
        self.put(shown, mark)

    def _field(self, element: Any, mark: Mark | None) -> None:
        kind = element.get(n.FLD_TYPE)
        if kind == "begin":
            self.fields.begin()
            self._form_field(element)
        elif kind == "separate":
            self.fields.separate()
            if self.fields.open and self.fields.open[-1].derived:
                self.contents.append("")
        elif kind == "end":
            self.fields.end(self.draft)

    def _form_field(self, element: Any) -> None:
        """A form field of the older kind keeps what was ticked or chosen beside its instruction."""
        box = element.find(f"{w('ffData')}/{w('checkBox')}")
        chosen = element.find(f"{w('ffData')}/{w('ddList')}")
        if box is not None:
            said = box.find(w("checked"))
            said = box.find(w("default")) if said is None else said
            self._show("☒" if said is not None and n.on(said) else "☐")
        elif chosen is not None:
            entries = [entry.get(n.VAL, "") for entry in chosen.iter(w("listEntry"))]
            at = n.number(_value(chosen, "result")) or 0
            if 0 <= at < len(entries):
                self._show(entries[at])

    def _show(self, text: str) -> None:
        """Words that a field shows without keeping them as its result."""
        self.draft.plain = False
        self.draft.pieces.append(Piece(text, None, *self._run_look))

    def _instruction(self, element: Any, mark: Mark | None) -> None:
        if self.fields.open and not self.fields.open[-1].in_result:
            self.fields.instruct(element.text or "")
        else:
            self.put(element.text or "", mark)

    # Around runs

    def _simple(self, element: Any, mark: Mark | None) -> None:
        self.fields.simple(element.get(_INSTR, ""))
        self._inside(element, mark)
        self.fields.end(self.draft)

    def _link(self, element: Any, mark: Mark | None) -> None:
        relation = self.relations.get(element.get(n.R_ID, ""))
        target = relation.target if relation is not None else ""
        anchor = element.get(_ANCHOR, "")
        if (target or anchor) and not self.fields.derived:
            self.draft.links.append(f"{target}#{anchor}" if anchor else target)
        self._inside(element, mark)

    def _bookmark(self, element: Any, mark: Mark | None) -> None:
        if not self.fields.derived:
            self.draft.bookmarks.append(element.get(n.NAME, ""))

    def _comment(self, element: Any, mark: Mark | None) -> None:
        self.draft.comments.append(element.get(n.ID, ""))

    def _note(self, kind: str) -> Handler:
        return lambda element, mark: self.draft.marks.append(f"{kind}:{element.get(n.ID, '')}")

    def _control(self, element: Any, mark: Mark | None) -> None:
        properties, content = element.find(n.SDT_PR), element.find(n.SDT_CONTENT)
        if content is None:
            return
        at = len(self.draft.pieces)
        self._inside(content, mark)
        if self.fields.derived:
            return
        words = "".join(piece.text for piece in self.draft.pieces[at:] if piece.mark is None or piece.mark.state == "inserted")
        self.draft.controls.append(control(properties, words))

    def _alternate(self, element: Any, mark: Mark | None) -> None:
        chosen = branch(element)
        for child in element:
            if child is chosen:
                self._inside(child, mark)
            else:
                self.pass_over(child)

    def pass_over(self, element: Any) -> None:
        """Count the paragraphs of something that is not read, so that the places of the others stay right."""
        self.skipped += sum(1 for _ in element.iter(n.P))

    # Beside the words

    def _drawing(self, element: Any, mark: Mark | None) -> None:
        """Something drawn; its text alternative counts where it is a picture of some kind, and not for a text box.

        A drawing of ours shows nothing that does not stand in words beside it, and is passed over.
        """
        if _ours(element):
            return
        kinds = ("picture", "chart", "diagram")
        before, had = sum(self.seen[kind] for kind in kinds), len(self.draft.pictures)
        self._drawn_in(element, mark)
        if sum(self.seen[kind] for kind in kinds) == before:
            del self.draft.pictures[had:]

    def _drawn_in(self, element: Any, mark: Mark | None) -> None:
        for child in element:
            handler = self._drawn.get(child.tag)
            if handler is not None:
                handler(child, mark)
            if child.tag == n.ALTERNATE:
                chosen = branch(child)
                for other in child:
                    if other is chosen:
                        self._deeper(other, mark)
                    else:
                        self.pass_over(other)
            elif child.tag != n.TXBX:
                self._deeper(child, mark)

    def _deeper(self, element: Any, mark: Mark | None) -> None:
        if not len(element):
            return
        if self._deep >= self.depth + 40:
            self.seen["nested too deeply"] += 1
            self.pass_over(element)
            return
        self._deep += 1
        self._drawn_in(element, mark)
        self._deep -= 1

    def _box(self, element: Any, mark: Mark | None) -> None:
        inside = sum(1 for _ in element.iter(n.P))
        self.draft.boxes.append((element, self.draft.index + 1 + self.skipped, mark))
        self.skipped += inside

    def _count(self, kind: str) -> Handler:
        def count(element: Any, mark: Mark | None) -> None:
            self.seen[kind] += 1

        return count

    def _image(self, element: Any, mark: Mark | None) -> None:
        around = element.getparent()
        self.seen["picture"] += 1
        self.draft.pictures.append(around.get("alt") or "" if around is not None else "")

    def _alternative(self, element: Any, mark: Mark | None) -> None:
        self.draft.pictures.append(element.get("descr") or element.get("title") or "")

    def _text_path(self, element: Any, mark: Mark | None) -> None:
        self.draft.boxes.append((element.get("string", ""), self.draft.index, mark))

    def _math(self, element: Any, mark: Mark | None) -> None:
        self.put(equation(element, self.depth), mark)


_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def _toggle(own: bool | None, *levels: bool | None) -> bool:
    """A switch of Word's that toggles: what the run says itself, or each style that sets it turning the other round."""
    if own is not None:
        return own
    by_style, by_paragraph, base = levels
    return bool(base) or bool(by_style) != bool(by_paragraph)


def _ours(element: Any) -> bool:
    """Whether something drawn is a drawing of ours: a picture by its name, with words of its own and no box in it."""
    named = next(element.iter(n.ALT_TEXT), None)
    if named is None or not (named.get("name") or "").startswith(DRAWING) or not named.get("descr"):
        return False
    return next(element.iter(n.TXBX), None) is None


def tracked(element: Any, around: Mark | None) -> Mark:
    """The mark of a tracked element inside another one, or of the outer one where both say the same."""
    state = n.TRACKED[element.tag]
    moved = element.tag in (n.MOVE_FROM, n.MOVE_TO)
    if around is not None and (around.state == "both" or around.state != state):
        state = "both"
    return Mark(state, element.get(n.AUTHOR, ""), element.get(n.DATE, ""), moved)


def branch(element: Any) -> Any | None:
    """The one branch of an alternative that is read: the first choice with words or drawings in it, or else the fallback."""
    choices = [child for child in element if child.tag == n.CHOICE]
    fallback = next((child for child in element if child.tag == n.FALLBACK), None)
    for choice in choices:
        if fallback is None or _holds(choice) or not _holds(fallback):
            return choice
    return fallback


def _holds(element: Any) -> bool:
    return next(element.iter(n.TXBX, n.T, n.BLIP, n.CHART, n.DIAGRAM, n.A_T), None) is not None


def control(properties: Any, words: str) -> Control:
    """A content control from its properties."""
    placeholder = properties is not None and (found := properties.find(w("showingPlcHdr"))) is not None and n.on(found)
    return Control(_value(properties, "tag"), _value(properties, "alias"), words, bool(placeholder))


def equation(element: Any, depth: int) -> str:
    """A formula on one line: fractions as ``(a)/(b)``, everything else in its order."""
    if depth <= 0:
        return "".join(t.text or "" for t in element.iter(n.M_T))
    made = []
    for child in element:
        if child.tag == n.M_T:
            made.append(child.text or "")
        elif child.tag == n.M_F:
            top, bottom = child.find(n.M_NUM), child.find(n.M_DEN)
            parts = [equation(part, depth - 1) if part is not None else "" for part in (top, bottom)]
            made.append(f"({parts[0]})/({parts[1]})")
        elif len(child) and child.tag != n.RPR:
            made.append(equation(child, depth - 1))
    return "".join(made)
