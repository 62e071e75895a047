"""What the law room finds for a grant, in the shape in which the decision record prints it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from hls_procure.law.case import Case
from hls_procure.law.found import stands
from hls_procure.law.grants import GrantRuling, decide_grant
from hls_procure.law.grants.desk import GrantDesk
from hls_procure.law.grants.found import Paper
from hls_procure.law.grants.of_project import desk_of
from hls_procure.law.reasons import Reason
from hls_procure.model.fields import generic
from hls_procure.model.found import FoundGap, FoundGrant, FoundLaw, FoundPaper, FoundPoint

INSTRUMENT = {"grant": "a grant", "contract": "a contract", "not-known": "cannot be said yet"}
LIMITED = {True: "it is limited to the funder's purposes", False: "it may be unrestricted", None: "not settled"}
MEETS = {True: "it will do", False: "it will not do", None: "not settled"}
SUBSIDY = {
    "none": "no subsidy",
    "minimal": "minimal financial assistance, within its cap",
    "minimal-over": "above the cap of minimal financial assistance",
    "spei": "assistance for services of public economic interest, within its cap",
    "spei-over": "not within the cap for services of public economic interest",
    "principles": "a subsidy: choose a way before you decide",
    "not-known": "cannot be said yet",
    "not-covered": "not covered: ask counsel",
}
NOTICE = {
    "in-time": "given in time",
    "late": "given too late",
    "open": "not given yet, and needed only if the support ends or shrinks",
}


def grant_found(case: Case, questions: Mapping[str, str]) -> FoundGrant:
    """The ruling on the grant of a project on the day of its decision.

    :param questions: field path to the id of the question that asks it. :raises InputError: no day is known.
    """
    desk = desk_of(case)
    ruling = decide_grant(desk.case, desk.on, desk.book)
    return FoundGrant(
        asked_on=desk.on,
        laws=tuple(FoundLaw(law.id, law.name, law.state, law.reason.text, stands(desk, [law.reason])) for law in ruling.laws),
        points=tuple(_points(desk, ruling)),
        papers=tuple(
            FoundPaper(one.id, one.name, one.state, _by(one), one.done, one.reason.text, stands(desk, [one.reason]))
            for one in ruling.subsidy.papers
        ),
        gaps=tuple(_gap(desk, f"gap-{n}", reason) for n, reason in enumerate(ruling.not_covered, 1)),
        until=tuple(
            _gap(desk, f"until-{n}", until.reason, questions.get(generic(until.path), ""))
            for n, until in enumerate(ruling.until, 1)
        ),
    )


def _points(desk: GrantDesk, ruling: GrantRuling) -> Iterable[FoundPoint]:
    """What the law decides, in the order in which a record lists it."""

    def point(id: str, question: str, answer: str, reasons: Iterable[Reason]) -> FoundPoint:
        every = tuple(reason for reason in reasons if reason not in ruling.not_covered)
        words = " ".join(_told(reason) for reason in every) or "No fact of ours reaches so far; see what is not covered."
        return FoundPoint(id, question, answer, words, stands(desk, every))

    yield point("instrument", "Is it a grant or a contract?", INSTRUMENT[ruling.instrument], ruling.topic("instrument"))
    yield point("limit", "May it be unrestricted?", LIMITED[ruling.limited], ruling.topic("recipient"))
    for way in ruling.reporting:
        if way.form == desk.case.reporting:
            yield point("reporting", "Does the way of reporting meet what is asked of the funder?", MEETS[way.ok], (way.reason,))
    yield point("subsidy", "Is it a subsidy?", SUBSIDY[ruling.subsidy.state], ruling.subsidy.reasons)
    if ruling.notice_state:
        yield point("notice", "Does notice have to be given before it ends?", NOTICE[ruling.notice_state], ruling.topic("notice"))
    yield point("vat", "Does VAT arise?", "a test of its own", ruling.topic("vat"))


def _by(paper: Paper) -> date | None:
    """The last day for a paper; what the recipient keeps is kept until a day, which its reason says."""
    return None if paper.id == "record" else paper.by


def _gap(desk: GrantDesk, id: str, reason: Reason, question: str = "") -> FoundGap:
    return FoundGap(id, _told(reason), stands(desk, [reason]), question)


def _told(reason: Reason) -> str:
    """A reason where something else says already that it is not covered."""
    words = reason.text.removeprefix("Not covered: ")
    return words[:1].upper() + words[1:]
