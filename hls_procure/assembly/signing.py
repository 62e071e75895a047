"""Places to sign: one for each commissioner and each provider Member, or for each place while they are not known."""

from __future__ import annotations

from collections.abc import Iterator

from hls_procure.assembly.blocks import Signature, Span, Spans, Trace
from hls_procure.assembly.context import Context
from hls_procure.assembly.words import Words
from hls_procure.model.facts import Missing
from hls_procure.model.marks import FactMark


def signature_blocks(context: Context, id: str, trace: Trace) -> Iterator[Signature]:
    """The signature page, in the order of the table of Members."""
    yield _one(context, f"{id}.authority", "authority.name", "award.commissioners[authority]", trace)
    joint = context.facts.rows("authority.joint")
    if not isinstance(joint, Missing):
        for row in joint:
            yield _one(context, f"{id}.{row.id}", f"{row.path}.name", f"award.commissioners[{row.id}]", trace)
    members = context.facts.rows("award.members")
    if isinstance(members, Missing):
        places = context.facts.get("alliance.governance.provider_seats")
        for number in range(1, (places if isinstance(places, int) else 1) + 1):
            path = f"award.members[place-{number}]"
            yield _one(context, f"{id}.place-{number}", f"{path}.name", path, trace)
    else:
        for row in members:
            yield _one(context, f"{id}.{row.id}", f"{row.path}.name", row.path, trace)


def _one(context: Context, id: str, name: str, path: str, trace: Trace) -> Signature:
    words = Words(context, id, id)

    def fact(leaf: str) -> Spans:
        pieces = words.pieces((FactMark(leaf),), cell=True)
        return tuple(piece for piece in pieces if isinstance(piece, Span))

    lines = (
        (context.text("sign-role"), fact(f"{path}.signatory")),
        (context.text("sign-authority"), fact(f"{path}.authority")),
        (context.text("sign-signature"), ()),
        (context.text("sign-date"), ()),
    )
    return Signature(id, (Span("text", context.text("sign-for") + " "), *fact(name)), lines, trace)
