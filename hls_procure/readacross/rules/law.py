"""Law and claims, as far as the law room does not see them: clauses that have to be there, and what everybody has to be told."""

from __future__ import annotations

from collections.abc import Iterator

from hls_procure.findings import Finding
from hls_procure.model.values import say_date
from hls_procure.readacross.pack import Pack, at, large
from hls_procure.readacross.rule import rule

#: Clauses of the agreement on which a promise elsewhere rests.
CHANGE, PEOPLE, PRECEDENCE = "AL-41", "AL-39", "AL-58"


@rule("RA514")
def changed_quietly(pack: Pack) -> Iterator[Finding]:
    """Where an answer to a bidder changed something, a notice followed."""
    notices = [row.on for row in pack.rows("published") if row.on]
    for row in pack.rows("clarifications"):
        day = row.answered_on or row.on
        if row.changed and day and not any(on >= day for on in notices):
            what = row.changed.rstrip(".")
            message = f"An answer of {say_date(day)} changed something ({what}), and no notice has been published since."
            yield pack.finding("RA514", message, at(f"clarifications[{row.id}].changed", row.changed), at("published"))


@rule("RA515")
def no_way_to_change(pack: Pack) -> Iterator[Finding]:
    """A specification that will be learned from has an agreement that can change."""
    agreement = pack.part("agreement")
    if not pack.rows("spec.commitments") or agreement is None:
        return
    if CHANGE not in agreement.clauses or (pack.answered("alliance.change.map") and not pack.rows("alliance.change.map")):
        message = "The specification says that the work changes as people learn, and the agreement foresees no change."
        yield pack.finding("RA515", message, at("spec.commitments"), at("alliance.change.map"))


@rule("RA518")
def people_forgotten(pack: Pack) -> Iterator[Finding]:
    """Where people may move to another employer, the agreement says what becomes of them, and bidders hear who they are."""
    if pack.get("tender.tupe.applies.answer") is not True:
        return
    agreement = pack.part("agreement")
    many = pack.get("tender.tupe.people")
    who = f"{many} people" if many else "People"
    if agreement is not None and PEOPLE not in agreement.clauses:
        message = f"{who} may move to another employer, and the agreement says nothing of them."
        yield pack.finding("RA518", message, at("tender.tupe.applies.answer", "yes", "yes"), at(agreement.id, agreement.short))
    if not pack.get("tender.tupe.information_on"):
        message = f"{who} may move to another employer, and no day is set on which bidders are told about them."
        yield pack.finding("RA518", message, at("tender.tupe.information_on"), at("tender.tupe.applies.answer", "yes", "yes"))


@rule("RA519")
def no_precedence(pack: Pack) -> Iterator[Finding]:
    """An agreement of several documents says which comes first."""
    agreement = pack.part("agreement")
    if agreement is not None and pack.part("specification") is not None and PRECEDENCE not in agreement.clauses:
        message = f"{large(agreement.short)} takes other documents in, and does not say which of them comes first."
        yield pack.finding("RA519", message, at(agreement.id, agreement.short))


@rule("RA525")
def told_to_one(pack: Pack) -> Iterator[Finding]:
    """What one bidder was told, all were told."""
    for row in pack.rows("talks"):
        if row.given and not row.to_all_on:
            what = row.given.rstrip(".")
            message = f"One bidder was told something in a conversation ({what}), and no day is recorded on which all had it."
            yield pack.finding("RA525", message, at(f"talks[{row.id}].given", row.given), at(f"talks[{row.id}].to_all_on"))
    for row in pack.rows("clarifications"):
        if row.answer and row.to_all is False:
            message = f"A bidder's question was answered for that bidder alone ({(row.asked or row.id).rstrip('.?')})."
            yield pack.finding(
                "RA525",
                message,
                at(f"clarifications[{row.id}].to_all", "no", "no"),
                at(f"clarifications[{row.id}].answer", row.answer),
            )


RULES = (changed_quietly, no_way_to_change, people_forgotten, no_precedence, told_to_one)
