"""What an answer to a bidder changed stands in every paper that bidders have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from hls_procure.findings import Finding, Side
from hls_procure.model.values import say_date
from hls_procure.readacross.pack import Pack, at, cut, large
from hls_procure.readacross.papers import Paper
from hls_procure.readacross.rule import rule


@rule("RA924", "RA925")
def answers(pack: Pack) -> Iterator[Finding]:
    """Since the last answer that changed something, each paper that it changed was built and issued again."""
    rows = ((row.answered_on or row.on, row) for row in pack.rows("clarifications") if row.changed)
    changed: list[tuple[date, Any]] = sorted(((on, row) for on, row in rows if on), key=lambda one: (one[0], one[1].id))
    if not changed:
        return
    for paper in pack.papers:
        since = [(on, row) for on, row in changed if paper.on is None or paper.on < on]
        if since and paper.behind:
            yield _behind(pack, paper, *since[0])
    issued = [paper.on for paper in pack.papers if paper.on]
    if issued and not any(paper.behind for paper in pack.papers):
        for on, row in (one for one in changed if one[0] > max(issued)):
            message = f"An answer of {say_date(on)} changed something ({_what(row)}). No paper has been issued since, and each "
            message += "that was issued before says what it would say if it were built now."
            yield pack.finding("RA925", message, _answer(row), at("issued", say_date(max(issued)), max(issued).isoformat()))


def _behind(pack: Pack, paper: Paper, on: date, row: Any) -> Finding:
    answer = f"an answer of {say_date(on)} changed something ({_what(row)})"
    if paper.on is None:
        message = f"The file of {paper.short} in out/ is not what would be built now, and {answer}."
        return pack.finding("RA924", message, Side(paper.document, paper.where), _answer(row))
    message = f"{large(paper.short)} was issued on {say_date(paper.on)} and not again since {answer}."
    if not paper.changes:
        return pack.finding("RA924", message, Side(paper.document, paper.where), _answer(row))
    first = paper.changes[0]
    was, now = cut(first.was, most=90), cut(first.printed, most=90)
    says = f"It says '{was}'" if was else "It says nothing"
    message += f" {says} where the project says '{now}'." if now else f" {says} where the project has nothing."
    if len(paper.changes) > 1:
        count = len(paper.changes) - 1
        message += f" {count} more place{'s differ' if count > 1 else ' differs'}."
    right = at(first.path, first.printed, first.printed or None) if first.path else _answer(row)
    return pack.finding("RA924", message, Side(paper.document, paper.where, cut(first.was), first.was or None), right)


def _what(row: Any) -> str:
    return str(row.changed).rstrip(".")


def _answer(row: Any) -> Side:
    return at(f"clarifications[{row.id}].changed", row.changed)


RULES = (answers,)
