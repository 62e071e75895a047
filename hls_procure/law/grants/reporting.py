"""Ways of reporting: how each meets what is asked of a charity that gives, or that it does not."""

from __future__ import annotations

from hls_procure.law.grants.desk import GrantDesk
from hls_procure.law.grants.found import Reporting

FORMS = ("conversation", "own", "shared", "none")


def reporting_of(desk: GrantDesk, limited: bool | None) -> tuple[Reporting, ...]:
    """Every way of reporting, in the order in which people choose.

    :param limited: whether the grant is limited to the funder's purposes.
    """
    return tuple(_way(desk, form, limited) for form in FORMS)


def _way(desk: GrantDesk, form: str, limited: bool | None) -> Reporting:
    case = desk.case
    if case.funder == "department":
        return Reporting(form, None, desk.why("g-report-department"))
    if case.funder != "charity":
        return Reporting(form, None, desk.why("g-report-elsewhere"))
    if not desk.charity:
        return Reporting(form, None, desk.why("g-report-charity-elsewhere"))
    if not desk.holds("gap-cc-written"):
        return Reporting(form, None, desk.why("g-report-early", start=desk.fact("gap-cc-written").start))
    if form != "none":
        return Reporting(form, True, desk.why(f"g-report-{form}"))
    if case.publishes_accounts is None:
        reason = desk.wait("recipient.publishes_accounts", "g-until-accounts") if case.reporting == form else None
        return Reporting(form, None, reason or desk.why("g-until-accounts"))
    if not case.publishes_accounts:
        return Reporting(form, False, desk.why("g-report-none-closed"))
    if limited:
        return Reporting(form, False, desk.why("g-report-none-limited"))
    return Reporting(form, True, desk.why("g-report-none"))
