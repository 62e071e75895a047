"""Whose idea: every principle was said by somebody, people were heard before anything was drafted, every gap has its way."""

from __future__ import annotations

from collections.abc import Iterator

from hls_procure.findings import Finding
from hls_procure.model.values import say_date, say_list
from hls_procure.readacross.pack import Pack, at
from hls_procure.readacross.rule import rule


@rule("RA112")
def nobody_said(pack: Pack) -> Iterator[Finding]:
    """Each principle rests on something that was heard."""
    if not pack.rows("insights"):
        return
    for row in pack.rows("principles"):
        if not row.from_:
            message = f"Nobody is recorded as having said what the principle '{row.short or row.id}' answers."
            yield pack.finding("RA112", message, at(f"principles[{row.id}]", row.text), at("insights"))


@rule("RA113")
def nobody_looks(pack: Pack) -> Iterator[Finding]:
    """Each principle has a behaviour that people would see."""
    if not pack.rows("behaviours"):
        return
    seen = {row.principle for row in pack.rows("behaviours")}
    for row in pack.rows("principles"):
        if row.id not in seen:
            message = f"Nobody has said what people would see if the principle '{row.short or row.id}' were lived."
            yield pack.finding("RA113", message, at(f"principles[{row.id}]", row.text), at("behaviours"))


@rule("RA114")
def loose_gap(pack: Pack) -> Iterator[Finding]:
    """Each thing left open on purpose says how, by whom and by when it is settled."""
    for row in pack.rows("spec.gaps"):
        missing = [words for words, value in (("how", row.how), ("by whom", row.who), ("by when", row.by)) if not value]
        if missing:
            message = f"'{row.topic or row.id}' is left open on purpose, and nobody says {say_list(missing)} it is settled."
            yield pack.finding("RA114", message, at(f"spec.gaps[{row.id}]", row.topic))


@rule("RA115")
def heard_late(pack: Pack) -> Iterator[Finding]:
    """People with lived experience are heard before anything is designed."""
    days = [row.on for row in pack.rows("listening") if row.kind == "lived" and row.on]
    designs = [row for row in pack.rows("sessions") if row.kind == "design" and row.on]
    first = min(designs, key=lambda row: row.on, default=None)
    if first is None or not pack.rows("listening"):
        return
    if not days:
        message = "Something was designed, and no listening to people with lived experience is recorded."
        yield pack.finding("RA115", message, at(f"sessions[{first.id}].on", say_date(first.on)), at("listening"))
    elif min(days) > first.on:
        heard = say_date(min(days))
        message = f"The design began on {say_date(first.on)}, and people with lived experience were first heard on {heard}."
        yield pack.finding("RA115", message, at(f"sessions[{first.id}].on", say_date(first.on)), at("listening"))


@rule("RA116")
def not_played_back(pack: Pack) -> Iterator[Finding]:
    """What was heard is played back to those who said it before anything is designed."""
    sense = [row.on for row in pack.rows("sessions") if row.kind == "sensemaking" and row.on]
    designs = [row for row in pack.rows("sessions") if row.kind == "design" and row.on]
    first = min(designs, key=lambda row: row.on, default=None)
    if first is None or (sense and min(sense) <= first.on):
        return
    when = f"first on {say_date(min(sense))}" if sense else "on no day that is recorded"
    message = f"The design began on {say_date(first.on)}, and what was heard was played back {when}."
    yield pack.finding("RA116", message, at(f"sessions[{first.id}].on", say_date(first.on)), at("sessions"))


@rule("RA117")
def unlearned(pack: Pack) -> Iterator[Finding]:
    """Each commitment has a question that its Members keep asking."""
    if not pack.rows("learning.questions"):
        return
    for row in pack.rows("spec.commitments"):
        if not row.question:
            message = f"The commitment '{row.title or row.id}' has no question that the Members keep asking about it."
            yield pack.finding("RA117", message, at(f"spec.commitments[{row.id}]", row.intent), at("learning.questions"))


RULES = (nobody_said, nobody_looks, loose_gap, heard_late, not_played_back, unlearned)
