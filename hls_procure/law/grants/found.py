"""What the law room finds for a grant."""

from __future__ import annotations

from datetime import date
from typing import Literal

from hls_procure.law.reasons import Reason
from hls_procure.law.ruling import Test, Until
from hls_procure.model.record import record
from hls_procure.model.values import Money

AskedState = Literal["asked", "not-asked", "not-known", "not-covered"]
SubsidyName = Literal["none", "minimal", "minimal-over", "spei", "spei-over", "principles", "not-known", "not-covered"]
PaperState = Literal["in-order", "needed", "late", "out-of-order", "not-needed", "not-known"]


@record
class LawAsked:
    """One body of law: whether it is asked about this grant, and why or why not.

    :param id: ``charity``, ``subsidy``, ``standard``, ``best-value`` or ``procurement``.
    """

    id: str
    name: str
    state: AskedState
    reason: Reason


@record
class Reporting:
    """One way of reporting, and how it meets what the law asks: ``ok`` is None while that is not known or not covered."""

    form: str
    ok: bool | None
    reason: Reason


@record
class Paper:
    """A paper or an entry that subsidy control asks for.

    :param by: the last day for it, where one can be counted. :param done: the day on which it was done.
    """

    id: str
    name: str
    state: PaperState
    reason: Reason
    by: date | None = None
    done: date | None = None


@record
class Subsidy:
    """Where subsidy control stands.

    :param state: ``none`` (no subsidy), ``minimal`` and ``spei`` (within the cap), the same with ``-over`` (above it),
        ``principles`` (a subsidy outside both), ``not-known`` or ``not-covered``.
    :param tests: the tests that make a subsidy, in order. :param start: the first day of the applicable period, and
        :param end: its last, where assistance is counted. :param before: what counts in it; :param total: that and this grant.
    :param limit: the cap. :param papers: what is needed on paper and by when. :param ready: whether it may be given now;
        None while that is not known.
    """

    state: SubsidyName
    reasons: tuple[Reason, ...]
    tests: tuple[Test, ...] = ()
    start: date | None = None
    end: date | None = None
    before: Money | None = None
    total: Money | None = None
    limit: Money | None = None
    papers: tuple[Paper, ...] = ()
    until: tuple[Until, ...] = ()
    ready: bool | None = None


@record
class Standard:
    """One minimum requirement for government grants: ``met``, ``explained`` or ``open`` (comply or explain)."""

    id: str
    state: Literal["met", "explained", "open"]
    reason: Reason


@record
class Term:
    """Something that the letter or its attached page has to carry.

    :param where: ``letter`` or ``page``. :param needed: False where it is good to have and no fact asks for it.
    """

    id: str
    where: Literal["letter", "page"]
    reason: Reason
    needed: bool = True


@record
class Topic:
    """Reasons on one subject: ``funder``, ``recipient``, ``instrument``, ``notice``, ``vat``, ``safeguarding``."""

    id: str
    reasons: tuple[Reason, ...]


@record
class GrantRuling:
    """Everything that was found for a grant.

    :param instrument: ``grant``, ``contract`` or ``not-known``. :param limited: whether it is limited to the funder's
        purposes; None while that is not known or not covered. :param unrestricted_open: whether it may be unrestricted.
    :param reporting: every way of reporting; :param reporting_ok: whether the chosen one meets what the law asks.
    :param notice_by: the last day to tell an organisation that its support ends or is reduced, for councils.
    :param until: what has to be known before something can be decided. :param not_covered: what our facts do not reach.
    :param as_known: said where the day is later than the facts.
    """

    laws: tuple[LawAsked, ...]
    instrument: Literal["grant", "contract", "not-known"]
    limited: bool | None
    unrestricted_open: bool | None
    reporting: tuple[Reporting, ...]
    reporting_ok: bool | None
    subsidy: Subsidy
    topics: tuple[Topic, ...]
    standard: tuple[Standard, ...] = ()
    notice_by: date | None = None
    notice_state: Literal["", "in-time", "late", "open"] = ""
    terms: tuple[Term, ...] = ()
    until: tuple[Until, ...] = ()
    not_covered: tuple[Reason, ...] = ()
    as_known: str = ""

    def topic(self, id: str) -> tuple[Reason, ...]:
        """The reasons on one subject; none where it does not arise."""
        return next((topic.reasons for topic in self.topics if topic.id == id), ())

    def reasons(self) -> tuple[Reason, ...]:
        """Every reason, in order and once."""
        made = [law.reason for law in self.laws]
        made += [reason for topic in self.topics for reason in topic.reasons]
        made += [way.reason for way in self.reporting]
        made += [*self.subsidy.reasons, *(test.reason for test in self.subsidy.tests)]
        made += [paper.reason for paper in self.subsidy.papers]
        made += [line.reason for line in self.standard]
        made += [term.reason for term in self.terms]
        made += [until.reason for until in self.until]
        made += self.not_covered
        return tuple(dict.fromkeys(made))

    def facts(self) -> tuple[str, ...]:
        """The id of every fact that something rests on, in order."""
        return tuple(dict.fromkeys(id for reason in self.reasons() for id in reason.facts))
