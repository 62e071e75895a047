"""Social value: what is scored belongs to the work, stands in the contract, and can be seen."""

from __future__ import annotations

from collections.abc import Iterator

from hls_procure.findings import Finding
from hls_procure.readacross.pack import Pack, at
from hls_procure.readacross.rule import rule
from hls_procure.readacross.rules.coverage import is_social

COMMITMENTS = "social_value.commitments"
#: The clause of the agreement on what the place gains.
CLAUSE = "AL-62"
_LEGAL_MINIMUM = ("national minimum wage", "national living wage", "minimum wage")
_REAL = "real living wage"


@rule("RA602")
def unrelated(pack: Pack) -> Iterator[Finding]:
    """Social value says how it belongs to the work."""
    if pack.rows(COMMITMENTS) and not pack.get("social_value.link"):
        message = "Social value is asked for, and nobody has said how it belongs to the work that is bought."
        yield pack.finding("RA602", message, at("social_value.link"), at(COMMITMENTS))


@rule("RA603")
def not_promised(pack: Pack) -> Iterator[Finding]:
    """What is scored as social value stands in the agreement."""
    agreement = pack.part("agreement")
    row = next((one for one in pack.rows("evaluation.criteria") if is_social(one)), None)
    if agreement is None or row is None or not pack.rows(COMMITMENTS):
        return
    if CLAUSE not in agreement.clauses and not any(
        path.startswith("social_value.") for line in agreement.lines for path in line.facts
    ):
        message = f"'{row.name}' is scored, and {agreement.short} binds nobody to it."
        yield pack.finding("RA603", message, at(f"evaluation.criteria[{row.id}]", row.name), at(agreement.id, agreement.short))


@rule("RA604")
def unseen(pack: Pack) -> Iterator[Finding]:
    """Each commitment of social value says how people would see it."""
    for row in pack.rows(COMMITMENTS):
        if not row.seen_by:
            message = f"Nobody has said how people would see that this happened: {(row.text or row.id).rstrip('.')}."
            yield pack.finding(
                "RA604", message, at(f"{COMMITMENTS}[{row.id}].seen_by"), at(f"{COMMITMENTS}[{row.id}].text", row.text)
            )


@rule("RA605")
def other_wage(pack: Pack) -> Iterator[Finding]:
    """A promise about pay is the same wherever it stands."""
    wage = pack.get("alliance.people.wage") or ""
    if _REAL not in wage.lower():
        return
    for passage in pack.marked(["wage"]):
        if passage.where == "alliance.people.wage":
            continue
        lowered = passage.text.lower()
        found = next((words for words in _LEGAL_MINIMUM if words in lowered), None)
        if found and _REAL not in lowered:
            message = f"The agreement promises the real Living Wage, and here it is the {found}."
            yield pack.finding("RA605", message, passage.side(found, found), at("alliance.people.wage", wage))


RULES = (unrelated, not_promised, unseen, other_wage)
