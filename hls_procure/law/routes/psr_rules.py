"""What each process of the Provider Selection Regime asks for, does not allow, and leaves open, in the words of its nation."""

from __future__ import annotations

from typing import Literal

from hls_procure.law.case import Case
from hls_procure.law.reasons import Reasons
from hls_procure.law.routes.psr_law import PsrLaw
from hls_procure.law.ruling import Rule

Kind = Literal["requires", "forbids", "frees"]

#: The rules of each route in order: the kind of each, and the id of its words after psr-u- (England) or psrw-u- (Wales).
STEPS: dict[str, tuple[tuple[Kind, str], ...]] = {
    "psr-a": (("requires", "award-direct"), ("frees", "no-standstill"), ("frees", "no-key"), ("frees", "no-basic")),
    "psr-b": (("requires", "award-direct"), ("frees", "no-standstill"), ("frees", "no-key"), ("frees", "no-basic")),
    "psr-c": (("requires", "c-intention"), ("requires", "standstill"), ("requires", "c-award")),
    "psr-msp": (
        ("requires", "msp-notice"),
        ("forbids", "msp-wait"),
        ("requires", "msp-intention"),
        ("requires", "standstill"),
        ("requires", "msp-award"),
    ),
    "psr-competitive": (
        ("requires", "offers"),
        ("requires", "offers-criteria"),
        ("requires", "offers-letters"),
        ("requires", "offers-intention"),
        ("requires", "standstill"),
        ("requires", "offers-award"),
    ),
    "psrw-1": (("requires", "1-intention"), ("requires", "standstill"), ("requires", "1-award"), ("frees", "no-basic")),
    "psrw-2": (("requires", "2-decide"), ("requires", "2-intention"), ("requires", "standstill"), ("requires", "2-award")),
    "psrw-msp": (
        ("requires", "msp-notice"),
        ("forbids", "msp-wait"),
        ("requires", "msp-intention"),
        ("requires", "standstill"),
        ("requires", "msp-award"),
    ),
    "psrw-competitive": (
        ("requires", "offers"),
        ("requires", "offers-criteria"),
        ("requires", "offers-letters"),
        ("requires", "offers-intention"),
        ("requires", "standstill"),
        ("requires", "offers-award"),
    ),
}
#: The routes that have no step on the key criteria and the basic selection criteria.
DIRECT = frozenset({"psr-a", "psr-b", "psrw-1"})
KEY: tuple[tuple[Kind, str], ...] = (
    ("requires", "key"),
    ("requires", "key-a"),
    ("requires", "key-b"),
    ("requires", "key-c"),
    ("requires", "key-d"),
    ("requires", "key-e"),
)
BASIC: tuple[tuple[Kind, str], ...] = (("requires", "basic"), ("forbids", "turnover"))
ALWAYS: dict[str, tuple[tuple[Kind, str], ...]] = {
    "ENG": (
        ("requires", "principles"),
        ("requires", "conflicts"),
        ("requires", "excluded"),
        ("requires", "sub-contractors"),
        ("requires", "ending"),
        ("requires", "ending-minister"),
        ("requires", "annual"),
        ("requires", "guidance"),
        ("frees", "several"),
        ("frees", "stopping"),
    ),
    "WLS": (
        ("requires", "principles"),
        ("requires", "policy"),
        ("requires", "value"),
        ("requires", "platform"),
        ("requires", "conflicts"),
        ("requires", "excluded"),
        ("requires", "ending"),
        ("frees", "several"),
        ("frees", "withheld"),
        ("frees", "stopping"),
    ),
}


def rules_of(case: Case, law: PsrLaw, route: str) -> tuple[Rule, ...]:
    """What a process asks for, forbids and leaves open."""
    prefix = "psr-u-" if law.nation == "ENG" else "psrw-u-"
    reasons = Reasons(case)
    wanted: list[tuple[Kind, str]] = list(STEPS[route])
    if route not in DIRECT:
        wanted += [*KEY, *BASIC]
    framework = route in ("psr-competitive", "psrw-competitive") and case.yes("legal.psr.framework")
    record = "record-competitive" if "competitive" in route else "record-direct" if route in DIRECT else "record-key"
    if framework:
        wanted.append(("forbids", "framework"))
    wanted += [("requires", record), *ALWAYS[law.nation]]
    urgent = case.yes("legal.psr.urgent")
    if urgent is not False:
        wanted.insert(0 if urgent else len(wanted), ("frees", "urgent-yes" if urgent else "urgent"))
    return tuple(Rule(kind, reasons(prefix + id)) for kind, id in wanted)
