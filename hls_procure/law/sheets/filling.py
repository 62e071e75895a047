"""Fills a field of a notice, or says who has to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import hls_procure.law.sheets.how as how
import hls_procure.law.sheets.psr as psr
import hls_procure.law.sheets.what as what
from hls_procure.law.sheets.desk import Desk
from hls_procure.law.sheets.lists import FieldSpec
from hls_procure.model.facts import Missing
from hls_procure.model.fields import generic
from hls_procure.model.telling import rows

Maker = Callable[[Desk], str | None]


def _named(*makers: Maker) -> Mapping[str, Maker]:
    return MappingProxyType({maker.__name__.replace("_", "-"): maker for maker in makers})


#: The ways of saying several answers, by the word that the data use.
MAKERS = _named(
    what.region,
    what.authority_kind,
    what.contact,
    what.authority,
    what.joint,
    what.suppliers,
    what.title_and_reference,
    what.describe,
    what.codes,
    what.describe_with_codes,
    what.value_net,
    what.main_category,
    what.regime,
    what.special,
    what.above,
    what.one_lot,
    what.term,
    what.can_extend,
    what.extensions,
    what.term_and_extensions,
    how.method,
    how.features,
    how.portal,
    how.electronic,
    how.offers,
    how.languages,
    how.take_part,
    how.tenders,
    how.questions,
    how.most,
    how.conditions,
    how.criteria,
    how.assessed,
    how.suitable,
    how.reserved,
    how.assessment,
    how.engagement_closes,
    how.engagement,
    how.standstill,
    how.indicators,
    psr.followed,
    psr.awarded,
    psr.intends,
    psr.follows,
    psr.statement,
    psr.own_statement,
    psr.no_framework,
    psr.urgent,
    psr.reasons,
    psr.conflicts,
    psr.managed,
    psr.withheld,
    psr.changes_so_far,
)

#: Cases in which a field is there, by the word that the data use.
CASES: Mapping[str, Callable[[Desk], bool]] = MappingProxyType(
    {
        "joint": lambda on: bool(rows(on.facts, "authority.joint")),
        "staged": lambda on: on.get("tender.dates.take_part") is not None,
        "flexible": how.flexible,
        "extended": lambda on: what.can_extend(on) == "Yes",
        "reserved": how.is_reserved,
        "copied": how.copied,
        "limited": lambda on: on.get("tender.shortlist") is not None or how.flexible(on),
        "no-engagement-notice": lambda on: on.get("tender.engagement_notice") is None,
    }
)


def applies(on: Desk, spec: FieldSpec) -> bool:
    """Whether a notice of this project has the field."""
    if spec.regimes and on.regime not in spec.regimes:
        return False
    return not spec.when or CASES[spec.when](on)


def fill(on: Desk, spec: FieldSpec) -> str | None:
    """The value of a field as text to copy; None where the project does not give it."""
    return MAKERS[spec.make](on) if spec.make else on.text(spec.path) if spec.path else None


def gap(on: Desk, spec: FieldSpec, questions: Mapping[str, str]) -> str:
    """Who has to fill a field that the project does not fill.

    :param questions: field path to the id of the question that asks it.
    """
    missing = next((found for path in spec.asks if (found := _missing(on, path))), None)
    if missing is None or (missing.kind == "unanswered" and spec.otherwise and generic(missing.path) not in questions):
        return spec.otherwise[:1].upper() + spec.otherwise[1:] or on.say("s-nobody")
    question = questions.get(generic(missing.path), "")
    if missing.kind in ("award", "tender") and not (on.facts.award_known and question):
        return on.say("s-at-award")
    if missing.kind == "deliberate":
        return on.say("s-deliberate")
    if missing.kind == "later":
        return _later(on, missing)
    return on.say("s-question", question=question) if question else on.say("s-unanswered")


def _later(on: Desk, missing: Missing) -> str:
    if missing.owner:
        return on.say("s-later-day" if missing.by else "s-later", owner=missing.owner, day=missing.by)
    return on.say("s-later-nobody-day" if missing.by else "s-later-nobody", day=missing.by)


def _missing(on: Desk, path: str) -> Missing | None:
    """Why there is no answer at a path: a field, a list of records, or a field of each record."""
    if "[]." in path:
        found = on.facts.column(path)
    elif on.facts.schema.get(path):
        found = on.facts.get(path)
    else:
        found = on.facts.rows(path)
    if isinstance(found, Missing):
        return found
    return None
