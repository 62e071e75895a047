"""The check itself: what could not be read is said, never passed over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from hls_procure.findings import Finding, Side
from hls_procure.readacross.pack import Pack
from hls_procure.readacross.rule import rule


@rule("RA003")
def unread(pack: Pack) -> Iterator[Finding]:
    """Each part that could not be read."""
    for part in pack.unread:
        message = f"{part.where} of {part.document} could not be read ({part.why}), so nothing in it was checked."
        severity: Literal["error", "warning"] = "error" if part.operative else "warning"
        yield pack.finding("RA003", part.said or message, Side(part.document, part.where), None, part.do, severity)


RULES = (unread,)
