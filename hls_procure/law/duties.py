"""Duties that stand beside the law of procurement: whether each applies, with one honest line."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.figures import money_of
from hls_procure.law.reasons import Reasons
from hls_procure.law.ruling import DutyFound, Regime
from hls_procure.law.social_value import social_value

LOCAL = frozenset({"council", "combined", "police", "fire"})
#: Categories of parts, and beginnings of codes, that people call social care.
CARE_CODES = ("853",)


def duties_of(case: Case, regime: Regime) -> tuple[DutyFound, ...]:
    """Every duty that the facts know, in the order in which a record lists them."""
    looks = (_social_value, _equality, _care, _best_value, _data, _slavery, _transfer)
    found = [look(case, regime) for look in looks]
    return (*found, *(_wales(case, regime) if case.nation == "WLS" else ()))


def _social_value(case: Case, regime: Regime) -> DutyFound:
    found, say = social_value(case, regime), Reasons(case)
    if found.applies:
        return DutyFound("social-value", "Social value", "applies", say("d-sv-applies"))
    if found.applies is False:
        return DutyFound("social-value", "Social value", "does-not", say("d-sv-not"))
    return DutyFound("social-value", "Social value", "may", say("d-sv-may" if regime.state == "decided" else "d-sv-open"))


def _equality(case: Case, regime: Regime) -> DutyFound:
    say, name = Reasons(case), "Equality"
    if case.text("authority.kind") == "not-public":
        return DutyFound("equality", name, "not-covered", say("d-eq-private"))
    if case.nation == "NI":
        return DutyFound("equality", name, "not-covered", say("d-eq-not-covered"))
    return DutyFound("equality", name, "applies", say("d-eq-scotland" if case.nation == "SCT" else "d-eq-applies"))


def _care(case: Case, regime: Regime) -> DutyFound:
    say, name = Reasons(case), "Care and well-being"
    if case.nation != "ENG":
        return DutyFound("care-act", name, "not-covered", say("d-care-not-covered"))
    care = _is_care(case)
    if care is False:
        return DutyFound("care-act", name, "does-not", say("d-care-not"))
    applies = care and case.text("authority.kind") == "council"
    return DutyFound("care-act", name, "applies" if applies else "may", say("d-care-applies" if applies else "d-care-may"))


def _is_care(case: Case) -> bool | None:
    """Whether any of it is social care by its code, or by what people call it; None while nothing is known."""
    legal = case.project.legal
    codes = [part.code for part in legal.parts or () if part.code] + [row.code for row in legal.codes or () if row.code]
    kinds = {part.kind for part in legal.parts or ()}
    if not codes and not kinds:
        return None
    return "light" in kinds or any(code.startswith(CARE_CODES) for code in codes)


def _best_value(case: Case, regime: Regime) -> DutyFound:
    say, name = Reasons(case), "Best value"
    if case.nation in ("ENG", "WLS") and case.text("authority.kind") in LOCAL:
        months = case.fact("gap-bv-3m").values[0]
        return DutyFound("best-value", name, "may", say("d-bv-may", months=months))
    return DutyFound("best-value", name, "not-covered", say("d-bv-not-covered"))


def _data(case: Case, regime: Regime) -> DutyFound:
    return DutyFound("data-protection", "Data protection", "may", Reasons(case)("d-dp-may"))


def _slavery(case: Case, regime: Regime) -> DutyFound:
    say, name = Reasons(case), "Modern slavery"
    if case.nation not in ("ENG", "WLS", ""):
        return DutyFound("modern-slavery", name, "not-covered", say("d-slavery-not-covered"))
    if case.text("authority.kind") == "department":
        return DutyFound("modern-slavery", name, "applies", say("d-slavery-central", sum=money_of(case, "x-msa")))
    return DutyFound("modern-slavery", name, "may", say("d-slavery-may", sum=money_of(case, "x-msa")))


def _transfer(case: Case, regime: Regime) -> DutyFound:
    say, name = Reasons(case), "People who move with the work"
    if case.nation not in ("ENG", "WLS", ""):
        return DutyFound("tupe", name, "not-covered", say("d-tupe-not-covered"))
    applies = case.yes("tender.tupe.applies")
    if applies:
        return DutyFound("tupe", name, "applies", say("d-tupe-applies", days=case.fact("x-tupe-28").values[0]))
    if applies is False:
        return DutyFound("tupe", name, "does-not", say("d-tupe-not"))
    return DutyFound("tupe", name, "may", say("d-tupe-may"))


def _wales(case: Case, regime: Regime) -> tuple[DutyFound, ...]:
    """The duty of Welsh law on socially responsible procurement, and on the workforce of outsourced services."""
    say, name = Reasons(case), "Socially responsible procurement"
    start, day = case.fact("wal-sppp-commence").start, case.day("commencement")
    if start and day and day < start:
        return (DutyFound("sppp", name, "does-not", say("d-wales-early", start=start)),)
    excluded = regime.id in ("pa2023-below", "psr-wales", "grant", "public") or case.text("legal.route") == "user-choice"
    if excluded:
        return (DutyFound("sppp", name, "does-not", say("d-wales-not")),)
    above = regime.id in ("pa2023-light-touch", "pa2023-full")
    first = DutyFound("sppp", name, "applies" if above else "may", say("d-wales-applies" if above else "d-wales-may"))
    return (first, DutyFound("sppp-workforce", "The workforce of outsourced services", "may", say("d-workforce-may")))
