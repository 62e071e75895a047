"""Answers that cannot both be so, and Members who come in later."""

from __future__ import annotations

from hls_procure.law.conflicts.taken import Taken, pattern, says, shorten
from hls_procure.model.values import Money, say_list

MAP = ("alliance.change.map[].kind", "alliance.change.map[].foreseen", "legal.old.what")
_COMES = pattern(
    r"\b(?:join(?:s|ed|ing)?|admit\w*|come(?:s)? in|bring(?:s|ing)? in|brought in|add(?:s|ed|ing)?|accession|takes? the place)\b"
)
_WHO = pattern(r"\b(?:members?|organisations?|providers?|partners?|charit(?:y|ies)|supplier)\b")


def joining(taken: Taken) -> None:
    """A member that is to be added later: under the Act that is for counsel."""
    if not taken.act:
        return
    for path, words in taken.texts(*MAP):
        text = says(words, _COMES, _WHO)
        if text:
            reason = taken.say("c-joining", what=shorten(text))
            do = "Ask counsel how a Member may come in, and say it in the notice and the contract before you award."
            taken.warning("joining", "", reason, do, path)
            return


def impossible(taken: Taken) -> None:
    """Days, sums and kinds that contradict one another."""
    case = taken.case
    today = case.on or case.when("as_of_date")
    on = case.when("legal.commenced_on")
    if case.started and on and today and on > today:
        do = "Correct the day, or say that nothing has happened yet."
        reason = taken.say("c-future", day=on, today=today)
        taken.error("started-later", "", reason, do, "legal.commenced_on", "as_of_date")
    awarded, changes = case.when("legal.old.awarded_on"), case.when("legal.old.on")
    if case.text("legal.instrument") == "change" and awarded and changes and changes < awarded:
        reason = taken.say("c-change-before", on=changes, awarded=awarded)
        taken.error("change-before-award", "", reason, "Correct one of the two days.", "legal.old.on", "legal.old.awarded_on")
    if case.text("legal.instrument") == "grant" and case.yes("legal.grant.enforceable") and case.nation != "SCT":
        name = case.text("authority.name") or "the authority"
        do = "Take the duty to supply out of the letter, or buy it as a contract."
        reason = taken.say("c-grant", name=name)
        taken.error("grant-or-contract", "RA517", reason, do, "legal.instrument", "legal.grant.enforceable")
    _members(taken)
    _sums(taken)


def _members(taken: Taken) -> None:
    case = taken.case
    if not (case.text("legal.instrument") == "public" and case.yes("legal.public.only")):
        return
    private = [
        row.name or "a body that is not public" for row in case.project.award.members or () if row.form not in (None, "public")
    ]
    if private:
        do = "Look at who signs, and choose the way anew."
        reason = taken.say("c-public-members", members=say_list(private))
        taken.error("public-members", "", reason, do, "legal.public.only", "award.members")


def _sums(taken: Taken) -> None:
    """The estimate has to hold everything: it is less than nothing that is planned."""
    case = taken.case
    if not taken.regime.id.startswith("pa2023") or case.text("legal.instrument") == "change":
        return
    value, net = case.money("tender.estimated_value"), case.money("alliance.funding.lifetime")
    do = "Work the estimate out again, or correct what is planned."
    if value is None:
        return
    if net is not None and net > value:
        reason = taken.say("c-value-net", value=value, net=net)
        taken.warning("value-net", "", reason, do, "tender.estimated_value", "alliance.funding.lifetime")
    parts = Money(sum(row.amount.pence for row in case.project.legal.parts or () if row.amount))
    if parts > value:
        reason = taken.say("c-value-parts", value=value, parts=parts)
        taken.warning("value-parts", "", reason, do, "tender.estimated_value", "legal.parts")
