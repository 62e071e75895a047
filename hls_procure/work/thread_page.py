"""The golden thread as a page: a matrix with a line for each principle, or the story of one id."""

from __future__ import annotations

from typing import Any

from hls_procure.errors import InputError, Problem, argument, nearest
from hls_procure.interview.show import wrap
from hls_procure.readacross.thread import Node, Row, Thread
from hls_procure.work.checking import pack_of
from hls_procure.work.opening import Looked

_COLUMNS = (
    ("said by", "insights"),
    ("commitments", "commitments"),
    ("criteria", "criteria"),
    ("questions", "questions"),
    ("clauses", "clauses"),
    ("learning", "learning"),
)


def thread_of(opened: Looked) -> Thread:
    """The threads of a project. :raises InputError: it has none, since nothing is bought in it."""
    opened.only_for_buying("thread")
    return Thread(pack_of(opened))


def nodes_of(thread: Thread, id: str) -> tuple[Node, ...]:
    """What an id is on the thread. :raises InputError: nothing has it, with the nearest that does."""
    found = thread.find(id)
    if not found:
        do = "Name an insight, a principle, a commitment, a criterion, a question or a clause of the project."
        raise InputError(Problem(id, "is nothing on the thread", nearest(id, thread.ids()), do))
    return found


def story_page(thread: Thread, id: str) -> str:
    """The story of an id, as lines for a terminal."""
    lines = []
    for node in nodes_of(thread, id):
        lines += ["", f"{node.id} · {node.kind}", ""]
        lines += [wrap(sentence, "  ") for sentence in thread.story(node)]
    return "\n".join(lines[1:])


def matrix_page(thread: Thread, folder: str) -> str:
    """How many of each step hang on each principle, and what is missing."""
    rows = thread.matrix()
    if not rows:
        return f"There are no principles yet. Next: hls-procure walk {argument(folder)} --stage understand"
    width = max(len(row.principle.words) for row in rows)
    lines = ["  ".join(["principle".ljust(width), *(name.rjust(len(name)) for name, _ in _COLUMNS)])]
    for row in rows:
        counts = [str(len(getattr(row, attribute))).rjust(len(name)) for name, attribute in _COLUMNS]
        gaps = f"   missing: {', '.join(row.gaps)}" if row.gaps else ""
        lines.append("  ".join([row.principle.words.ljust(width), *counts]) + gaps)
    lines += ["", f"One of them as a story: hls-procure thread {argument(folder)} {rows[0].principle.id}"]
    return "\n".join(lines)


def as_dict(thread: Thread, id: str | None) -> dict[str, Any]:
    """The matrix, or the stories of an id, as plain data."""
    if id:
        return {"stories": [{**_node(node), "story": list(thread.story(node))} for node in nodes_of(thread, id)]}
    return {"principles": [_row(row) for row in thread.matrix()]}


def _row(row: Row) -> dict[str, Any]:
    steps = {attribute: [_node(node) for node in getattr(row, attribute)] for _, attribute in _COLUMNS}
    return {**_node(row.principle), **steps, "gaps": list(row.gaps)}


def _node(node: Node) -> dict[str, str]:
    return {"kind": node.kind, "id": node.id, "words": node.words}
