"""Exports a grant as open data, and says what is missing and what somebody has to look at before it is published."""

from __future__ import annotations

from hls_procure.errors import InputError, Problem, argument
from hls_procure.exchange.giving import Lack, missing, package, to_confirm, wanted, write
from hls_procure.exchange.ics import Event, calendar
from hls_procure.model.facts import FactView
from hls_procure.model.record import record
from hls_procure.model.telling import value
from hls_procure.work.opening import Looked

NAME = "360giving"
_UNASKED = "It comes without being asked for."


@record
class Told:
    """A thing to say beside the file: the field of the standard, the words, and the question that would answer it."""

    field: str
    words: str
    question: str


@record
class Given:
    """The file, what would make it more useful, and what to look at before it is published."""

    data: bytes
    wanted: tuple[Told, ...]
    confirm: tuple[Told, ...]

    def as_dict(self) -> dict[str, list[dict[str, str]]]:
        """What is said beside the file, as plain data, for ``--json``."""
        return {
            "missing": [{"path": one.field, "words": one.words, "question": one.question} for one in self.wanted],
            "confirm": [{"path": one.field, "words": one.words} for one in self.confirm],
        }


def given(opened: Looked, facts: FactView) -> Given:
    """The grant of a project, ready to be placed.

    :raises InputError: the project gives no grant, the funder does not publish, or something is missing that the standard
        cannot do without: everything that is, with its question.
    """
    if opened.project.legal.instrument != "grant":
        raise InputError(
            Problem(
                "legal.instrument",
                "does not say that this is a grant",
                "360Giving is a form for grants; what a tender publishes are its notices.",
                "For those: --to ocds.",
            )
        )
    published = opened.project.funder.publishes_open_data
    if not published:
        said = "says that the funder does not publish" if published is False else "does not say yet whether the funder publishes"
        do = "If it does, answer the question, and tell the recipient before anything is published: the letter then says so."
        raise InputError(Problem("funder.publishes_open_data", f"{said} its grants as open data", do=do))
    day, lacking = opened.project.as_of_date, missing(facts)
    problems = [
        Problem(lack.path, "has no answer, and 360Giving cannot do without it", f"It becomes {lack.field}.", _ask(opened, lack))
        for lack in lacking
    ]
    if day is None:
        why = "The file says from which day it speaks."
        problems.append(Problem("project.yaml", "has no as_of_date", why, "Write as_of_date into it."))
    if problems or day is None:
        raise InputError(problems)
    return Given(
        write(package(facts, day)),
        tuple(Told(lack.field, _words(opened, lack), _question(opened, lack)) for lack in wanted(facts)),
        tuple(Told(lack.field, lack.words, "") for lack in to_confirm(facts)),
    )


def grant_calendar(opened: Looked) -> tuple[str, str, str, str, bytes]:
    """The days of a grant for both sides, as a file to place: payments, the next conversation and the last day.

    :raises InputError: no payment has a day, or the project has no day from which it speaks.
    """
    project, grant = opened.project, opened.project.grant
    facts = FactView(project, opened.workspace.schema)
    who, key = project.recipient.short_name or project.recipient.name or "the recipient", project.project.id or "grant"
    days = [
        Event(f"{key}-payment-{payment.id}", payment.on, f"Payment of {payment.amount} to {who}", _UNASKED)
        for payment in grant.payments or ()
        if payment.on and payment.amount
    ]
    if not days or project.as_of_date is None:
        what = "have no days yet, so there is no calendar to write"
        raise InputError(Problem("grant.payments", what, do=_ask(opened, Lack("grant.payments[].on", "", ""))))
    if grant.next_talk:
        days.append(Event(f"{key}-next-talk", grant.next_talk, f"By today: talk with {who} about what comes next"))
    if (ends := value(facts, "facts.grant_ends")) is not None:
        days.append(Event(f"{key}-ends", ends, f"Last day of the grant to {who}"))
    text = calendar(sorted(days, key=lambda one: (one.on, one.uid)), name=f"The grant to {who}", as_of=project.as_of_date)
    return "recipient", "grant-calendar", "ics", "grant-calendar", text.encode("utf-8")


def _question(opened: Looked, lack: Lack) -> str:
    return opened.guide.labels.get(lack.path, ("", ""))[1]


def _words(opened: Looked, lack: Lack) -> str:
    return opened.guide.labels.get(lack.path, (lack.path, ""))[0]


def _ask(opened: Looked, lack: Lack) -> str:
    question = _question(opened, lack)
    return f"Answer {question}: hls-procure walk {argument(opened.folder.path)}" if question else f"Write {lack.path} into it."
