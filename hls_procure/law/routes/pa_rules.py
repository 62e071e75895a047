"""What each way under the Procurement Act 2023 asks for, rules out and leaves open."""

from __future__ import annotations

from hls_procure.law.figures import money_of, number_of, percent_of
from hls_procure.law.routes.made import Routes
from hls_procure.law.ruling import Rule

_START = ("must-objectives", "must-small")
_TALKS = ("must-engage", "must-even", "must-conflicts", "must-notice", "must-proportion", "must-conditions", "must-criteria")
_AWARD = ("must-exclude", "must-summaries", "must-award", "must-tell", "must-end")
_NEVER = ("not-accounts", "not-previous", "not-describe", "not-supplier")


def light(on: Routes) -> tuple[Rule, ...]:
    """Our own procedure for a light touch contract."""
    return _covered(on, flexible=True)


def flexible(on: Routes) -> tuple[Rule, ...]:
    """A competitive flexible procedure."""
    return _covered(on, flexible=True)


def one_stage(on: Routes) -> tuple[Rule, ...]:
    """An open procedure."""
    return _covered(on, flexible=False)


def phased(on: Routes) -> tuple[Rule, ...]:
    """A competitive flexible procedure in phases."""
    more = on.rules(("must-phases", "free-length", "free-prototype", "free-research"))
    return (*more, *_covered(on, flexible=True))


def mutual(on: Routes) -> tuple[Rule, ...]:
    """Reserved to public service mutuals."""
    limit = number_of(on.case, "pa-reserved-02")
    own = (
        on.rule("must-mutual", years=on.figure("pa-reserved-04")),
        on.rule("must-mutual-term", limit=f"{limit} years"),
        *on.rules(("must-reserve-notice", "not-open")),
    )
    return (*own, *_covered(on, flexible=True))


def supported(on: Routes) -> tuple[Rule, ...]:
    """Reserved to supported employment providers."""
    own = (
        on.rule("must-supported", limit=percent_of(on.case, "pa-reserved-01")),
        *on.rules(("must-reserve-notice", "not-open", "free-any-term")),
    )
    return (*own, *_covered(on, flexible=True))


def user(on: Routes) -> tuple[Rule, ...]:
    """A direct award by the choice of a person."""
    return (*on.rules((*_START, "must-exclude", "free-user-notices")), *_kept(on))


def below(on: Routes) -> tuple[Rule, ...]:
    """Below threshold."""
    needs = ["must-below-time", "must-below-small"]
    if on.case.nation != "NI":
        needs = ["must-below-notice", *needs, "must-below-details"]
    made = on.rules((*needs, "not-suitability", "not-split", "free-below", "free-talk"))
    return (*made, on.rule("must-below-pay", days=on.figure("pa-payment-01")))


def local(on: Routes) -> tuple[Rule, ...]:
    """Below threshold, kept for local suppliers."""
    return (*on.rules(("must-local", "not-country")), *below(on))


def _covered(on: Routes, *, flexible: bool) -> tuple[Rule, ...]:
    """The rules of a competition at or above threshold, light touch or not."""
    is_light = on.regime.id == "pa2023-light-touch"
    made = [*on.rules(_START)]
    if on.case.nation == "ENG":
        made.append(on.rule("must-policy"))
    made.append(on.rule("must-lots-light" if is_light else "must-lots"))
    made += on.rules(_TALKS)
    if flexible:
        made.append(on.rule("must-describe"))
    made.append(on.rule("must-equal-time") if is_light else on.rule("must-time", days=on.figure("gap-pa-s54")))
    made += on.rules(_AWARD)
    made += _after(on, is_light)
    made += _kept(on)
    made += on.rules(_NEVER)
    if flexible:
        made.append(on.rule("not-readmit"))
    if not is_light:
        made.append(on.rule("not-change"))
    return (*made, *_free(on, is_light, flexible))


def _after(on: Routes, is_light: bool) -> tuple[Rule, ...]:
    """What follows the award."""
    value = on.case.money("tender.estimated_value")
    large = value is not None and value > money_of(on.case, "pa-kpi-01")
    if is_light:
        details = on.rule("must-details-light", days=on.figure("pa-light-touch-12"))
        copy = large and on.case.nation == "ENG"
        return (details, *([on.rule("must-copy-light", days=on.figure("pa-light-touch-13"))] if copy else []))
    made = [on.rule("must-standstill", days=on.figure("pa-standstill-01"))]
    if large:
        made.append(on.rule("must-kpi", sum=money_of(on.case, "pa-kpi-01")))
    return (*made, on.rule("must-details"))


def _kept(on: Routes) -> tuple[Rule, ...]:
    return (
        on.rule("must-pay", days=on.figure("pa-payment-01")),
        on.rule("must-record", years=on.figure("gap-pa-s98")),
    )


def _free(on: Routes, is_light: bool, flexible: bool) -> tuple[Rule, ...]:
    ids = ["free-talk", *(["free-stages", "free-refine"] if flexible else []), "free-turnover", "free-functional"]
    if not is_light:
        return on.rules(ids)
    if flexible:
        ids.append("free-terms")
    made = on.rules((*ids, "free-days", "free-people", "free-kpi", "free-change", "free-reports"))
    return (*made, on.rule("free-standstill", days=on.figure("pa-light-touch-10")))
