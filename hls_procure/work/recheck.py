"""What has changed in the law since a document was issued, and which of its paragraphs rest on it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hls_procure.errors import Problem
from hls_procure.law.case import law_day
from hls_procure.law.facts import LawBook, LegalFact, say_force
from hls_procure.model.root import Project
from hls_procure.model.values import say_date
from hls_procure.project.issued import Issue, issued
from hls_procure.project.numbers import issue_folders
from hls_procure.work.opening import Opened


@dataclass(frozen=True)
class Moved:
    """A legal fact that is not as it was when a document was issued.

    :param document: the issue, ``002-D07``; :param on: the day of issue. :param fact: its id; :param provision: where it stands.
    :param what: what has changed, as a sentence. :param paragraphs: places in the document that rest on it.
    """

    document: str
    on: date
    fact: str
    provision: str
    what: str
    paragraphs: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for ``--json``."""
        return {**vars(self), "on": self.on.isoformat(), "paragraphs": list(self.paragraphs)}


@dataclass(frozen=True)
class Recheck:
    """What ``recheck`` found.

    :param on: the day for which it was asked. :param issues: how many issued documents were looked at; :param facts: how
        many legal facts they rest on. :param known: what has to be said because the day is later than the facts.
    :param unread: issued documents that could not be read.
    """

    on: date
    issues: int
    facts: int
    moved: tuple[Moved, ...]
    known: str = ""
    unread: tuple[Problem, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for ``--json``."""
        return {
            "on": self.on.isoformat(),
            "issues": self.issues,
            "facts": self.facts,
            "moved": [one.as_dict() for one in self.moved],
            "known": self.known or None,
            "unread": [problem.as_dict() for problem in self.unread],
        }


def recheck(opened: Opened, on: date) -> Recheck:
    """Compare the law on a day with the law that each issued document rests on; the newest issue of each counts."""
    book = opened.workspace.book
    every = issued(opened.folder)
    newest: dict[str, Issue] = {one.document: one for one in every}
    readable = {Path(one.folder).name for one in every}
    moved: list[Moved] = []
    unread = [
        Problem(f"issued/{path.name}", "cannot be read", "Its manifest is not as it was written.", "Put it back from a backup.")
        for path in issue_folders(opened.folder.path)
        if path.name not in readable
    ]
    seen: set[str] = set()
    for one in sorted(newest.values(), key=lambda issue: issue.number):
        try:
            blocks, versions = _stored(opened.folder.path / one.folder)
        except (OSError, ValueError) as error:
            what = f"could not be read ({error})"
            unread.append(Problem(one.folder, what, "What it rests on is not known.", "Put it back from a backup."))
            continue
        places = _places(blocks, versions)
        seen |= set(places)
        days = Days(opened.project, one.on, on)
        moved += [made for id in places if (made := _moved(one, id, places[id], versions.get("law") or {}, book, days))]
    known = f"Law as known on {say_date(book.as_of)}: what was changed after that day is not in it." if on > book.as_of else ""
    return Recheck(on, len(newest), len(seen), tuple(moved), known, tuple(unread))


@dataclass(frozen=True)
class Days:
    """By which day a fact is asked, when a document was issued and now: law that goes by the start of a procurement, or by
    its award, stays what it was once that day has come.
    """

    project: Project
    issued: date
    on: date

    def then(self, fact: LegalFact) -> date:
        """The day by which the fact was asked on issue."""
        return self._day(fact, self.issued)

    def now(self, fact: LegalFact) -> date:
        """The day by which it is asked now."""
        return self._day(fact, self.on)

    def _day(self, fact: LegalFact, today: date) -> date:
        fixed = law_day(self.project, fact.dated_by) if fact.dated_by in ("commencement", "award") else None
        return fixed if fixed and fixed <= today else today


def _stored(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    return json.loads((folder / "blocks.json").read_text("utf-8")), json.loads((folder / "versions.json").read_text("utf-8"))


def _places(document: Mapping[str, Any], versions: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The facts that a stored document rests on, each with the places that do."""
    found: dict[str, dict[str, None]] = {}
    number = ""
    for block in document.get("blocks") or ():
        number = str(block.get("number") or number)
        for id in (block.get("trace") or {}).get("law") or ():
            found.setdefault(id, {})[" ".join(part for part in (number, block.get("id") or "") if part)] = None
    for id in versions.get("law") or ():
        found.setdefault(id, {})
    return {id: tuple(places) for id, places in found.items()}


def _moved(one: Issue, id: str, places: tuple[str, ...], stored: Mapping[str, str], book: LawBook, days: Days) -> Moved | None:
    if id not in book:
        what = "This fact is no longer among the facts of law: see what took its place."
        return Moved(Path(one.folder).name, one.on, id, "", what, places)
    fact = book.get(id)
    for what in _changes(fact, days, stored.get(id)):
        return Moved(Path(one.folder).name, one.on, id, fact.provision, what, places)
    return None


def _changes(fact: LegalFact, days: Days, stored: str | None) -> Iterator[str]:
    then, on = days.then(fact), days.now(fact)
    if stored is not None and stored != fact_mark(fact):
        yield "What is known of it was corrected since: read it again and compare the words that rest on it."
    if fact.holds_on(then) and not fact.holds_on(on):
        yield f"It held when the document was issued and does not hold on {say_date(on)}: {say_force(fact)}."
    if not fact.holds_on(then) and fact.holds_on(on):
        yield f"It did not hold when the document was issued and holds on {say_date(on)}: {say_force(fact)}."


def fact_mark(fact: LegalFact) -> str:
    """A short mark of what a fact says, its figures and its dates: it is another where any of them was corrected."""
    import hashlib

    told = "\x00".join((fact.statement, fact.provision, str(fact.start), str(fact.end), *fact.values, *fact.units))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
