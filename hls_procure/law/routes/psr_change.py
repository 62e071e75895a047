"""Changes under the Provider Selection Regime: what is a considerable one, and what may be changed without a new process.

Figures come from the facts: a sum and a share of the value, which both have to be reached.
"""

from __future__ import annotations

from typing import Any

from hls_procure.law.case import Case
from hls_procure.law.reasons import Reason
from hls_procure.law.regime.step import Step
from hls_procure.law.routes.psr_law import PsrLaw, Says
from hls_procure.law.ruling import Rule, Until
from hls_procure.model.record import record
from hls_procure.model.values import Money, Percent

#: Routes after which a contract may be changed in every way that leaves its character as it is.
DIRECT = frozenset({"psr-a", "psr-b", "psrw-1"})


@record
class Limit:
    """A sum and a share; a change counts where it reaches both."""

    total: Money
    share: Percent

    def reached(self, before: Money, more: Money) -> tuple[bool, bool]:
        """Whether a change of ``more`` to what was worth ``before`` reaches the sum, and whether it reaches the share."""
        return more >= self.total, more.pence * 100 >= before.pence * self.share.value


def limit_of(case: Case, law: PsrLaw, about: str = "change") -> Limit:
    """The limit that a fact of the nation names."""
    total, share = case.fact(law.facts[about][0]).values
    return Limit(Money.parse(total), Percent.parse(share))


def not_considerable(say: Says) -> Step:
    """Whether a new contract in place of an expiring one is no considerable change."""
    case, limit = say.case, limit_of(say.case, say.law)
    different, by_us = case.yes("legal.psr.different"), case.yes("legal.psr.by_us")
    before, now = case.money("legal.psr.value_before"), case.money("legal.psr.value_now")

    def step(value: bool | None, id: str, path: str = "", /, **places: Any) -> Step:
        reason = say(id, "change", **places)
        return Step((), value, (reason,), (Until(path, reason),) if path else ())

    if different:
        return step(False, "psr-r-change-character")
    figures: dict[str, Any] = {"limit": limit.total, "share": limit.share}
    if before is not None and now is not None:
        more = now - before
        total, share = limit.reached(before, more)
        if total and share and by_us is not False:
            if by_us is None and different is False:
                return step(None, "psr-r-change-until-whose", "legal.psr.by_us", **figures)
            if by_us:
                return step(False, "psr-r-change-met", before=before, more=more, **figures)
        if different is False and not (total and share):
            missed = "neither is" if not total and not share else "the sum is not" if not total else "the share is not"
            id = "psr-r-change-below" if more > Money(0) else "psr-r-change-no-more"
            return step(True, id, before=before, more=more, missed=missed, **figures)
    if different is None:
        return step(None, "psr-r-change-until-character", "legal.psr.different")
    if by_us is False:
        return step(True, "psr-r-change-outside")
    path = "legal.psr.value_before" if before is None else "legal.psr.value_now"
    return step(None, "psr-r-change-until-value", path, **figures)


def modification(case: Case, law: PsrLaw) -> Step | None:
    """Whether the change of a contract that exists may be made without a new process; None where no contract changes."""
    if case.text("legal.instrument") != "change":
        return None
    say = Says(case, law)
    old = case.project.legal.old

    def step(value: bool | None, id: str, path: str = "", about: str = "modify", /, **places: Any) -> Step:
        reason = say(id, about, **places)
        return Step((), value, (reason,), (Until(path, reason),) if path else ())

    direct = case.text("legal.route") in DIRECT
    if old.ground in ("clause", "succession") and not (direct and law.nation == "WLS"):
        return step(True, f"psr-m-{old.ground}")
    character = case.yes("legal.old.character")
    if character is None:
        return step(None, "psr-m-until-character", "legal.old.character")
    if character:
        return step(False, "psr-m-character")
    if direct:
        return step(True, "psr-m-direct", "", "modify-direct")
    if old.ground == "unforeseen":
        return step(True, "psr-m-outside")
    limit = limit_of(case, law, "modify")
    figures: dict[str, Any] = {"limit": limit.total, "share": limit.share}
    for path, value in (("value", old.value), ("more", old.more), ("so_far", old.so_far)):
        if value is None:
            return step(None, "psr-m-until-value", f"legal.old.{path}", **figures)
    assert old.value is not None
    assert old.more is not None
    assert old.so_far is not None
    more = old.so_far + old.more
    total, share = limit.reached(old.value, more)
    id = "psr-m-over" if total and share else "psr-m-under"
    return step(not (total and share), id, value=old.value, more=more, **figures)


def change_rules(case: Case, law: PsrLaw, route: str) -> tuple[Rule, ...]:
    """What may be changed later in a contract that was awarded by a route: the map for a contract that learns."""
    say = Says(case, law)
    limit = limit_of(case, law, "modify")
    if route in DIRECT:
        ways: tuple[Reason, ...] = (say("psr-m-map-direct", "modify-direct", route=law.names[route]),)
        if law.nation == "ENG":
            ways = (say("psr-m-map-clause", "modify"), *ways)
    else:
        ways = (
            say("psr-m-map-clause", "modify"),
            say("psr-m-map-others", "modify"),
            say("psr-m-map-ours", "modify", limit=limit.total, share=limit.share),
        )
    if law.nation == "ENG":
        ways = (*ways, say.reasons("psr-m-learning"))
    return tuple(Rule("frees", reason) for reason in ways)
