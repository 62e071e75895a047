"""What an Office file says of itself: who wrote it, when, with which program and template."""

from __future__ import annotations

from hls_procure.errors import Problem
from hls_procure.reading.package import Package, PartProblem

_KINDS = {"core-properties", "extended-properties", "custom-properties"}
_NOT_SAID = {"TitlesOfParts", "HeadingPairs", "HLinks", "DigSig"}


def read_properties(package: Package, unread: list[Problem]) -> dict[str, str]:
    """Core, extended and custom properties by the name that the file gives them; custom ones begin with ``custom:``."""
    made: dict[str, str] = {}
    try:
        wanted = [r.target for r in package.relations("").values() if r.kind in _KINDS and not r.external]
    except PartProblem as problem:
        unread.append(Problem(f"{package.name} (properties)", str(problem)))
        return made
    for part in wanted:
        try:
            root = package.xml(part)
        except PartProblem as problem:
            unread.append(Problem(f"{package.name} ({part})", f"{problem}", "Its author and dates are not known."))
            continue
        for element in root:
            tag = str(element.tag).rpartition("}")[2]
            name = f"custom:{element.get('name', '')}" if tag == "property" else tag
            words = "".join(element.itertext()).strip()
            if words and tag not in _NOT_SAID:
                made[name] = words
    return made
