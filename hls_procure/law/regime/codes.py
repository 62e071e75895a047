"""What is bought, by service code: which parts are light touch services, and which codes are not in the list at all."""

from __future__ import annotations

import re

from hls_procure.errors import InputError
from hls_procure.law.cpv import CpvEntry, CpvListName, cpv_entry, cpv_list
from hls_procure.law.reasons import Reason
from hls_procure.law.regime.desk import Desk
from hls_procure.model.legal import Part
from hls_procure.model.record import record

NEAREST = 3
#: Kinds of part that are no services of the list, whatever code they may lack.
OTHER_KINDS = frozenset({"services", "goods", "works"})


@record
class Looked:
    """A part, or a code, that was looked up.

    :param light: whether it is a light touch service; None while that is not known.
    :param reason: what the list says of its code; None where it has none.
    """

    part: Part
    light: bool | None
    reason: Reason | None


def looks(desk: Desk, name: CpvListName) -> tuple[Looked, ...]:
    """The parts of a case, or its codes where no parts are named, held against a list."""
    legal = desk.case.project.legal
    rows = legal.parts or tuple(Part(row.id, row.label, None, row.code) for row in legal.codes or () if row.code)
    return tuple(_look(desk, part, name) for part in rows)


def _look(desk: Desk, part: Part, name: CpvListName) -> Looked:
    if not part.code:
        return Looked(part, False if part.kind in OTHER_KINDS else None, None)
    old = "-old" if name.startswith("pcr2015") else ""
    try:
        entry = cpv_entry(name, part.code)
    except InputError:
        return Looked(part, None, desk.say("code-wrong", code=part.code, nearest=nearest_codes(name, part.code)))
    if entry is None:
        return Looked(part, False, desk.say(f"code-other{old}", code=part.code, nearest=nearest_codes(name, part.code)))
    if entry.condition:
        return Looked(part, False, desk.say("code-defence", code=part.code))
    return Looked(part, True, _listed(desk, part.code, entry, old))


def _listed(desk: Desk, code: str, entry: CpvEntry, old: str) -> Reason:
    if old:
        return desk.say("code-light-old", code=code, category=entry.category)
    return desk.say("code-light", code=code, description=entry.description)


def nearest_codes(name: CpvListName, code: str) -> list[str]:
    """The codes of a list that are nearest by number, with what they are called.

    Codes are numbers in a tree, so that what is near by number is near by subject.
    """
    figures = (re.sub(r"\D", "", code) + "00000000")[:8]
    entries = [entry for entry in cpv_list(name) if not entry.condition] or list(cpv_list(name))

    def distance(entry: CpvEntry) -> tuple[int, int]:
        return -_common(entry.first, figures), abs(int(entry.first) - int(figures))

    close = sorted(entries, key=distance)
    return [f"{entry.first} ({entry.description or entry.category})" for entry in close[:NEAREST]]


def _common(one: str, other: str) -> int:
    """How many leading figures two codes share."""
    count = 0
    for left, right in zip(one, other, strict=True):
        if left != right:
            break
        count += 1
    return count
