"""What a check is: data in the catalogue, and a pure function from the pack to its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hls_procure.findings import Finding
from hls_procure.model.record import record
from hls_procure.readacross.pack import Pack


@record
class Rule:
    """A function and the codes that it finds. One code has one rule; one walk through the words may find several codes."""

    codes: tuple[str, ...]
    check: Callable[[Pack], Iterator[Finding]]


def rule(*codes: str) -> Callable[[Callable[[Pack], Iterator[Finding]]], Rule]:
    """Makes a rule of a function: ``@rule("RA101")``."""
    return lambda check: Rule(codes, check)
