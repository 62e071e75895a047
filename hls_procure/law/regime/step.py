"""One test on the way to a regime: its answer while some of what it needs may be missing."""

from __future__ import annotations

from collections.abc import Iterable

from hls_procure.law.reasons import Reason
from hls_procure.law.ruling import Test, Until
from hls_procure.law.threeway import all_of
from hls_procure.model.record import record


@record
class Step:
    """A test with its answer.

    :param tests: what is shown of it. :param value: yes, no, or None while it is not known.
    :param reasons: what its answer adds to the reasons of the decision. :param until: what is missing, where something is.
    :param uncovered: whether the facts of law cannot answer it at all.
    """

    tests: tuple[Test, ...]
    value: bool | None
    reasons: tuple[Reason, ...]
    until: tuple[Until, ...] = ()
    uncovered: bool = False


def value_of(steps: Iterable[Step]) -> bool | None:
    """Whether every test is met."""
    return all_of(step.value for step in steps)


def said(steps: Iterable[Step], value: bool | None) -> tuple[Reason, ...]:
    """The reasons of the tests that have this answer, each once."""
    return tuple({(r.id, r.text): r for step in steps if step.value is value for r in step.reasons}.values())


def missing(steps: Iterable[Step]) -> tuple[Until, ...]:
    """What is missing for the tests that have no answer yet, each path once, in order."""
    return tuple({(u.path, u.reason.text): u for step in steps if step.value is None for u in step.until}.values())
