"""What people set aside: with a reason, an owner and a day, or not at all. What is set aside stays in the report, marked."""

from __future__ import annotations

from dataclasses import replace

from hls_procure.errors import nearest
from hls_procure.findings import Finding, Side
from hls_procure.model.registers import Suppression
from hls_procure.model.values import say_date
from hls_procure.readacross.pack import Pack, at


def judged(pack: Pack, findings: list[Finding]) -> list[Finding]:
    """The findings with those set aside marked, and a finding for each line of the register that does nothing or may not."""
    lines = pack.project.suppressions
    if not lines:
        return findings
    names = {check.name: code for code, check in pack.checks.items()}
    made: list[Finding] = []
    working: list[tuple[Suppression, str]] = []
    for line in lines:
        code = line.code if line.code in pack.checks else names.get(line.code, "")
        wrong = _refused(pack, line, code)
        if wrong is not None:
            made.append(wrong)
        else:
            working.append((line, code))
    used: set[int] = set()
    kept = []
    for one in findings:
        found = next((n for n, (line, code) in enumerate(working) if code == one.code and _meets(line, one)), None)
        if found is None:
            kept.append(one)
            continue
        used.add(found)
        line = working[found][0]
        until = f", until {say_date(line.until)}" if line.until else ""
        kept.append(replace(one, suppressed=f"{line.why} ({line.owner}{until})"))
    for number, (line, code) in enumerate(working):
        if number not in used:
            message = f"{code} is set aside{_place(line)}, and nothing is found there any more."
            made.append(pack.finding("RA002", message, _side(line)))
    return kept + made


def _refused(pack: Pack, line: Suppression, code: str) -> Finding | None:
    if not code:
        near = nearest(line.code, pack.checks)
        return pack.finding("RA001", f"'{line.code}' is set aside, and there is no such check. {near}".strip(), _side(line))
    if not pack.checks[code].suppressible:
        message = f"{code} ({pack.checks[code].name}) cannot be set aside: everybody in a competition relies on it."
        return pack.finding("RA001", message, _side(line), hint="Mend what it finds, and take the line out of suppressions.")
    missing = [words for words, value in (("why", line.why), ("by whom", line.owner), ("until when", line.until)) if not value]
    if missing:
        message = f"{code} is set aside{_place(line)} without saying {' and '.join(missing)}, so it counts."
        return pack.finding("RA001", message, _side(line))
    if line.until and pack.on and line.until < pack.on:
        message = f"{code} was set aside{_place(line)} until {say_date(line.until)}, and that has passed, so it counts again."
        return pack.finding("RA002", message, _side(line), hint="Mend it, or say anew why it can wait, and until when.")
    return None


def _place(line: Suppression) -> str:
    return f" for {line.where}" if line.where else ""


def _side(line: Suppression) -> Side:
    where = f"suppressions[{line.code}{'|' + line.where if line.where else ''}]"
    return at(where, line.why or "")


def _meets(line: Suppression, finding: Finding) -> bool:
    if not line.where:
        return True
    sides = [side for side in (finding.left, finding.right) if side]
    return any(line.where == side.document or side.where == line.where or side.where.startswith(line.where) for side in sides)
