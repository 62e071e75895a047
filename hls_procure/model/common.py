"""Two small shapes that many parts of a project share."""

from __future__ import annotations

from hls_procure.model.record import record


@record
class YesNoWhy:
    """Yes or no, with the reason."""

    answer: bool | None = None
    why: str | None = None


@record
class Evidence:
    """Something that is known, and where it comes from."""

    id: str
    text: str | None = None
    source: str | None = None
