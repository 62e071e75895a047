"""Checks every grant of a folder: what its letter lacks, what the law makes of it, and what does not fit together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hls_procure.errors import InputError, Problem
from hls_procure.findings import Finding
from hls_procure.grants.columns import FUNDER
from hls_procure.grants.lacking import Lack, lacks, place_of
from hls_procure.grants.looking import odd_days
from hls_procure.grants.row import PLAYBOOK, Row, project_of
from hls_procure.grants.totals import Totals
from hls_procure.law.case import Case
from hls_procure.law.grants.found import GrantRuling
from hls_procure.law.grants.of_project import decide_project
from hls_procure.library.checks import load_checks
from hls_procure.model.facts import FactView
from hls_procure.model.root import Project
from hls_procure.readacross import grant_facts
from hls_procure.readacross.pack import Pack
from hls_procure.work.grant_page import LIMITED, SUBSIDY
from hls_procure.work.grants.maker import LetterMaker
from hls_procure.work.grants.maps import keep_map
from hls_procure.work.grants.places import MAP
from hls_procure.work.grants.reading import Batch, read_batch
from hls_procure.work.workspace import Workspace

_FACTS = (grant_facts.totals, grant_facts.uses, grant_facts.burden, grant_facts.one_year, grant_facts.promises)
#: Where the letter of a grant is asked for, and what is said of each grant of its kind.
_SAID = frozenset({"choice", "yes-no", "years"})


@dataclass
class CheckedGrant:
    """What was found for one grant.

    :param to: who receives it. :param law: funder and recipient law, in sentences. :param refused: why no letter can be made.
    :param days: days that are worth a second look.
    """

    id: str
    where: str
    to: str
    amount: str
    lacks: tuple[Lack, ...] = ()
    law: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    refused: tuple[Problem, ...] = ()
    days: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "id": self.id,
            "where": self.where,
            "recipient": self.to,
            "amount": self.amount,
            "lacks": [{"path": one.path, "sheet": one.sheet, "column": one.head, "new": one.new} for one in self.lacks],
            "law": list(self.law),
            "days": list(self.days),
            "findings": [one.as_dict() for one in self.findings],
            "refused": [one.as_dict() for one in self.refused],
        }


@dataclass
class Checked:
    """What was found for all grants of a folder. :param kept: whether a map of columns was written."""

    batch: Batch
    grants: list[CheckedGrant] = field(default_factory=list)
    totals: Totals = field(default_factory=Totals)
    kept: bool = False

    @property
    def exit_code(self) -> int:
        """2 where something cannot be read, 1 where a letter cannot go out as it is, otherwise 0."""
        if self.batch.problems:
            return 2
        errors = any(one.severity == "error" for grant in self.grants for one in grant.findings)
        return 1 if errors or any(grant.refused for grant in self.grants) else 0

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for ``--json``."""
        return {
            "source": self.batch.source,
            "problems": [one.as_dict() for one in self.batch.problems],
            "notes": [one.as_dict() for one in self.batch.notes],
            "columns": self.batch.map,
            "totals": self.totals.as_dict(),
            "grants": [one.as_dict() for one in self.grants],
        }


def check_grants(
    folder: Path,
    file: Path | None = None,
    columns: Path | None = None,
    progress: Callable[[int, int], None] = lambda done, count: None,
) -> Checked:
    """Read and check every grant of a folder. :param progress: told how many are done, of how many.

    :raises InputError: as :func:`read_batch`.
    """
    batch = read_batch(folder, file, columns)
    checked = Checked(batch)
    guessed = {head: ours for head, ours in batch.map.items() if head != ours}
    if guessed:
        checked.kept = keep_map(columns or folder / MAP, guessed)
    if batch.count:
        one = _One(Workspace(folder), batch)
        for number, row in enumerate(batch.rows(), 1):
            project, _ = project_of(batch.base, row, one.workspace.schema)
            checked.totals.add(project)
            checked.grants.append(one.check(row, project))
            progress(number, batch.count)
    return checked


class _One:
    """Checks one grant after another; what is the same for grants of a kind is found once."""

    def __init__(self, workspace: Workspace, batch: Batch) -> None:
        self.workspace = workspace
        self.maker = LetterMaker(workspace, batch.base)
        self.checks = load_checks(workspace.finder, workspace.cache)
        self.guide = workspace.guide(PLAYBOOK)
        self._gaps: dict[Any, tuple[Lack, ...]] = {}
        self._law: dict[tuple[str, ...], tuple[str, ...]] = {}

    def check(self, row: Row, project: Project) -> CheckedGrant:
        """One grant."""
        schema = self.workspace.schema
        recipient, grant = project.recipient, project.grant
        case = Case(project, schema, self.workspace.book)
        facts = FactView(project, schema, hidden=self.guide.hidden(case.facts))
        pack = Pack(self.checks, facts)
        refused: tuple[Problem, ...] = ()
        missing: tuple[Lack, ...] = ()
        try:
            missing = self._lacks(row, project)
        except InputError as error:
            refused = error.problems
        law = tuple(law_lines(decide_project(case)))
        return CheckedGrant(
            row.id,
            row.where,
            recipient.short_name or recipient.name or "",
            str(grant.amount) if grant.amount is not None else "",
            missing,
            self._law.setdefault(law, law),
            tuple(finding for check in _FACTS for finding in check(pack)),
            refused,
            tuple(odd_days(project)),
        )

    def _lacks(self, row: Row, project: Project) -> tuple[Lack, ...]:
        """What the letter lacks; a letter with gaps is put together once for all rows that leave the same things open."""
        kind = self._kind(row, project)
        if kind in self._gaps:
            return self._gaps[kind]
        made = lacks(self.maker.look(row)[1], self.workspace.schema)
        if made:
            self._gaps[kind] = made
        return made

    def _kind(self, row: Row, project: Project) -> Any:
        """What decides which gaps a letter has: which things are said at all, and every choice."""
        said: list[Any] = []
        self._walk(row.tree, "", said)
        amount = project.grant.amount
        return (frozenset(said), amount is not None and amount.pence > 10_000_000)

    def _walk(self, tree: Any, path: str, said: list[Any]) -> None:
        if isinstance(tree, dict):
            for name, value in tree.items():
                self._walk(value, f"{path}.{name}" if path else name, said)
        elif isinstance(tree, list):
            said.append((path, bool(tree)))
            for row in tree:
                said += [(f"{path}[].{name}", "") for name in row]
        else:
            leaf = self.workspace.schema.get(path)
            said.append((path, tree if leaf is not None and leaf.type in _SAID else ""))


def law_lines(ruling: GrantRuling) -> list[str]:
    """What the law makes of a grant, in a line for the recipient and a line for the money, and what has to be known first."""
    made = [LIMITED[ruling.limited], f"Subsidy control: {SUBSIDY[ruling.subsidy.state]}"]
    if ruling.instrument == "contract":
        made.append("It may be a contract and no grant: see the columns on whose work it is.")
    if ruling.subsidy.ready is False:
        made.append("Its papers are not in order: it may not be given yet.")
    if ruling.reporting_ok is False:
        made.append("The way of hearing how it goes will not do.")
    found = dict.fromkeys(place_of(until.path) for until in ruling.until)
    first = [lack for lack in found if lack.sheet == FUNDER.name] or list(found)  # what holds for all decides what else is asked
    if first:
        made.append(f"To be known first: {'; '.join(lack.words for lack in first)}.")
    made += [reason.text for reason in ruling.not_covered]
    return made
