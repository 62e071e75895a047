"""What a paragraph that reads otherwise means: facts for project.yaml, and words of the project's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hls_procure.assembly.blocks import Heading, Para, Spans, Table
from hls_procure.model.clause import Library
from hls_procure.model.facts import FactView
from hls_procure.model.fields import FieldSchema
from hls_procure.model.marks import FactMark, Part
from hls_procure.model.record import record
from hls_procure.reading.blocks import ReadBlock
from hls_procure.reading.likeness import folded
from hls_procure.reading.match import units_of
from hls_procure.reconcile.align import same_words
from hls_procure.reconcile.homes import Home, home_of, table_of
from hls_procure.reconcile.lines import Line, Sides
from hls_procure.reconcile.proposals import Edit, KeepHere, Proposal, SetCell, SetText, Who
from hls_procure.reconcile.segments import Segment, of_parts, of_spans
from hls_procure.reconcile.words import Changed, NewWords, as_printed, calm, compare, is_reference, typed_references

_TABLE = "The table is made by its clause from records and from words of its own. Change them there, or in the project."
_GLUE = re.compile(r"[;,.]?(?:\s+(?:and|or))?\s*\Z")
_FRONT = "The first page is made from the project and from the document's own file."


@record
class FactSeen:
    """A changed fact at one place. ``here``: the edits that would keep it to this place."""

    change: Changed
    line: Line
    who: tuple[Who, ...]
    here: tuple[Edit, ...] = ()
    inside: str = ""


@dataclass
class Wording:
    """Reads changed paragraphs of one document.

    :param facts: the project as it was printed. :param own: the bookmark of each numbered place with its numbers as printed.
    """

    sides: Sides
    library: Library
    schema: FieldSchema
    facts: FactView
    noun: str
    seen: list[FactSeen] = field(default_factory=list)
    made: list[Proposal] = field(default_factory=list)

    def __post_init__(self) -> None:
        document = self.sides.document
        self.numbers: dict[str, tuple[str, str]] = {}
        self.places: dict[str, str] = {}
        schedule = ""
        shown = {line.id: line.pair.block.full for line in self.sides.lines if line.pair and line.unit.full}
        for block in document.blocks:
            if not isinstance(block, (Heading, Para)) or not block.number:
                continue
            full = document.numbers.get(block.id, block.number)
            name = document.bookmarks.get(block.id, "")
            if name:
                self.numbers[name] = (block.number, full)
            if block.series == "schedule":
                schedule = block.number
            # A typed number is sure only where the place has the same number as printed and in the file.
            if shown.get(block.id) == full or block.series == "schedule":
                key = {"clause": f"{self.noun} {full}", "schedule": full}.get(block.series, f"paragraph {full} of {schedule}")
                self.places[key] = block.id
        self.terms = self._terms()

    def _terms(self) -> dict[str, str]:
        """Defined terms of this document as somebody types them, with their marks."""
        made: dict[str, str] = {}
        for block in self.sides.document.blocks:
            if isinstance(block, Para) and block.role == "definition" and block.id.startswith("term."):
                term = self.library.terms.get(block.id[5:])
                if term is not None:
                    made[term.singular] = f"<term:{term.id}>"
                    made[term.plural] = f"<term:{term.id}|plural>"
        return made

    def refs(self, text: str) -> list[tuple[int, int, str]]:
        """References and defined terms in words that somebody typed, where they are sure: start, end and mark."""
        found = [(start, end, f"<ref:{id}>") for start, end, id in typed_references(text, self.places, self.noun)]
        if self.terms:
            names = "|".join(re.escape(name) for name in sorted(self.terms, key=len, reverse=True))
            for one in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", text):
                starts = not text[: one.start()].rstrip() or text[: one.start()].rstrip().endswith((".", "?", "!"))
                if " " in one[0] or not starts or len(one[0]) > 5:
                    found.append((one.start(), one.end(), self.terms[one[0]]))
        return sorted(found)

    def marked(self, text: str) -> str:
        """Words that are new altogether, as a clause writes them."""
        return NewWords(text).marked(self.refs)

    def notes(self, text: str) -> tuple[str, ...]:
        """What a person should know of words that somebody typed."""
        sure = typed_references(text, self.places, self.noun)
        left = "".join(text[b:a] for b, a in zip([0, *(s[1] for s in sure)], [*(s[0] for s in sure), len(text)], strict=True))
        if is_reference(left):
            return ("It names a number of a place that is not surely one of this document: it stays as typed. Check it.",)
        return ()

    def home(self, line: Line) -> Home | None:
        """The sub-clause that a paragraph is printed from."""
        block = line.block
        return home_of(self.library, line.id, block.trace.variant) if isinstance(block, Para) and not block.continues else None

    def segments(self, line: Line) -> tuple[tuple[Segment, ...], bool]:
        """The pieces of a paragraph, and whether their marks are known."""
        home = self.home(line)
        if home is not None:
            made = of_parts(home.node.parts, line.spans, self.library.terms)
            if made is not None:
                return made, True
        return of_spans(line.spans), False

    def says(self, block: ReadBlock) -> str:
        """What the file says there, with the numbers of references as they were printed."""
        return as_printed(block, self.numbers)

    def read(self, line: Line, new: str, who: tuple[Who, ...]) -> None:
        """One paragraph or cell that is shown otherwise; ``new``: its words now."""
        if same_words(calm(line.unit.text), calm(new)):
            return
        block = line.block
        if line.unit.kind == "front":
            self._front(line, new, who)
        elif isinstance(block, Heading):
            self._title(line, new, who)
        elif isinstance(block, Para) and line.id.startswith("term."):
            self._definition(line, new, who)
        elif isinstance(block, Para):
            self._para(line, new, who)
        else:
            self._cell(line, new, who)

    def _para(self, line: Line, new: str, who: tuple[Who, ...]) -> None:
        whole = _one_fact(line.spans)
        if whole and self._whole(line, whole, new, who):
            return
        segments, known = self.segments(line)
        if not known and _GLUE.sub("", line.unit.text) == _GLUE.sub("", new):
            return  # what joins the lines of a list follows from how many there are
        found = compare(segments, new, self.schema)
        changed = frozenset(one.path for one in found.facts)
        self.keep(found, line, who, here=known)
        if not found.prose:
            return
        hand = "" if known else self.why_not(line)
        auto = [s for s in segments if s.kind == "auto" and s.text.strip()]
        if known and any(s in found.lost for s in auto):
            hand = "Part of it is printed by itself (a list from the project, or a caution of the law) and was changed."
        edits = () if hand else (SetText(line.id, found.marked(self.refs)),)
        notes = [*self.notes(new)]
        notes += [f"{s.path} is no longer printed here." for s in found.lost if s.kind == "fact" and s.path not in changed]
        notes += [f"The reference '{s.text}' is gone, or is no longer one." for s in found.lost if s.kind == "ref"]
        if changed:
            notes.append(f"It also prints what reads otherwise: {', '.join(sorted(changed))}. That is a proposal of its own.")
        self.made.append(
            Proposal(f"words:{line.id}", "words", line.where, line.unit.text, new, who, None, edits, (), hand, tuple(notes))
        )

    def keep(self, found: NewWords, line: Line, who: tuple[Who, ...], *, here: bool) -> None:
        """Keep the facts that read otherwise in one paragraph. :param here: whether each can be written out in its place."""
        for one in found.facts:
            edits = (KeepHere(line.id, one.mark, one.new, one.nth),) if here and one.mark else ()
            self.seen.append(FactSeen(one, line, who, edits, _around(found.text, one.new)))

    def _whole(self, line: Line, path: str, new: str, who: tuple[Who, ...]) -> bool:
        """A paragraph that is one person's words and nothing else."""
        block = line.block
        assert isinstance(block, Para)
        group = [one for one in self.sides.lines if one.id == line.id and isinstance(one.block, Para)]
        value = "\n\n".join(new if one.at == line.at else self.says(one.pair.block) if one.pair else "" for one in group).strip()
        if self.schema.get(path) is None:
            return False
        self.seen.append(FactSeen(Changed(path, line.unit.text, new, value), line, who))
        return True

    def why_not(self, line: Line) -> str:
        """Why the words of a paragraph cannot become the project's own, for a person."""
        block = line.block
        if isinstance(block, Para) and block.continues:
            return "It goes on from the words of a person that stand in the project. Change them there."
        if isinstance(block, Para) and block.trace.clause:
            source = block.trace.clause
            return f"It is one of several lines that {source} makes from a list of the project. Change the list, or the clause."
        return "The document brings these words itself; they stand in no clause. Change its own file in clauses/documents/."

    def _title(self, line: Line, new: str, who: tuple[Who, ...]) -> None:
        clause, _, rest = line.id.partition(".")
        own = clause in self.library.clauses
        own = own and (not rest or any(s.id == rest for s in self.library.clauses[clause].schedules))
        hand = "" if own else "The document brings this heading itself: change it in its own file in clauses/documents/."
        edits = (SetText(line.id, new, title=True),) if own else ()
        self.made.append(Proposal(f"title:{line.id}", "title", line.where, line.unit.text, new, who, None, edits, (), hand))

    def _definition(self, line: Line, new: str, who: tuple[Who, ...]) -> None:
        term = self.library.terms.get(line.id[5:])
        lead = "".join(span.text for span in line.spans[:2])
        meaning = new[len(lead) :] if folded(new[: len(lead)]) == folded(lead) else None
        segments = of_parts(term.means, line.spans[2:-1], self.library.terms) if term else None
        if term is None or segments is None or meaning is None:
            hand = (
                "The term itself was changed, and not what it means: change it in terms.yaml, where every clause takes it from."
            )
            self.made.append(
                Proposal(f"definition:{line.id}", "definition", line.where, line.unit.text, new, who, None, (), (), hand)
            )
            return
        tail = line.spans[-1].text.strip()
        meaning = meaning.strip().removesuffix(tail)
        found = compare(segments, meaning, self.schema)
        self.keep(found, line, who, here=True)
        if found.prose:
            edits = (SetText(line.id, found.marked(self.refs)),)
            self.made.append(
                Proposal(
                    f"definition:{line.id}", "definition", line.where, line.unit.text, new, who, None, edits, (), "",
                    self.notes(meaning),
                )
            )  # fmt: skip

    def _cell(self, line: Line, new: str, who: tuple[Who, ...]) -> None:
        if line.unit.kind == "caption":
            new = new.partition(": ")[2] or new
            was = line.unit.text.partition(": ")[2]
            if same_words(was, new):
                return
        if same_words(line.unit.text.rstrip(" ."), new.rstrip(" .")):
            return  # a stop more or less at the end of a cell is no edit
        written_out = self._written_out(line)
        segments = of_parts(written_out[1], line.spans, self.library.terms) if written_out else None
        found = compare(segments or of_spans(line.spans), new, self.schema)
        self.keep(found, line, who, here=False)
        if not found.prose and line.spans:
            return
        edits: tuple[Edit, ...] = ()
        if written_out is not None and (segments is not None or not line.spans):
            at = written_out[0]
            edits = (SetCell(at.id, at.part, found.marked(self.refs) if at.part != "heads" else new, at.row, at.column),)
        hand = "" if edits else _TABLE
        self.made.append(Proposal(f"words:{line.id}", "words", line.where, line.unit.text, new, who, None, edits, (), hand))

    def _written_out(self, line: Line) -> tuple[SetCell, tuple[Part, ...]] | None:
        """The place of a caption, a head or a cell that its clause writes out, and the parts that stand there."""
        table = line.block
        found = table_of(self.library, table) if isinstance(table, Table) else None
        if found is None or not isinstance(table, Table):
            return None
        id, spec = found
        if line.unit.kind == "caption":
            return SetCell(id, "caption", ""), spec.caption
        row, _, column = line.id.rpartition(":")
        at = int(column) - 1 if column.isdigit() else -1
        if line.unit.kind == "head" and 0 <= at < len(spec.columns):
            return SetCell(id, "heads", "", 0, at), (spec.columns[at].head,)
        name = row.removeprefix(f"{table.id}.")
        part, rows = ("rows", spec.rows) if name[:1] == "r" else ("total", spec.total)
        number = int(name[1:]) - 1 if name[:1] in ("r", "t") and name[1:].isdigit() else -1
        record = bool(spec.of) and any(one.id == row and one.facts and not one.total for one in table.rows)
        inside = 0 <= number < len(rows) and 0 <= at < len(rows[number].cells)
        if line.unit.kind == "cell" and row != table.id and inside and not record:
            return SetCell(id, part, "", number, at), rows[number].cells[at]
        return None

    def _front(self, line: Line, new: str, who: tuple[Who, ...]) -> None:
        # A page shows several lines of the front as one paragraph.
        others = {folded(unit.text) for unit in units_of(self.sides.document) if unit.kind == "front"}
        new = "\n".join(words for words in new.split("\n") if folded(words) not in others)
        if not new:
            return
        path = {"front.authority": "authority.name", "front.reference": "project.reference"}.get(line.id)
        if path:
            self.seen.append(FactSeen(Changed(path, line.unit.text, new, new), line, who))
            return
        spec = self.library.documents[self.sides.document.id]
        parts = {"front.title": spec.title, "front.subtitle": spec.subtitle}.get(line.id, ())
        change = _in_title(parts, line.unit.text, new, self.facts)
        if change is not None:
            self.seen.append(FactSeen(change, line, who))
            return
        found = compare(of_spans(line.spans), new, self.schema)
        self.seen += [FactSeen(one, line, who) for one in found.facts]
        if found.prose or not line.spans:
            self.made.append(Proposal(f"words:{line.id}", "words", line.where, line.unit.text, new, who, None, (), (), _FRONT))


def _around(text: str, words: str) -> str:
    """The sentence that some words stand in; empty where they are the whole of it."""
    at = text.find(words)
    start = max((text.rfind(stop, 0, max(at, 0)) + 2 for stop in (". ", "? ", "! ")), default=0)
    start = start if start >= 2 else 0
    ends = [end for stop in (". ", "? ", "! ") if (end := text.find(stop, at + len(words))) >= 0]
    sentence = text[start : min(ends) + 1] if ends else text[start:]
    return "" if sentence.strip(" .") == words.strip(" .") else sentence.strip()


def _one_fact(spans: Spans) -> str:
    """The path of the one fact that a paragraph is; empty where it is more."""
    paths = {span.path for span in spans if span.kind == "fact"}
    rest = "".join(span.text for span in spans if span.kind != "fact").strip(" .")
    return paths.pop() if len(paths) == 1 and not rest else ""


def _in_title(parts: Sequence[object], old: str, new: str, facts: FactView) -> Changed | None:
    """A fact that reads otherwise in a title whose own words are the same."""
    marks = [part for part in parts if isinstance(part, FactMark)]
    if len(marks) != 1 or any(not isinstance(part, (str, FactMark)) for part in parts):
        return None
    at = list(parts).index(marks[0])
    before, after = "".join(map(str, parts[:at])), "".join(map(str, parts[at + 1 :]))
    if len(new) <= len(before) + len(after) or not new.endswith(after) or new[: len(before)].lower() != before.lower():
        return None
    value = new[len(before) : len(new) - len(after)]
    was = old[len(before) : len(old) - len(after)]
    kept = facts.get(marks[0].path)
    if isinstance(kept, str) and kept[:1] != was[:1] and kept[1:] == was[1:]:
        value = kept[:1] + value[1:] if value[:1] == was[:1] else value
    return Changed(marks[0].path, was, value, value)


def who_of(blocks: Sequence[ReadBlock]) -> tuple[Who, ...]:
    """Who made the tracked changes of some paragraphs, each once."""
    found: dict[Who, None] = {}
    for block in blocks:
        for change in block.changes:
            found[Who(change.author, change.date)] = None
        if block.author and (block.revision or block.end):
            found[Who(block.author, block.date)] = None
    authors: dict[str, Who] = {}
    for one in found:
        authors.setdefault(one.author, one)
    return tuple(authors.values())
