"""Yes, no, and not known: how tests of the law are joined while some answers are missing."""

from __future__ import annotations

from collections.abc import Iterable


def all_of(values: Iterable[bool | None]) -> bool | None:
    """Whether all are so: no as soon as one is not, and not known while one that matters is not known."""
    known = list(values)
    return False if False in known else None if None in known else True


def any_of(values: Iterable[bool | None]) -> bool | None:
    """Whether one at least is so; not known while one that is not known could be."""
    known = list(values)
    return True if True in known else None if None in known else False


def negate(value: bool | None) -> bool | None:
    """The opposite; what is not known stays so."""
    return None if value is None else not value


def word(value: bool | None) -> str:
    """``yes``, ``no`` or ``not known``."""
    return "not known" if value is None else "yes" if value else "no"
