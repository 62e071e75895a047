"""Reads one letter of each choice of clauses across, with everything that is built beside it, as check does for a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from hls_procure.documents.pack import PackBuilder
from hls_procure.grants.row import PLAYBOOK, Row, project_of
from hls_procure.interview.guide import Guide
from hls_procure.model.root import Project
from hls_procure.work.grants.bench import Fault
from hls_procure.work.grants.maker import LetterMaker
from hls_procure.work.workspace import Workspace

if TYPE_CHECKING:
    from hls_procure.readacross.report import Report
    from hls_procure.work.opening import Looked

LETTER = "D29a"


class OneGrant:
    """A grant of a batch where others work with the folder of a project."""

    def __init__(self, project: Project, workspace: Workspace) -> None:
        self.project = project
        self.workspace = workspace

    @property
    def guide(self) -> Guide:
        """What documents need of the walk of one grant."""
        return self.workspace.guide(PLAYBOOK)


def read_letter(maker: LetterMaker, workspace: Workspace, base: Project, row: Row) -> Report:
    """Everything that a read-across finds in one grant: its letter as it will be sent, and what is built beside it."""
    from hls_procure.readacross.report import read_across
    from hls_procure.work.checking import pack_of

    project, _ = project_of(base, row, workspace.schema)
    one = OneGrant(project, workspace)
    built = PackBuilder(project, workspace.schema, workspace.words, one.guide, book=workspace.book).build()
    built.documents[LETTER] = maker.document(row)
    return read_across(pack_of(cast("Looked", one), built))


def sets_apart(maker: LetterMaker, workspace: Workspace, rows: Mapping[str, Row]) -> dict[str, str]:
    """What sets each choice of clauses apart from what all of them hold, in words.

    :param rows: a row of each choice.
    """
    held: dict[str, dict[str, str]] = {}
    for key, row in rows.items():
        document = maker.document(row)
        held[key] = {
            f"{id} {variant}": workspace.words.clauses[id].title + (f" ({variant})" if variant not in ("", "text") else "")
            for id, _, variant, _ in document.clauses
        }
    common = set.intersection(*(set(parts) for parts in held.values())) if held else set()
    return {key: "; ".join(words for part, words in parts.items() if part not in common) for key, parts in held.items()}


@dataclass
class Finds:
    """Findings over many letters, each message once with the letters that it is about.

    :param letters: by code and message, the grants; :param choices: and the choices of clauses that it holds of as a whole.
    """

    faults: dict[tuple[str, str], Fault] = field(default_factory=dict)
    letters: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)
    choices: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)

    def add(self, fault: Fault, id: str, key: str, *, whole: bool = False) -> None:
        """A finding about a letter. :param whole: whether it was found in its words, which all letters of its choice have."""
        mark = (fault.code, fault.message)
        if whole and mark in self.faults and mark not in self.choices:
            return  # the figures of each row were looked at already
        self.faults.setdefault(mark, fault)
        self.letters.setdefault(mark, {})[id] = None
        if whole:
            self.choices.setdefault(mark, {})[key] = None

    def sort(self, ids: Iterable[str]) -> None:
        """Name grants in the order of their rows, whichever was looked at first."""
        order = {id: number for number, id in enumerate(ids)}
        self.letters = {
            mark: dict.fromkeys(sorted(named, key=lambda id: order.get(id, 0))) for mark, named in self.letters.items()
        }

    def of(self, *severities: str) -> list[tuple[Fault, list[str], list[str]]]:
        """The findings of some severities, by code, each with the grants and the choices that it is about."""
        marks = sorted(mark for mark, fault in self.faults.items() if fault.severity in severities)
        return [(self.faults[mark], list(self.letters[mark]), list(self.choices.get(mark, ()))) for mark in marks]


def told(report: Report) -> Iterable[Fault]:
    """What is open in a report."""
    for severity in ("error", "warning", "info"):
        for one in report.open(severity):
            yield Fault(one.code, one.name, one.severity, one.message, one.hint)
