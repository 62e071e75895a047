"""Names of other procurements: a place or a public body that nobody in this one has ever named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from typing import Literal

from hls_procure.findings import Finding, Side
from hls_procure.readacross.pack import BODIES, Pack, Passage, at
from hls_procure.readacross.rule import rule

_BODY = re.compile(
    r"\b(?:[A-Z][\w’'-]+,? (?:(?:and|of|upon|on|the|with|in) )?){1,4}?"
    r"(?:(?:County|City|Borough|District|Metropolitan|Metropolitan Borough|Unitary) )?"
    r"(?:Council|NHS (?:Foundation )?Trust|Constabulary|Combined Authority|Integrated Care Board)\b"
)
_SMALL = re.compile(r"\A(?:The|This|That|Each|Every|Any|Our|Your|Their|A|An|If|When|And|Or|For|To|By|With) ")
#: A name that stands in so many passages is no leftover: somebody means it.
KNOWN_FROM = 3
#: Fields that name places and bodies in words of their own.
NAMING = frozenset({"authority.address", "alliance.place", "award.members[].address", "award.commissioners[].address"})
#: Words that a council has in its name without being one: they name nobody.
_NOBODY = re.compile(r"\A(?:County|City|Borough|District|Parish|Town|Local|Host|Lead|Alliance|Learning|Members?)? ?[A-Z]\w+\Z")


@rule("RA916")
def another_place(pack: Pack) -> Iterator[Finding]:
    """No place and no public body stands in it that nobody has named in this procurement."""
    places = pack.place_names
    if not places:
        return
    ours = cache(partial(_ours, pack))
    mine = str(pack.get("authority.name") or pack.project.project.title or "")
    right = at("authority.name", mine, mine) if mine else None
    severity: Literal["warning"] | None = None if pack.project.project.id else "warning"
    for doc in pack.documents.values():
        for name in dict.fromkeys(_named(doc.file.title, places)) if doc.file is not None else ():
            if not _known(name.casefold(), ours()):
                message = f"The file calls itself by the name of '{name}', which has nothing to do with this procurement."
                left = Side(doc.id, "the properties of the file", doc.file.title if doc.file else "", name)
                yield pack.finding("RA916", message, left, right, severity=severity)
    found: dict[str, list[Passage]] = {}
    for passage in pack.holding(*BODIES, words=(name.split()[0].lower() for name in places)):
        if not passage.quote and pack.operative(passage):
            for name in dict.fromkeys(_named(passage.text, places)):
                if not _known(name.casefold(), ours()):
                    found.setdefault(name, []).append(passage)
    for name, passages in found.items():
        if len(passages) >= KNOWN_FROM:
            continue
        for passage in passages:
            message = f"'{name}' is named here, and nothing that is known of this procurement has to do with it."
            yield pack.finding("RA916", message, passage.side(name, name), right, severity=severity)


def _known(name: str, ours: str) -> bool:
    """Whether a name is one of ours, with or without words before it: ``the Cabinet of`` our council."""
    words = name.split()
    return any(" ".join(words[at:]) in ours for at in range(max(1, len(words) - 1)))


def _named(text: str, places: frozenset[str]) -> Iterator[str]:
    bodies = []
    for found in _BODY.finditer(text):
        name = _SMALL.sub("", found[0])
        if " " in name and not _NOBODY.match(name.rpartition(" ")[0] if name.count(" ") == 1 else "x"):
            bodies.append(name)
    yield from bodies
    inside = " ".join(bodies)
    for found in _places(places).finditer(text):
        if found[0] not in inside:
            yield found[0]


@lru_cache(maxsize=4)
def _places(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(
        r"\b(?:" + "|".join(sorted(map(re.escape, names), key=lambda n: (-len(n), n))) + r")\b(?!['’]s? Street| Road| Street)"
    )


def _ours(pack: Pack) -> str:
    """The names that are known of this procurement: of bodies, places and what is bought, and whom it is for."""
    texts = [str(pack.get(path) or "") for path in ("project.title", "purpose.population", "purpose.statement")]
    texts += [value for path, value, field in pack.answers(every=True) if field.type == "name" or field.path in NAMING]
    texts += [line.text for doc in pack.documents.values() for line in doc.lines if line.kind == "front"]
    return " | ".join(texts).casefold()


RULES = (another_place,)
