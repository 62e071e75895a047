"""Requirements and questions: what is only suggested, and what a person has linked or left without a link."""

from __future__ import annotations

from collections.abc import Iterator

from hls_procure.findings import Finding
from hls_procure.foreign.bench import Bench
from hls_procure.foreign.wants import Match
from hls_procure.foreign.weights import slug
from hls_procure.readacross.pack import cut

_HINT = "Confirm it in the file of facts (links), or name the question there. A suggestion counts for nothing."


def links(bench: Bench) -> Iterator[Finding]:
    """Suggestions that wait for a person; and, once a person has been through them, what is linked to nothing."""
    found = bench.agreed
    known = {one.key: one for one in found.criteria}
    numbered = [match for match in found.matches if match.wanted.numbered]
    open_ = [match for match in numbered if match.best and _id(match) not in found.links]
    for match in open_:
        if match.by != "text":
            continue
        (best, likeness), *others = match.best
        one = known[best]
        also = f", after it {', '.join(f'{known[key].shown} ({score})' for key, score in others)}" if others else ""
        message = (
            f"'{cut(match.wanted.text, most=90)}' ({_id(match)}) looks most like '{one.shown}' (likeness {likeness}){also}; "
            "nobody has confirmed that the one tests the other."
        )
        yield bench.finding("RA110", message, match.wanted.side, one.side, hint=_HINT)
    if found.links and numbered and not open_:
        yield from _loose(bench, numbered)


def _loose(bench: Bench, numbered: list[Match]) -> Iterator[Finding]:
    """What has no link in a file of facts in which every suggestion is confirmed; a warning, for some of it is meant so."""
    found = bench.agreed
    for match in numbered:
        if _id(match) not in found.links:
            message = f"No question tests '{cut(match.wanted.text, most=90)}' ({_id(match)}) in {match.wanted.file}."
            yield bench.finding("RA101", message, match.wanted.side, hint=_HINT, severity="warning")
    linked = set(found.links.values())
    parents = {slug(one.parent) for one in found.criteria if one.parent}
    for one in found.criteria:
        about = f"{one.name} {one.parent}".lower()
        if (
            one.key in linked
            or slug(one.name) in parents
            or any(sign in about for sign in ("price", "cost", "money", "social value"))
        ):
            continue
        message = f"'{one.shown}' tests no requirement of the specification."
        yield bench.finding("RA102", message, one.side, hint=_HINT, severity="warning")


def _id(match: Match) -> str:
    return match.wanted.id or match.wanted.side.where
