"""The record of moderation: before an award is told, each tender has an agreed score for each question, with its reasons.

What a good answer shows is what bidders were told (``evaluation.questions``, good): things parted by semicolons. The reasons
follow it, thing by thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from hls_procure.findings import Finding, Side
from hls_procure.model.values import say_date, say_list
from hls_procure.readacross.pack import Pack, at
from hls_procure.readacross.rule import rule

SCORES, QUESTIONS, SCALE = "award.scores", "evaluation.questions", "evaluation.scale"
#: Notices that tell the world who won, or is to win.
TELLING = {"notices": ("UK6", "psr-intention", "psr-award"), "law": ("pa-notices-uk6",)}


def awarded(pack: Pack) -> Side | None:
    """Where the project says that the award was decided; None while it says nothing of it."""
    award = pack.project.award
    if award.decided_on:
        return at("award.decided_on", say_date(award.decided_on), award.decided_on.isoformat())
    told = next((row for row in pack.rows("published") if row.notice in TELLING["notices"]), None)
    if told is not None:
        return at(f"published[{told.id}].notice", told.notice, told.notice)
    return at("award.members", award.members[0].name or "") if award.members else None


@rule("RA220")
def unscored(pack: Pack) -> Iterator[Finding]:
    """Once an award is recorded, each tender that was assessed has an agreed score for each question."""
    decided, asked = awarded(pack), pack.rows(QUESTIONS)
    if decided is None or not asked:
        return
    assessed = int(pack.project.award.assessed or pack.project.award.tenders or 0)
    scored: dict[str, set[str]] = {}
    for row in pack.rows(SCORES):
        of = scored.setdefault(row.tender or row.id, set())
        if row.score is not None and row.question:
            of.add(row.question)
    if not scored:
        message = f"An award is recorded, and no score that the panel agreed, for any of {len(asked)} questions."
        yield pack.finding("RA220", message, at(SCORES), decided)
        return
    for tender, have in scored.items():
        missing = [f"'{question.id}'" for question in asked if question.id not in have]
        if missing:
            message = f"An award is recorded, and {tender} has no agreed score for {say_list(missing)}."
            yield pack.finding("RA220", message, at(SCORES, tender), decided)
    if len(scored) < assessed:
        message = f"{assessed} tenders were assessed, and agreed scores are recorded for {len(scored)} of them."
        yield pack.finding("RA220", message, at(SCORES), at("award.assessed", assessed, assessed))


@rule("RA221")
def unreasoned(pack: Pack) -> Iterator[Finding]:
    """Each agreed score has a reason for each thing that a good answer shows. Before the award it is a warning."""
    questions = {row.id: row for row in pack.rows(QUESTIONS)}
    severity: Literal["error", "warning"] = "error" if awarded(pack) is not None else "warning"
    for row in pack.rows(SCORES):
        question = questions.get(row.question or "")
        if question is None or row.score is None:
            continue
        shows, given = len(things(question.good)) or 1, len(things(row.reasons))
        if given < shows:
            who = f"{row.tender or row.id} for '{question.id}'"
            message = f"The agreed score of {who} has no reasons."
            if given:
                message = f"A good answer shows {shows} things, and the agreed score of {who} has reasons for {given} of them."
            left = at(f"{SCORES}[{row.id}].reasons", row.reasons or "", given)
            right = at(f"{QUESTIONS}[{question.id}].good", question.good or "", shows)
            yield pack.finding("RA221", message, left, right, severity=severity)


def things(text: str | None) -> list[str]:
    """The things in a text, in small letters: semicolons part them."""
    parts = (" ".join(part.lower().split()).removeprefix("and ").rstrip(".") for part in (text or "").split(";"))
    return [part for part in parts if part]


@rule("RA222")
def off_the_scale(pack: Pack) -> Iterator[Finding]:
    """Each agreed score is a step of the scale that bidders were told."""
    steps = [row.score for row in pack.rows(SCALE) if row.score is not None]
    for row in pack.rows(SCORES):
        if steps and row.score is not None and row.score not in steps:
            told = say_list([str(step) for step in sorted(steps)])
            message = f"{row.tender or row.id} has an agreed score of {row.score} for '{row.question}', and the scale has {told}."
            yield pack.finding("RA222", message, at(f"{SCORES}[{row.id}].score", row.score, str(row.score)), at(SCALE, told))


@rule("RA223")
def copied_reasons(pack: Pack) -> Iterator[Finding]:
    """The reasons of one tender are not those of another."""
    first: dict[tuple[str, tuple[str, ...]], tuple[str, str]] = {}
    for row in pack.rows(SCORES):
        said = tuple(things(row.reasons))
        if not said:
            continue
        tender, id = first.setdefault((row.question or "", said), (row.tender or row.id, row.id))
        if id != row.id and tender != row.tender:
            message = f"{tender} and {row.tender or row.id} have the same reasons for '{row.question}', word for word."
            left, right = (at(f"{SCORES}[{one}].reasons", row.reasons) for one in (row.id, id))
            yield pack.finding("RA223", message, left, right)


@rule("RA224")
def scored_twice(pack: Pack) -> Iterator[Finding]:
    """Each tender has one agreed score for each question."""
    first: dict[tuple[str, str], tuple[str, object]] = {}
    for row in pack.rows(SCORES):
        if row.tender and row.question and row.score is not None:
            id, score = first.setdefault((row.tender, row.question), (row.id, row.score))
            if id != row.id:
                message = f"{row.tender} has two agreed scores for '{row.question}': {score} and {row.score}."
                left = at(f"{SCORES}[{row.id}].score", row.score, str(row.score))
                yield pack.finding("RA224", message, left, at(f"{SCORES}[{id}].score", score, str(score)))


RULES = (unscored, unreasoned, off_the_scale, copied_reasons, scored_twice)
