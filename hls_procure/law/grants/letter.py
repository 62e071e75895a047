"""What a letter and its attached page have to carry, given all that was found."""

from __future__ import annotations

from hls_procure.law.figures import number_of
from hls_procure.law.grants.desk import GrantDesk
from hls_procure.law.grants.found import LawAsked, Subsidy, Term


def terms_of(desk: GrantDesk, laws: tuple[LawAsked, ...], limited: bool | None, subsidy: Subsidy) -> tuple[Term, ...]:
    """The terms, those of the letter first."""
    asked = {law.id for law in laws if law.state == "asked"}
    made: list[Term] = []
    if "charity" in asked and desk.holds("gap-cc-written"):
        made.append(Term("agreement", "letter", desk.why("g-term-agreement")))
        made.append(Term("monitoring", "letter", desk.why("g-term-monitor")))
    if "best-value" in asked and desk.case.form != "public":
        made.append(Term("notice", "letter", desk.why("g-term-notice", months=number_of(desk, "gap-bv-3m"))))
    made.append(Term("vat", "letter", desk.why("g-term-vat"), needed=False))
    if desk.case.at_risk:
        made.append(Term("safeguarding", "letter", desk.why("g-term-risk"), needed=False))
    if limited:
        made.append(Term("limit", "page", desk.why("g-term-limit")))
    if "standard" in asked:
        made.append(Term("eligible", "page", desk.why("g-term-eligible")))
    if subsidy.state in ("minimal", "spei"):
        kind = "mfa" if subsidy.state == "minimal" else "spei"
        made.append(Term("subsidy", "page", desk.why(f"g-term-{kind}")))
        made.append(Term("record", "page", desk.why("g-term-record", years=number_of(desk, "gap-sub-37"))))
    return tuple(made)
