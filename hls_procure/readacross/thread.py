"""The golden thread: from what somebody said to principle, commitment, criterion, question, clause, learning and change.

``insight → principle → commitment → criterion → question → score → clause → learning question → governance → change``. The
matrix has a row for each principle; a story follows one id both ways. What is missing is a finding of a check, and only
pointed to here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hls_procure.model.record import record
from hls_procure.model.values import say_list
from hls_procure.readacross.pack import Pack, large

#: The steps of the thread, in order, with the list of the project that holds each.
STEPS = (
    ("insight", "insights"),
    ("principle", "principles"),
    ("commitment", "spec.commitments"),
    ("criterion", "evaluation.criteria"),
    ("question", "evaluation.questions"),
    ("clause", ""),
    ("learning question", "learning.questions"),
)


@record
class Node:
    """One thing on the thread. :param kind: a step. :param words: what it says."""

    kind: str
    id: str
    words: str


@record
class Row:
    """A principle and what hangs on it, step by step. :param gaps: the codes of checks that find something missing."""

    principle: Node
    insights: tuple[Node, ...] = ()
    commitments: tuple[Node, ...] = ()
    criteria: tuple[Node, ...] = ()
    questions: tuple[Node, ...] = ()
    clauses: tuple[Node, ...] = ()
    learning: tuple[Node, ...] = ()
    gaps: tuple[str, ...] = ()


class Thread:
    """All threads of a pack, each link followed once when it is made."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.nodes: dict[str, dict[str, Node]] = {kind: {} for kind, _ in STEPS}
        self._down: dict[tuple[str, str], list[Node]] = {}
        self._up: dict[tuple[str, str], list[Node]] = {}
        self._gather()
        self._link()

    def _gather(self) -> None:
        pack = self.pack
        for kind, path in STEPS:
            for row in pack.rows(path) if path else ():
                self.nodes[kind][row.id] = Node(kind, row.id, _short(kind, row))
        for note in pack.clauses.values():
            if note.applies:
                self.nodes["clause"][note.id] = Node("clause", note.id, note.title)

    def _join(self, above: tuple[str, str | None], below: tuple[str, str | None]) -> None:
        first = self.nodes[above[0]].get(above[1] or "")
        second = self.nodes[below[0]].get(below[1] or "")
        if first is not None and second is not None:
            self._down.setdefault((first.kind, first.id), []).append(second)
            self._up.setdefault((second.kind, second.id), []).append(first)

    def _link(self) -> None:
        pack = self.pack
        tags: dict[str, list[str]] = {}
        for note in pack.clauses.values():
            for tag in note.serves:
                tags.setdefault(tag, []).append(note.id)
        self._practice = {row.id for row in pack.rows("principles") if row.set == "practice"}
        for row in pack.rows("principles"):
            for insight in row.from_ or ():
                self._join(("insight", insight), ("principle", row.id))
            for clause in tags.get(row.stands_for or "", ()):
                self._join(("principle", row.id), ("clause", clause))
        for row in pack.rows("spec.commitments"):
            self._join(("principle", row.principle), ("commitment", row.id))
            self._join(("commitment", row.id), ("learning question", row.question))
        for row in pack.rows("evaluation.criteria"):
            for commitment in row.commitments or ():
                self._join(("commitment", commitment), ("criterion", row.id))
        for row in pack.rows("evaluation.questions"):
            self._join(("criterion", row.criterion), ("question", row.id))
        for row in pack.rows("learning.questions"):
            self._join(("principle", row.principle), ("learning question", row.id))

    def below(self, node: Node, kind: str) -> tuple[Node, ...]:
        """What hangs on a node, of one kind, each once, directly or through others."""
        return self._reach(node, kind, self._down)

    def above(self, node: Node, kind: str) -> tuple[Node, ...]:
        """What a node hangs on, of one kind, each once."""
        return self._reach(node, kind, self._up)

    def _reach(self, node: Node, kind: str, ways: dict[tuple[str, str], list[Node]]) -> tuple[Node, ...]:
        seen: dict[tuple[str, str], Node] = {}
        waiting = [node]
        while waiting:
            for one in ways.get((waiting[0].kind, waiting[0].id), ()):
                if (one.kind, one.id) not in seen:
                    seen[(one.kind, one.id)] = one
                    waiting.append(one)
            waiting.pop(0)
        return tuple(one for one in seen.values() if one.kind == kind)

    def matrix(self) -> tuple[Row, ...]:
        """A row for each principle, in the order of the project."""
        return tuple(self._row(node) for node in self.nodes["principle"].values())

    def _row(self, node: Node) -> Row:
        below = {kind: self.below(node, kind) for kind in ("commitment", "criterion", "question", "clause", "learning question")}
        insights = self.above(node, "insight")
        practice = node.id in self._practice
        missing = (
            ("RA112", not insights),
            ("RA107", practice and not below["commitment"]),
            ("RA101", bool(below["commitment"]) and not below["criterion"]),
            ("RA213", bool(below["criterion"]) and not below["question"]),
            ("RA702", practice and not below["learning question"]),
            ("RA152", not practice and not below["clause"]),
        )
        return Row(
            node,
            insights,
            below["commitment"],
            below["criterion"],
            below["question"],
            below["clause"],
            below["learning question"],
            tuple(code for code, gap in missing if gap),
        )

    def find(self, id: str) -> tuple[Node, ...]:
        """The nodes with an id, whichever step they are; several where lists share it."""
        wanted = (id, id.upper())
        return tuple(nodes[one] for nodes in self.nodes.values() for one in dict.fromkeys(wanted) if one in nodes)

    def ids(self) -> Iterator[str]:
        """Every id on the thread."""
        for nodes in self.nodes.values():
            yield from nodes

    def story(self, node: Node) -> tuple[str, ...]:
        """One node told as a story: what led to it, and what it leads to; a sentence a step."""
        pack, lines = self.pack, []
        insights = self.above(node, "insight") if node.kind != "insight" else (node,)
        for insight in insights:
            lines.append(_said(pack, insight))
        for kind, verb in (
            ("principle", "People agreed on the principle"),
            ("commitment", "The specification wants this to be true"),
            ("criterion", "Tenders are judged by"),
            ("question", "Bidders are asked"),
            ("clause", "The agreement carries it in"),
            ("learning question", "The Members keep asking"),
        ):
            found = (node,) if kind == node.kind else (*self.above(node, kind), *self.below(node, kind))
            one_each = kind in ("commitment", "question", "learning question")
            for some in [(one,) for one in found] if one_each else [found] if found else []:
                lines.append(_ended(f"{verb}: {'; '.join(_words(pack, one) for one in some)}"))
        lines += _after(pack, self, node)
        return tuple(lines)


def _said(pack: Pack, node: Node) -> str:
    row = next(one for one in pack.rows("insights") if one.id == node.id)
    heard = [one.who for one in pack.rows("listening") if one.id in (row.from_ or ()) and one.who]
    where = f" (heard from {say_list(heard)})" if heard else ""
    quote = f" In their words: “{row.quote}”." if row.quote and row.consent else ""
    return f"{node.words.rstrip('.')}{where}.{quote}"


def _short(kind: str, row: Any) -> str:
    """What a record says in a few words; its id where it says nothing yet."""
    if kind == "criterion":
        return f"{row.name or row.id} ({row.weight})" if row.weight else row.name or row.id
    words = {"principle": ("short", "text"), "commitment": ("title", "intent")}.get(kind, ("text",))
    return str(next((value for name in words if (value := getattr(row, name))), row.id))


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(("?", "!", ".")) else f"{sentence}."


def _words(pack: Pack, node: Node) -> str:
    if node.kind == "commitment":
        row = next(one for one in pack.rows("spec.commitments") if one.id == node.id)
        return f"{node.words}: {(row.intent or '').rstrip('.')}" if row.intent and row.intent != node.words else node.words
    if node.kind == "question":
        row = next(one for one in pack.rows("evaluation.questions") if one.id == node.id)
        good = f" A good answer shows: {row.good.rstrip('.')}" if row.good else ""
        return f"{node.words}{good}"
    if node.kind == "clause":
        return f"{node.id} ({node.words})"
    return node.words.rstrip(".") if node.kind == "principle" else node.words


def _after(pack: Pack, thread: Thread, node: Node) -> list[str]:
    """Who looks at it in the life of the agreement, and how it may change."""
    if node.kind in ("insight", "principle", "commitment", "learning question"):
        learning = (node,) if node.kind == "learning question" else thread.below(node, "learning question")
        rows: list[Any] = [one for one in pack.rows("learning.questions") if any(one.id == found.id for found in learning)]
        made = [f"It comes up {row.when}." for row in rows if row.when]
        meeting, months = pack.get("learning.learning_meeting"), pack.get("learning.behaviours_months")
        if meeting and rows:
            made.append(f"{large('the Leadership Team')} talks about it {meeting}.")
        if months and node.kind == "principle":
            made.append(f"The Members look at how they live it every {months} months.")
        if pack.rows("alliance.change.map") and node.kind in ("commitment", "principle"):
            made.append("What is learned may change the work as the map of changes in the agreement says.")
        return list(dict.fromkeys(made))
    return []
