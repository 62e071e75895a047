"""The read-across report (D30) as a document of the product: a page for the lawyer, the findings, the thread, the sign-off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hls_procure.assembly.blocks import Block, Document, Front, Heading, Para, Span, Spans, Table, TableRow
from hls_procure.findings import Finding, Side
from hls_procure.model.values import say_date, say_list
from hls_procure.reports.told import WORDS, Told, clean, place

WORDS_FILE = "templates/read-across-report.yaml"
#: So many of the gravest findings, of those set aside and of the parts unread stand on the page for the lawyer: it is one page.
MOST = 6
#: Room to sign in: blanks that a column's width is measured by.
_ROOM = "\u00a0" * 30
#: What a finding about something that could not be read is called.
UNREAD = "RA003"


def d30(told: Told) -> Document:
    """The report as blocks, which every writer of the product can write."""
    return _Report(told, told.words).document()


class _Report:
    """One report while its blocks are made; ``words`` are those of templates/read-across-report.yaml."""

    def __init__(self, told: Told, words: Mapping[str, Any]) -> None:
        self.told, self.words = told, words
        self.tables = 0
        self.count = 0

    def document(self) -> Document:
        """The whole report."""
        told = self.told
        day = say_date(told.on) if told.on else self.say("no-day")
        blocks = [*self._challenged(), *self._findings(), *self._thread(), *self._sign()]
        return Document(
            id="D30",
            short="the Read-Across Report",
            filename="D30-read-across-report",
            audience="privileged",
            template="note.docx",
            front=Front(
                self.say("title", title=told.title),
                self.say("subtitle"),
                told.authority,
                told.reference,
                self.say("version"),
                day,
            ),
            blocks=tuple(blocks),
            breaks=frozenset({"d30.findings", "d30.sign"}),
        )

    def say(self, key: str, **places: object) -> str:
        """Some words with their places filled; what fills them is never looked at for places again."""
        text = str(self.words[key])
        for name, value in places.items():
            text = text.replace("{" + name + "}", str(value).replace("{", "\ue001"))
        return " ".join(clean(text.replace("\ue001", "{")).split())

    def _para(self, *spans: Span | str, depth: int = 1) -> Para:
        self.count += 1
        made = tuple(Span("text", clean(one)) if isinstance(one, str) else Span(one.kind, clean(one.text)) for one in spans)
        return Para(f"d30.p{self.count}", "none", depth, "", made)

    def _strong(self, label: str, text: str) -> Para:
        return self._para(Span("strong", f"{label}: "), text)

    # The page for the lawyer

    def _challenged(self) -> Iterator[Block]:
        report = self.told.report
        yield _heading("d30.challenged", 1, self.say("challenged"))
        yield self._para(self.say("challenged-lead"))
        read = [file["file"] for file in report.files] or ["project.yaml", *report.documents]
        yield self._para(self.say("compared", read=say_list(read)))
        for note in report.notes:
            yield self._para(note)
        found = {one.code for one in report.findings}
        families = dict.fromkeys(check.family for check in report.checks.values())
        clean = [family for family in families if not any(report.checks[code].family == family for code in found)]
        said = self.say("agreed-families", families=say_list(clean)) if clean else ""
        yield self._para(self.say("agreed", clean=len(report.checks) - len(found), checks=len(report.checks), families=said))
        yield from self._open()
        yield from self._list(
            "aside", (f"{one.code}: {one.message} {one.suppressed}" for one in report.findings if one.suppressed is not None)
        )
        yield from self._list("unread", (one.message for one in report.findings if one.code == UNREAD and one.suppressed is None))
        yield self._para(self.say("limits"))

    def _open(self) -> Iterator[Block]:
        report = self.told.report
        waiting = {severity: [f for f in report.open(severity) if f.code != UNREAD] for severity in WORDS}
        counts = [f"{len(every)} {WORDS[severity][len(every) != 1]}" for severity, every in waiting.items() if every]
        if not counts:
            yield self._para(self.say("open-none"))
            return
        yield self._para(self.say("open", counts=say_list(counts)))
        grave = [one for every in waiting.values() for one in every]
        yield from self._most([f"{one.code}: {one.message}" for one in grave])

    def _list(self, key: str, lines: Iterable[str]) -> Iterator[Block]:
        every = list(lines)
        if not every:
            yield self._para(self.say(f"{key}-none"))
            return
        yield self._para(self.say(key))
        yield from self._most(every)

    def _most(self, lines: list[str]) -> Iterator[Block]:
        for line in lines[:MOST]:
            yield self._para(f"• {_cut(line)}", depth=2)
        if len(lines) > MOST:
            yield self._para(f"• {self.say('open-more', number=len(lines) - MOST)}", depth=2)

    # The findings

    def _findings(self) -> Iterator[Block]:
        yield _heading("d30.findings", 1, self.say("findings"))
        if not self.told.report.findings:
            yield self._para(self.say("findings-none"))
        for number, (family, findings) in enumerate(self.told.families, 1):
            yield _heading(f"d30.family{number}", 2, family[:1].upper() + family[1:])
            for one in findings:
                yield from self._finding(one)

    def _finding(self, one: Finding) -> Iterator[Block]:
        state = self.told.state(one)
        shown = WORDS[one.severity][0] if state == "open" else f"{WORDS[one.severity][0]}, {state}"
        yield self._para(Span("strong", f"{one.code} {shown}. "), one.message)
        yield self._side("here", one.left)
        if one.right is not None:
            yield self._side("there", one.right)
        if one.suppressed is not None:
            yield self._indent("set-aside", one.suppressed)
        elif one.hint:
            yield self._indent("do", one.hint)
        if one.reference:
            yield self._indent("rests", f"{one.reference}.")

    def _side(self, label: str, side: Side) -> Para:
        return self._indent(label, f"{place(side)}: “{side.quote}”" if side.quote else place(side))

    def _indent(self, key: str, text: str) -> Para:
        return self._para(Span("strong", f"{self.say(key)}: "), text, depth=2)

    # The thread and the sign-off

    def _thread(self) -> Iterator[Block]:
        rows = self.told.thread.matrix() if self.told.thread is not None else ()
        if not rows:
            return
        yield _heading("d30.thread", 1, self.say("thread"))
        yield self._para(self.say("thread-lead"))
        steps = ("insights", "commitments", "criteria", "questions", "clauses", "learning")
        yield self._table(
            "thread",
            [
                (row.principle.words, *(str(len(getattr(row, step))) for step in steps), ", ".join(row.gaps) or "–")
                for row in rows
            ],
            ("left", *["right"] * len(steps), "left"),
        )

    def _sign(self) -> Iterator[Block]:
        yield _heading("d30.sign", 1, self.say("sign"))
        yield self._para(self.say("sign-lead"))
        yield self._table("sign", [(*map(str, row), _ROOM[:14], _ROOM) for row in self.words["sign-rows"]], ("left",) * 4)

    def _table(self, key: str, rows: list[tuple[str, ...]], aligns: tuple[str, ...]) -> Table:
        self.tables += 1
        heads = tuple(str(head) for head in self.words[f"{key}-heads"])
        made = tuple(TableRow(f"d30.{key}.{number}", tuple(_spans(cell) for cell in row)) for number, row in enumerate(rows, 1))
        caption = _spans(self.say(f"{key}-caption"))
        return Table(f"d30.{key}", self.tables, caption, heads, made, tuple(1 for _ in heads), aligns)


def _heading(id: str, level: int, words: str) -> Heading:
    return Heading(id, level, "none", "", _spans(words))


def _spans(words: str) -> Spans:
    return (Span("text", clean(words)),)


def _cut(line: str, most: int = 240) -> str:
    line = " ".join(line.split())
    return line if len(line) <= most else f"{line[:most].rpartition(' ')[0]} …"
