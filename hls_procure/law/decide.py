"""The door of the law room: from a case to everything that can be found for it."""

from __future__ import annotations

from datetime import date

from hls_procure.law.case import Case
from hls_procure.law.conflicts import conflicts_of
from hls_procure.law.duties import duties_of
from hls_procure.law.facts import LawBook
from hls_procure.law.holes import read_holes
from hls_procure.law.notices_due import notices_of
from hls_procure.law.regime import decide_regime
from hls_procure.law.routes import routes_of
from hls_procure.law.ruling import Conflict, Regime, Route, Ruling, Step
from hls_procure.law.social_value import social_value_tests
from hls_procure.law.timetable import timetable_conflicts, timetable_of
from hls_procure.model.fields import FieldSchema
from hls_procure.model.root import Project
from hls_procure.model.values import say_date

#: Laws that the Procurement (Amendment) Regulations 2026 may touch; the hole says which facts it concerns.
_AMENDED = "amendment-regulations-2026"
#: The check on standstills, which both the answers and the days are looked at for.
_STANDSTILL = "RA407"


def decide(project: Project, schema: FieldSchema, *, book: LawBook | None = None, on: date | None = None) -> Ruling:
    """Everything that the law room finds for a project.

    :param on: asks as if the day were this one.
    """
    return rule(Case(project, schema, book, on))


def rule(case: Case) -> Ruling:
    """Everything that the law room finds for a case, in the order in which one thing rests on another."""
    regime = decide_regime(case)
    routes = routes_of(case, regime)
    chosen = next((route for route in routes if route.id == case.text("legal.route")), None)
    timetable = timetable_of(case, regime, chosen)
    return Ruling(
        regime=regime,
        routes=routes,
        chosen=chosen,
        tests=social_value_tests(case, regime),
        conflicts=_conflicts(case, regime, routes, timetable),
        timetable=timetable,
        notices=notices_of(case, regime, chosen),
        duties=duties_of(case, regime),
        as_known=as_known(case),
        amended=amended(case, regime.id),
    )


def _conflicts(case: Case, regime: Regime, routes: tuple[Route, ...], timetable: tuple[Step, ...]) -> tuple[Conflict, ...]:
    """What does not go together in the answers and in the days; what both find about a standstill is said once."""
    found = conflicts_of(case, regime, routes)
    said = {conflict.code for conflict in found if conflict.code == _STANDSTILL}
    return (*found, *(one for one in timetable_conflicts(case, regime, timetable) if one.code not in said))


def as_known(case: Case) -> str:
    """``law as known on 22 November 2026``, where a day that counts is later than the facts; else empty."""
    days = [day for kind in ("commencement", "award", "modification", "decision") if (day := case.day(kind))]
    as_of = case.book.as_of
    return f"law as known on {say_date(as_of)}" if any(day > as_of for day in days) else ""


def amended(case: Case, regime: str) -> str:
    """What has to be said because law was changed and the change was not read; empty where it cannot matter."""
    hole = next(hole for hole in read_holes(cache=case.book.cache) if hole.id == _AMENDED)
    touched = regime.startswith(("pa2023", "pcr2015")) or regime == "psr-england" or not regime
    return hole.says if touched and (not case.nation or case.nation in hole.nations) else ""
