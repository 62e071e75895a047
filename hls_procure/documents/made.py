"""A file as a writer hands it over."""

from __future__ import annotations

from dataclasses import field

from hls_procure.model.record import record


@record
class Made:
    """The bytes of a file. :param replaced: by name, the characters that its fonts lack, and how often each came."""

    data: bytes
    replaced: dict[str, int] = field(default_factory=dict)
