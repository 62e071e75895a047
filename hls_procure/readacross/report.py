"""Runs every check, sets aside what people set aside, and says where the pack stands. All findings, always."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from hls_procure.findings import Finding, Side
from hls_procure.model.check import FAMILIES, Check
from hls_procure.readacross.brought import from_assembly, from_law
from hls_procure.readacross.pack import Pack
from hls_procure.readacross.rules import RULES
from hls_procure.readacross.suppressions import judged

_GRAVITY = {"error": 0, "warning": 1, "info": 2}


@dataclass
class Report:
    """What a read-across found.

    :param findings: all of them, those that are set aside included, by family and gravity.
    :param known: fingerprints of findings that a baseline knows. :param documents: what was read.
    :param files: for files that no project made, what each was taken for, how sure that is and why.
    :param notes: what a person should know first, in sentences.
    """

    findings: list[Finding] = field(default_factory=list)
    known: frozenset[str] = frozenset()
    documents: list[str] = field(default_factory=list)
    checks: dict[str, Check] = field(default_factory=dict)
    files: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def open(self, severity: str) -> list[Finding]:
        """Findings of one severity that nobody has set aside and no baseline knows."""
        return [f for f in self.findings if f.severity == severity and f.suppressed is None and mark(f) not in self.known]

    def fails(self, on: str) -> bool:
        """Whether something is open at or above a severity; never for ``never``."""
        return any(self.open(severity) for severity, gravity in _GRAVITY.items() if gravity <= _GRAVITY.get(on, -1))

    @property
    def summary(self) -> dict[str, int]:
        """How many findings of each severity are open, how many are set aside, and how many a baseline knows."""
        return {
            "errors": len(self.open("error")),
            "warnings": len(self.open("warning")),
            "notes": len(self.open("info")),
            "set_aside": sum(f.suppressed is not None for f in self.findings),
            "known": sum(f.suppressed is None and mark(f) in self.known for f in self.findings),
        }

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for ``--format json``."""
        findings = [
            {
                **one.as_dict(),
                "family": self.checks[one.code].family,
                "fingerprint": mark(one),
                "baseline": mark(one) in self.known,
            }
            for one in self.findings
        ]
        made = {"summary": self.summary, "documents": self.documents, "findings": findings}
        made |= {"notes": self.notes} if self.notes else {}
        return {**made, "files": self.files} if self.files else made


def mark(finding: Finding) -> str:
    """A fingerprint of a finding that stays while it is the same defect in the same place, whatever its words."""
    places = [finding.code]
    for side in (finding.left, finding.right):
        places += [side.document, side.where, _said(side)] if side else ["", "", ""]
    return hashlib.sha256("\0".join(places).encode("utf-8", "replace")).hexdigest()[:16]


def _said(side: Side) -> str:
    return "" if side.value is None else str(side.value)


def found(pack: Pack) -> Iterator[Finding]:
    """Every finding of every check, as it comes."""
    yield from from_assembly(pack)
    yield from from_law(pack)
    for rule in RULES:
        yield from rule.check(pack)


def read_across(pack: Pack, known: Iterable[str] = ()) -> Report:
    """All findings of a pack, each once, in a fixed order, with what people set aside marked as such."""
    once: dict[tuple[str, str], Finding] = {}
    for one in found(pack):
        once.setdefault((mark(one), one.message), one)
    findings = judged(pack, list(_once_an_edit(list(once.values()))))
    order = {family: number for number, family in enumerate(FAMILIES)}
    findings.sort(key=lambda f: (order[pack.checks[f.code].family], _GRAVITY[f.severity], f.code))
    return Report(findings, frozenset(known), list(pack.documents), dict(pack.checks))


def _once_an_edit(findings: list[Finding]) -> Iterator[Finding]:
    """The findings, without those about an edit of a fact of which ``RA920`` tells already, in the same place of a file."""
    edits = {(f.left.document, f.left.spot, f.right.where) for f in findings if f.code == "RA920" and f.right and f.left.spot}
    for one in findings:
        right = one.right
        if edits and one.code != "RA920" and one.left.spot and right and right.document == "project":
            below = (f"{right.where}.", f"{right.where}[")
            here = [path for document, spot, path in edits if (document, spot) == (one.left.document, one.left.spot)]
            if any(path == right.where or path.startswith(below) for path in here):
                continue
        yield one


def set_aside(finding: Finding, why: str) -> Finding:
    """The same finding, marked with why somebody set it aside."""
    return replace(finding, suppressed=why)
