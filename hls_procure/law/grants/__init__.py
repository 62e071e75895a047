"""The law of grants: who gives, who receives, how it is reported, subsidy control, and what a letter has to carry.

    decide_grant(GrantCase(funder="charity", nation="ENG", is_charity=True, fit="same"), on=date(2026, 11, 28))

Pure functions of a plain record and a day. What is not known says so, and what no fact reaches says "not covered".
"""

from __future__ import annotations

from datetime import date

from hls_procure.law.facts import LawBook
from hls_procure.law.grants.case import Assistance, GrantCase
from hls_procure.law.grants.desk import GrantDesk
from hls_procure.law.grants.found import GrantRuling, Topic
from hls_procure.law.grants.funder import laws_of
from hls_procure.law.grants.letter import terms_of
from hls_procure.law.grants.nature import instrument_of, safeguarding_of, vat_of
from hls_procure.law.grants.public import notice_of, standard_of
from hls_procure.law.grants.recipient import limit_of
from hls_procure.law.grants.reporting import reporting_of
from hls_procure.law.grants.subsidy import subsidy_of
from hls_procure.law.ruling import Until
from hls_procure.model.values import say_date

__all__ = ["Assistance", "GrantCase", "GrantRuling", "decide_grant"]

#: What is asked only to find out whether it is a subsidy: no longer missing once it is known to be none.
_FOR_SUBSIDY = frozenset({"funder.decision_public"})


def decide_grant(case: GrantCase, on: date, book: LawBook | None = None) -> GrantRuling:
    """Everything that the law room finds for a grant.

    :param on: the day of the decision, by which every fact is asked.
    """
    desk = GrantDesk(case, on, book or LawBook.load())
    laws = laws_of(desk)
    limit = limit_of(desk)
    instrument, why = instrument_of(desk)
    ways = reporting_of(desk, limit.limited)
    subsidy = subsidy_of(desk)
    by, state, notice = notice_of(desk, laws)
    topics = (
        Topic("recipient", limit.reasons),
        Topic("instrument", why),
        Topic("notice", notice),
        Topic("vat", vat_of(desk, instrument)),
        Topic("safeguarding", safeguarding_of(desk)),
    )
    return GrantRuling(
        laws=laws,
        instrument=instrument,
        limited=limit.limited,
        unrestricted_open=limit.unrestricted,
        reporting=ways,
        reporting_ok=next((way.ok for way in ways if way.form == case.reporting), None),
        subsidy=subsidy,
        topics=tuple(topic for topic in topics if topic.reasons),
        standard=standard_of(desk, laws),
        notice_by=by,
        notice_state=state,
        terms=terms_of(desk, laws, limit.limited, subsidy),
        until=_until(desk, subsidy.state == "none"),
        not_covered=tuple(desk.gaps),
        as_known=f"law as known on {say_date(desk.book.as_of)}" if on > desk.book.as_of else "",
    )


def _until(desk: GrantDesk, none: bool) -> tuple[Until, ...]:
    """What has to be known first; what only concerns a subsidy is left out where there is none."""
    return tuple(one for one in desk.until if not (none and one.path in _FOR_SUBSIDY))
