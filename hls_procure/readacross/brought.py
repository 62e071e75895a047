"""What other rooms have found already: assembly's quick checks and the conflicts of the law room, as findings, each once."""

from __future__ import annotations

from collections.abc import Iterator

from hls_procure.findings import Finding, Side
from hls_procure.law.ruling import Conflict
from hls_procure.model.fields import write_value
from hls_procure.readacross.pack import Pack, at

#: Checks that assembly makes.
ASSEMBLY = ("RA103", "RA150", "RA151", "RA152", "RA153", "RA201", "RA202", "RA303")
#: Checks of the law room that carry their code, timetable included.
LAW = (
    "RA402", "RA403", "RA405", "RA407", "RA408", "RA501", "RA502", "RA503", "RA504", "RA505", "RA507", "RA508", "RA509", "RA510",
    "RA512", "RA516", "RA517", "RA529",
)  # fmt: skip
#: Checks of files that no project made.
FILES = ("RA110", "RA209", "RA214", "RA307", "RA513")
#: Conflicts of the law room by the beginning of their id, where they carry no code.
BY_ID = {
    "joining": "RA520",
    "public-members": "RA521",
    "route-": "RA522",
    "suitability-below": "RA523",
    "local-above": "RA524",
    "reserved-": "RA506",
    "value-": "RA313",
    "started-later": "RA413",
    "change-before-award": "RA413",
    "papers-early": "RA414",
    "tenders-not-open": "RA415",
}


def code_of(conflict: Conflict) -> str:
    """The check that a conflict of the law room is; empty where the catalogue has none."""
    return conflict.code or next((code for start, code in BY_ID.items() if conflict.id.startswith(start)), "")


def from_law(pack: Pack) -> Iterator[Finding]:
    """The conflicts of the law room. One about a standstill counts once, however many rules saw it."""
    timed = {frozenset(one.paths) for one in pack.conflicts if one.code == "RA407" and _of_timetable(one)}
    for one in pack.conflicts:
        if one.code == "RA407" and timed and not _of_timetable(one):
            continue
        code = code_of(one)
        if code not in pack.checks:
            continue
        check = pack.checks[code]
        sides = [_side(pack, path) for path in one.paths] or [at("legal")]
        message = " ".join((one.reason.text, *(f"({caution}.)" for caution in one.reason.cautions)))
        yield Finding(
            code,
            check.name,
            one.severity,
            message,
            sides[0],
            sides[1] if len(sides) > 1 else None,
            one.do,
            pack.provisions(one.reason.facts),
        )


def _of_timetable(conflict: Conflict) -> bool:
    return conflict.id in ("standstill-promise", "standstill-not-promised", "standstill-end", "signature-in-standstill")


def _side(pack: Pack, path: str) -> Side:
    try:
        value = pack.get(path)
    except KeyError:
        return at(path)
    if value is None or (isinstance(value, tuple) and value and not isinstance(value[0], str)):
        return at(path)
    written = write_value(value)
    text = ", ".join(written) if isinstance(written, list) else written
    return at(path, text, text)


def from_assembly(pack: Pack) -> Iterator[Finding]:
    """What assembly saw, with the reference that the catalogue gives; a link that another check explains better is left to it."""
    kept = {row.id for row in pack.rows("spec.requirements")}
    for one in pack.brought:
        if one.code == "RA103" and one.left.where.startswith("evaluation.criteria[") and one.left.value in kept:
            continue
        yield one
