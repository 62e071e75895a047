"""A contract, a grant, or an arrangement between public bodies."""

from __future__ import annotations

from hls_procure.law.figures import percent_of
from hls_procure.law.reasons import Reason
from hls_procure.law.regime.desk import Desk
from hls_procure.law.ruling import Regime
from hls_procure.model.values import say_list


def grant_or_contract(nation: str, enforceable: bool | None, whose: str) -> tuple[str, str]:
    """Whether money is given as a grant, and the reason that says so.

    :param enforceable: whether somebody can be made to supply services for it. :param whose: ``theirs`` or ``ours``: whose
        project it is. :returns: ``yes``, ``no`` or ``not known``, and the id of the reason; in Scotland the second question
        decides.
    """
    if nation == "SCT":
        answers = {"theirs": ("yes", "grant-scotland-yes"), "ours": ("no", "grant-scotland-no")}
        return answers.get(whose, ("not known", "until-grant-scotland"))
    if enforceable is None:
        return "not known", "until-grant"
    if enforceable:
        return "no", "grant-no"
    return ("not known", "until-grant-whose") if whose == "ours" else ("yes", "grant-yes")


def grant(desk: Desk) -> Regime | None:
    """Whether it is a grant: only where nobody can enforce a supply of services."""
    case = desk.case
    instrument = case.text("legal.instrument")
    if instrument not in ("grant", "unsure"):
        return None
    paths = ("legal.grant.enforceable", "legal.grant.whose")
    enforceable, whose = case.yes("legal.grant.enforceable"), case.text("legal.grant.whose")
    answer, why = grant_or_contract("", enforceable, whose)
    reason = desk.say(why, name=desk.name)
    desk.test("grant", "instrument", answer, reason, *paths)
    if answer == "yes":
        return desk.decided("grant", reason)
    if answer == "no":
        return None
    if enforceable is not None:
        return desk.undecided(("legal.grant.whose", reason))
    missing = [("legal.grant.enforceable", reason)]
    if instrument == "unsure":
        missing.insert(0, ("legal.instrument", desk.say("until-instrument")))
    return desk.undecided(*missing)


def in_scotland(desk: Desk) -> Regime | None:
    """A grant in Scotland goes by whose project it is; what Scots law says of public bodies alone was not read."""
    instrument, whose = desk.case.text("legal.instrument"), desk.case.text("legal.grant.whose")
    if instrument == "public":
        reason = desk.say("public-scotland")
        desk.test("public", "instrument", "not covered", reason, "legal.instrument")
        return desk.not_covered(reason)
    if instrument not in ("grant", "unsure"):
        return None
    answer, why = grant_or_contract("SCT", None, whose)
    reason = desk.say(why, name=desk.name)
    desk.test("grant-scotland", "instrument", answer, reason, "legal.grant.whose")
    if answer == "not known":
        return desk.undecided(("legal.grant.whose", reason))
    return desk.decided("grant", reason) if answer == "yes" else None


def public(desk: Desk) -> Regime | None:
    """Whether public bodies alone do it, or a body that they control. Asked once the older law or the newer is known."""
    if desk.case.text("legal.instrument") != "public":
        return None
    across, why_not, missing = _across(desk)
    down, why_not_down, missing_down = _down(desk)
    paths = ("legal.public.only", "legal.public.common", "legal.public.other_share", "legal.public.own_share")
    reason = across or down
    if reason:
        desk.test("public", "instrument", "yes", reason, *paths)
        return desk.decided("public", reason)
    if missing or missing_down:
        every = [*missing, *missing_down]
        desk.test("public", "instrument", "not known", every[0][1], *paths)
        return desk.undecided(*every)
    prefix = "pcr-" if desk.saved else ""
    reason = desk.say(f"{prefix}public-no", why=say_list([why_not, why_not_down]))
    desk.test("public", "instrument", "no", reason, *paths)
    return None


Missing = list[tuple[str, Reason]]


def _across(desk: Desk) -> tuple[Reason | None, str, Missing]:
    """Co-operation among authorities: met, or why not, or what is missing."""
    case = desk.case
    fact = "pcr-public-public-02" if desk.saved else "pa-public-public-02"
    only, common, share = case.yes("legal.public.only"), case.yes("legal.public.common"), case.percent("legal.public.other_share")
    limit = percent_of(case, fact)
    if only is False:
        return None, "others than public bodies take part", []
    if common is False:
        return None, "there are no common objectives in their public functions", []
    if share is not None and not (share < limit if desk.saved else share <= limit):
        return None, f"{share} of the activities are for other purposes, against a limit of {limit}", []
    missing = [
        (path, desk.say(reason))
        for path, reason, value in (
            ("legal.public.only", "until-public-only", only),
            ("legal.public.common", "until-public-common", common),
            ("legal.public.other_share", "until-public-share", share),
        )
        if value is None
    ]
    if missing:
        return None, "", missing
    return desk.say("pcr-public-horizontal" if desk.saved else "public-horizontal", share=share, limit=limit), "", []


def _down(desk: Desk) -> tuple[Reason | None, str, Missing]:
    """A body that the authority controls: met, or why not, or what is missing. Not asked until control is claimed."""
    case = desk.case
    fact = "pcr-public-public-01" if desk.saved else "pa-public-public-01"
    controls, share, owner = (
        case.yes("legal.public.controls"),
        case.percent("legal.public.own_share"),
        case.get("legal.public.private_owner"),
    )
    limit = percent_of(case, fact)
    if not controls:
        return None, "nobody controls the body that does the work", []
    if owner is True:
        return None, "the body that does the work has a private owner", []
    if share is not None and not share > limit:
        return None, f"{share} of its activities are for those who control it, and it has to be more than {limit}", []
    missing = [
        (path, desk.say(reason))
        for path, reason, value in (
            ("legal.public.own_share", "until-public-own-share", share),
            ("legal.public.private_owner", "until-public-owner", owner),
        )
        if value is None
    ]
    if missing:
        return None, "", missing
    return desk.say("pcr-public-vertical" if desk.saved else "public-vertical", name=desk.name, share=share, limit=limit), "", []
