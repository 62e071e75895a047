"""What was read and not understood: a share of nobody knows what, a table of weights without names. Said, never passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hls_procure.foreign.heard import Heard
from hls_procure.foreign.units import LONGEST
from hls_procure.foreign.weights import SHARE
from hls_procure.readacross.pack import Unread, cut

_WEIGHS = re.compile(r"\b(?:weigh\w*|marks?|criteri\w+)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:VAT|wage|living|inflation|CPI|increase|indexation|interest|overspend|fund|turnover|staff|people)\b", re.IGNORECASE
)
#: So many of a file are listed; the rest are counted.
MOST = 5


def puzzles(heard: Heard) -> Iterator[Unread]:
    """Each place where weights seem to be told and none was taken."""
    for name, every in heard.units.items():
        for unit in every:
            if len(unit.block.text) > LONGEST:
                why = f"it has {len(unit.block.text):,} signs; facts were looked for in the first {LONGEST:,}"
                yield Unread(name, f"the end of a paragraph at {unit.block.where}", why, operative=False)
        if heard.parts[name].part not in ("invitation", "evaluation", "specification", "conditions"):
            continue
        taken = {one.side.spot for one in (*heard.criteria, *heard.spoken)}
        odd = [
            unit
            for unit in every
            if unit.block.table is None
            and SHARE.search(unit.text)
            and _WEIGHS.search(unit.text)
            and not _OTHER.search(unit.text)
            and unit.side().spot not in taken
        ]
        for unit in odd[:MOST]:
            yield Unread(
                name, f"a share at {unit.block.where}", f"it is not clear of what: “{cut(unit.text, most=90)}”", operative=False
            )
        if len(odd) > MOST:
            yield Unread(name, f"{len(odd) - MOST} more shares", "it is not clear of what", operative=False)
