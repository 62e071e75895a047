"""What the law room finds, in the shape in which documents print it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from hls_procure.law.case import Case
from hls_procure.law.decide import rule
from hls_procure.law.facts import LawBook
from hls_procure.law.reasons import Asked, Reason
from hls_procure.law.ruling import NoticeStep, Regime, Ruling, Test, Until
from hls_procure.law.sheets import sheet_of
from hls_procure.model.fields import FieldSchema
from hls_procure.model.found import (
    Found,
    FoundConflict,
    FoundDuty,
    FoundGrant,
    FoundNotice,
    FoundRegime,
    FoundRoute,
    FoundRule,
    FoundStep,
    FoundTest,
    FoundUnread,
    FoundUntil,
)
from hls_procure.model.paths import find_row
from hls_procure.model.root import Project

_NO_QUESTIONS: Mapping[str, str] = MappingProxyType({})
#: What stands behind a provision, wherever it is printed, that was not read in full or not for this nation.
UNREAD = "[not read in full]"


def find(
    project: Project,
    schema: FieldSchema,
    *,
    book: LawBook | None = None,
    on: date | None = None,
    questions: Mapping[str, str] = _NO_QUESTIONS,
) -> Found:
    """Everything that the law room finds for a project, ready to be printed.

    :param questions: field path to the id of the question that asks it.
    """
    case = Case(project, schema, book, on)
    return found_of(case, rule(case), questions)


def found_of(case: Case, ruling: Ruling, questions: Mapping[str, str] = _NO_QUESTIONS) -> Found:
    """A ruling in the shape that documents print."""
    return Found(
        known_on=case.book.as_of,
        as_known=_sentence(ruling.as_known),
        amended=ruling.amended,
        regime=_regime(case, ruling.regime),
        until=tuple(FoundUntil(f"until-{n}", u.reason.text, u.path) for n, u in enumerate(_untils(ruling), 1)),
        tests=tuple(_test(case, n, test) for n, test in enumerate((*ruling.regime.tests, *ruling.tests), 1)),
        routes=tuple(
            FoundRoute(
                route.id,
                case.facts.schema.fields["legal.route"].choices[route.id],
                route.state,
                joined(route.reasons),
                route.change.text if route.change else "",
                stands(case, route.reasons),
                route is ruling.chosen,
            )
            for route in ruling.routes
        ),
        rules=tuple(
            FoundRule(f"rule-{n}", one.kind, one.reason.text, *_where(case, one.reason))
            for n, one in enumerate(ruling.chosen.rules if ruling.chosen else (), 1)
        ),
        conflicts=tuple(
            FoundConflict(one.id, one.reason.text, one.do, one.severity, stands(case, [one.reason]))
            for one in ruling.conflicts
        ),
        timetable=tuple(
            FoundStep(
                step.id,
                step.what,
                step.start,
                step.on,
                step.when,
                step.reason.text if step.reason else "",
                stands(case, [step.reason]) if step.reason else "",
            )
            for step in ruling.timetable
        ),
        notices=tuple(
            FoundNotice(n.id, n.code, n.name, n.state, n.when, n.due, n.reason.text, *_notice(case, n))
            for n in ruling.notices
        ),
        sheet=sheet_of(case, ruling, questions),
        duties=tuple(_duty(case, duty.id, duty.name, duty.applies, duty.reason) for duty in ruling.duties),
        unread=unread(case, ruling),
        grant=_grant(case, questions),
    )


def _grant(case: Case, questions: Mapping[str, str]) -> FoundGrant:
    """What the law room finds for the grant of a project; nothing where nobody gives one, or no day of decision is known."""
    if not case.text("funder.kind") or not (case.on or case.when("grant.decision.on") or case.project.as_of_date):
        return FoundGrant()
    from hls_procure.law.grants.told import grant_found

    return grant_found(case, questions)


def joined(reasons: Iterable[Reason]) -> str:
    """Reasons as one text, each a sentence."""
    return " ".join(reason.text for reason in reasons)


def provisions(case: Asked, reasons: Iterable[Reason]) -> str:
    """Where the reasons stand in the law, each place once."""
    return "; ".join(dict.fromkeys(case.fact(id).provision for reason in reasons for id in reason.facts))


def uncertain(case: Asked, reason: Reason) -> bool:
    """Whether a reason stands on something that was not read in full, or not for this nation.

    Law that was read and is not in force on the day is another matter: a reason may tell of what has gone.
    """
    gone = set()
    for id in reason.facts:
        answer = case.book.state(id, case.nation, case.day(case.fact(id).dated_by))
        if answer.state == "not-in-force":
            gone.add(answer.words)
    return any(words not in gone for words in reason.cautions)


def stands(case: Asked, reasons: Iterable[Reason]) -> str:
    """Where the reasons stand in the law, with a mark where one of them was not read in full."""
    every = tuple(reasons)
    where = provisions(case, every)
    return f"{where} {UNREAD}" if where and any(uncertain(case, reason) for reason in every) else where


def source(case: Asked, reason: Reason) -> str:
    """The address of the first source of a reason; empty where it has none."""
    return next((case.fact(id).source for id in reason.facts if case.fact(id).source), "")


def read(case: Asked, reason: Reason) -> str:
    """How far what a reason rests on was read, as a phrase."""
    return "; ".join(reason.cautions) or "the text was read"


def _where(case: Case, reason: Reason) -> tuple[str, str, str]:
    return stands(case, [reason]), source(case, reason), read(case, reason)


def unread(case: Case, ruling: Ruling) -> tuple[FoundUnread, ...]:
    """Every fact that something rests on and that was not verified in full, with what to say about it."""
    made = []
    for id in ruling.facts():
        fact = case.fact(id)
        answer = case.book.state(id, case.nation, case.day(fact.dated_by))
        if answer.state not in ("sound", "not-in-force"):  # a reason may tell of law that has gone, and was read
            words = answer.words.partition("; law as known on")[0]
            made.append(FoundUnread(id.lower(), id, fact.statement, _sentence(words)))
    return tuple(made)


def _untils(ruling: Ruling) -> list[Until]:
    every = [*ruling.regime.until, *(until for route in ruling.routes for until in route.until)]
    return list({until.path: until for until in reversed(every)}.values())[::-1]


def _regime(case: Case, regime: Regime) -> FoundRegime:
    names = case.facts.schema.fields["legal.regime"].choices
    recorded = case.text("legal.regime")
    agrees = "unrecorded" if not recorded else "open" if regime.state != "decided" else "agrees"
    if agrees == "agrees" and recorded != regime.id:
        agrees = "differs"
    return FoundRegime(names.get(regime.id, ""), regime.state, joined(regime.reasons), agrees)


def _test(case: Case, number: int, test: Test) -> FoundTest:
    reason = test.reason
    return FoundTest(
        f"test-{number}",
        test.question,
        test.answer,
        reason.text,
        *_where(case, reason),
        test.about,
    )


def _duty(case: Case, id: str, name: str, applies: str, reason: Reason) -> FoundDuty:
    done = find_row(case.project.duties, id)
    return FoundDuty(
        id,
        name,
        applies,
        reason.text,
        done.what if done else None,
        done.who if done else None,
        done.by if done else None,
        stands(case, [reason]),
    )


def _notice(case: Case, notice: NoticeStep) -> tuple[str, str]:
    mark = f" {UNREAD}" if notice.provision and uncertain(case, notice.reason) else ""
    return notice.provision + mark, notice.source


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}." if words else ""
