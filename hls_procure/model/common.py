"""Two small shapes that many parts of a project share."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class YesNoWhy:
    """Yes or no, with the reason."""

    answer: bool | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that is known, and where it comes from."""

    id: str
    text: str | None = None
    source: str | None = None
