"""How the links of a pack stand, in the words of OpenFastTrace, and the fingerprints by which a link goes stale.

A link leads from an award criterion to a commitment. It *covers*, or it is *orphaned* (there is no such commitment),
*unwanted* (it leads to a minimum requirement, which is kept and not scored), *duplicate* (named twice), *ambiguous* (two
records answer to the id) or *outdated* (the words at an end have changed since a person last looked). A commitment is
covered *shallow* if a criterion names it, and *deep* if that criterion is asked about by a question that says what a good
answer shows.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Literal, NamedTuple

from hls_procure.model.registers import Settled

LinkState = Literal["covers", "orphaned", "unwanted", "duplicate", "ambiguous", "outdated"]


class Link(NamedTuple):
    """One link and how it stands.

    :param source: a criterion. :param target: a commitment. :param changed: the end whose words changed, where it is
        outdated. :param settled: the judgement that is stale, or that holds.
    """

    source: str
    target: str
    state: LinkState
    changed: str = ""
    settled: Settled | None = None

    @property
    def id(self) -> str:
        """What a person types to settle it: ``learning:knowing-what-happens``."""
        return f"{self.source}:{self.target}"


@dataclass
class Links:
    """Every link of a project, and what is covered.

    :param covering: criteria all of whose links cover, as most do, with what they name. :param others: the links of the rest.
    :param shallow: commitments that a criterion names. :param deep: those that can be answered and scored, too.
    """

    covering: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    others: list[Link] = field(default_factory=list)
    shallow: set[str] = field(default_factory=set)
    deep: set[str] = field(default_factory=set)

    def __iter__(self) -> Iterator[Link]:
        for source, targets in self.covering:
            for target in targets:
                yield Link(source, target, "covers")
        yield from self.others

    @property
    def faults(self) -> list[Link]:
        """The links that do not cover, in the order of the criteria."""
        return [link for link in self.others if link.state != "covers"]


def fingerprint(*texts: str | None) -> str:
    """Eight letters that change with the words and not with their blanks."""
    joined = "\0".join(" ".join((text or "").split()) for text in texts)
    return hashlib.sha256(joined.encode("utf-8", "replace")).hexdigest()[:8]


def link_mark(criterion: Any, commitment: Any) -> str:
    """The fingerprints of both ends of a link, as ``settle`` keeps them."""
    first = fingerprint(criterion.name, criterion.looks_at, criterion.link)
    return f"{first}-{fingerprint(commitment.title, commitment.intent, commitment.practice)}"


def link_states(
    criteria: Iterable[Any],
    commitments: Iterable[Any],
    questions: Iterable[Any],
    requirements: Iterable[Any],
    settled: Iterable[Settled],
) -> Links:
    """How every link stands. One walk through criteria, commitments and questions."""
    made = Links()
    rows = list(commitments)
    known = {row.id: row for row in rows}
    twice = {id for id, count in Counter(row.id for row in rows).items() if count > 1} if len(known) < len(rows) else set()
    kept = {row.id for row in requirements}
    answerable = {row.criterion for row in questions if row.criterion and row.good}
    judged = {one.id: one for one in settled if ":" in one.id}
    criteria = tuple(criteria)
    pairs = [(row.id, row.commitments or ()) for row in criteria]
    made.shallow = set(chain.from_iterable([targets for _, targets in pairs]))
    made.deep = set(chain.from_iterable([targets for source, targets in pairs if source in answerable]))
    odd = (made.shallow - known.keys()) | (twice & made.shallow)
    for criterion, pair in zip(criteria, pairs, strict=True):
        targets = pair[1]
        repeated = len(targets) > 1 and len(set(targets)) != len(targets)
        if not (repeated or judged or (odd and not odd.isdisjoint(targets))):
            made.covering.append(pair)
            continue
        counts = Counter(targets)
        for target in dict.fromkeys(targets):
            row = known.get(target)
            if row is None:
                made.others.append(Link(criterion.id, target, "unwanted" if target in kept else "orphaned"))
            elif counts[target] > 1:
                made.others.append(Link(criterion.id, target, "duplicate"))
            elif target in twice:
                made.others.append(Link(criterion.id, target, "ambiguous"))
            else:
                judgement = judged.get(f"{criterion.id}:{target}")
                made.others.append(_judged(criterion, row, judgement) if judgement else Link(criterion.id, target, "covers"))
    if odd:
        made.shallow &= known.keys()
        made.deep &= known.keys()
    return made


def _judged(criterion: Any, commitment: Any, settled: Settled) -> Link:
    if not settled.text:
        return Link(criterion.id, commitment.id, "covers", settled=settled)
    now = link_mark(criterion, commitment)
    if now == settled.text:
        return Link(criterion.id, commitment.id, "covers", settled=settled)
    then, _, other = settled.text.partition("-")
    first, _, second = now.partition("-")
    ends = [end for end, old, new in (("criterion", then, first), ("commitment", other, second)) if old != new]
    return Link(criterion.id, commitment.id, "outdated", " and ".join(ends), settled)
