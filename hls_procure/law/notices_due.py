"""Which notices, when, in which order: the door to those of every regime."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.notices_made import Notices
from hls_procure.law.notices_others import pcr_notices, scottish_notices
from hls_procure.law.notices_pa2023 import below_threshold, of_a_change, of_an_award
from hls_procure.law.psr_notices import psr_notices_of
from hls_procure.law.ruling import NoticeStep, Regime, Route


def notices_of(case: Case, regime: Regime, chosen: Route | None) -> tuple[NoticeStep, ...]:
    """Which notices, when, in which order. A grant and an arrangement between public bodies have none of these.

    While the regime is undecided there is nothing to say.
    """
    if regime.state != "decided":
        return ()
    if regime.id.startswith("psr-"):
        return psr_notices_of(case, regime, chosen)
    made = Notices(case, regime, chosen)
    if regime.id == "pa2023-below":
        return below_threshold(made)
    if regime.id.startswith("pa2023"):
        return of_a_change(made) if case.text("legal.instrument") == "change" else of_an_award(made)
    if regime.id == "pcr2015":
        return pcr_notices(made)
    return scottish_notices(made) if regime.id == "scotland" else ()
