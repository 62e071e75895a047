"""Who signs, by amount and programme: ``up to £20,000 | the director``, ``Youth, up to £50,000 | head of youth``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hls_procure.grants.amounts import read_amount
from hls_procure.model.fields import ValueProblem
from hls_procure.model.record import record
from hls_procure.model.values import Money

_BOUND = re.compile(r"(?:^|,\s*|\s)up\s+to\s+(.+)\Z", re.IGNORECASE)


@record
class Signatory:
    """Who signs which grants. :param programme: of this programme; empty for every one. :param most: up to this sum."""

    role: str
    programme: str = ""
    most: Money | None = None


def signatories(texts: Iterable[str]) -> list[Signatory]:
    """Every line of the Funder sheet that says who signs. :raises ValueProblem: one cannot be read."""
    made = []
    for line in (one.strip() for text in texts for one in text.split("\n")):
        if not line:
            continue
        head, sign, role = (part.strip() for part in line.rpartition("|"))
        if "|" in head or not role:
            raise ValueProblem(f"'{line[:60]}' cannot be read; write it like: up to £20,000 | the director")
        made.append(_one(head, role) if sign else Signatory(role))
    return made


def _one(head: str, role: str) -> Signatory:
    bound = _BOUND.search(head)
    if bound is None:
        return Signatory(role, head)
    return Signatory(role, head[: bound.start()].strip(" ,"), read_amount(bound[1]))


def signatory_of(rules: Iterable[Signatory], programme: str, amount: Money | None) -> str:
    """The role that signs a grant: one of its programme before one of all, and the smallest sum that still holds it.

    Empty where none does; a grant without a sum is signed by somebody who may sign any.
    """
    fitting = [
        one
        for one in rules
        if (not one.programme or one.programme.casefold() == programme.strip().casefold())
        and (one.most is None or (amount is not None and amount <= one.most))
    ]
    if not fitting:
        return ""
    return min(fitting, key=lambda one: (not one.programme, one.most is None, one.most or Money(0))).role
