"""A grant whose answers do not go together with its own law: caps, papers and their order, and reporting that meets nothing."""

from __future__ import annotations

from hls_procure.law.conflicts.taken import Taken
from hls_procure.law.grants.found import Subsidy

CODE = "RA529"
_ROUTE = "grant.subsidy.route"
#: The answers on both sides of a paper that is late or out of its order.
_PAPERS = {
    "notification": ("grant.subsidy.notified_on", "grant.starts"),
    "confirmation": ("grant.subsidy.confirmed_on", "grant.subsidy.notified_on"),
}


def grant_law(taken: Taken) -> None:
    """What is wrong with a grant under the law that is asked about it."""
    case = taken.case
    if not case.text("funder.kind") or not (case.on or case.when("grant.decision.on") or case.project.as_of_date):
        return
    from hls_procure.law.grants.of_project import decide_project

    ruling = decide_project(case)
    subsidy = ruling.subsidy
    if subsidy.state in ("minimal-over", "spei-over"):
        do = "Give less, choose another way with counsel, or correct what was confirmed."
        taken.error("grant-over-cap", CODE, subsidy.reasons[0], do, _ROUTE, "grant.subsidy.assistance")
    _papers(taken, subsidy)
    way = next((one for one in ruling.reporting if one.form == case.text("grant.reporting.form")), None)
    if way is not None and way.ok is False:
        do = "Choose another way of reporting that is as light: a conversation, or a report that exists already."
        taken.error("grant-reporting", CODE, way.reason, do, "grant.reporting.form", "recipient.publishes_accounts")


def _papers(taken: Taken, subsidy: Subsidy) -> None:
    """A notification or a confirmation that came too late, in the wrong order, or in another financial year."""
    told = taken.case.when("grant.subsidy.notified_on")
    for paper in subsidy.papers:
        if paper.id not in _PAPERS or paper.state not in ("late", "out-of-order") or paper.done is None or paper.by is None:
            continue
        moved = next((one for one in subsidy.reasons if one.id == "g-sub-new-year"), None)
        if paper.state == "late":
            reason = taken.say("g-c-late", paper=paper.name, done=paper.done, given=paper.by)
        elif told is not None and paper.done < told:
            reason = taken.say("g-c-order", done=paper.done, told=told)
        elif moved is not None:
            reason = moved
        else:
            continue  # no notification is recorded yet: that is a gap and no contradiction
        do = "Ask for it again before the letter goes out, or correct the day."
        taken.error(f"grant-{paper.id}", CODE, reason, do, *_PAPERS[paper.id])
