"""The check itself: what could not be read is said, never passed over."""

from __future__ import annotations

from collections.abc import Iterator

from hls_procure.findings import Finding, Side
from hls_procure.readacross.pack import Pack
from hls_procure.readacross.rule import rule


@rule("RA003")
def unread(pack: Pack) -> Iterator[Finding]:
    """Each part that could not be read."""
    for part in pack.unread:
        message = f"{part.where} of {part.document} could not be read ({part.why}), so nothing in it was checked."
        yield pack.finding("RA003", message, Side(part.document, part.where), severity="error" if part.operative else "warning")


RULES = (unread,)
