"""Days of a grant that are worth a second look, because they are often typed wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from hls_procure.grants.paying import same_day
from hls_procure.model.root import Project
from hls_procure.model.values import say_date


def odd_days(project: Project) -> Iterator[str]:
    """Sentences on days that do not fit together; none where something is not known yet."""
    grant = project.grant
    starts, talk, decided = grant.starts, grant.next_talk, grant.decision.on
    if decided and project.as_of_date and decided > project.as_of_date:
        yield f"It is decided on {say_date(decided)}, and the letter speaks from {say_date(project.as_of_date)}."
    if decided and starts and decided > starts:
        yield f"It begins on {say_date(starts)}, before it is decided on {say_date(decided)}."
    if not starts or not grant.years:
        return
    ends = same_day(starts, grant.years) - timedelta(days=1)
    for payment in grant.payments or ():
        if payment.on and not starts - timedelta(days=366) <= payment.on <= ends:
            yield f"A payment on {say_date(payment.on)} lies outside the grant, which ends on {say_date(ends)}."
    if talk and not starts <= talk <= ends:
        yield f"You talk on {say_date(talk)}, outside the grant, which ends on {say_date(ends)}."
    elif talk and grant.years > 1 and talk > same_day(starts, grant.years - 1):
        yield f"You talk on {say_date(talk)}, less than twelve months before the end on {say_date(ends)}."
