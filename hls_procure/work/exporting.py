"""Exports a project for other programs into its out/ folder: draft notices as open data, and its dates as a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from hls_procure import __version__
from hls_procure.documents.manifest import Manifest, read_record
from hls_procure.documents.outfolder import MANIFEST, OutFolder, write_atomic
from hls_procure.errors import FileProblem, InputError, Problem, argument, nearest
from hls_procure.exchange.ics import Event, calendar
from hls_procure.exchange.notices import (
    BELOW,
    CHOSEN_BY_USER,
    NOT_BELOW,
    NOTICES,
    OTHER_LAW,
    REGIMES,
    USER_CHOICE,
    Hindrance,
    Notice,
)
from hls_procure.exchange.ocds.completeness import Gap, completeness, confirmations
from hls_procure.exchange.ocds.package import package, release, write
from hls_procure.exchange.ocds.values import deadline_time
from hls_procure.exchange.ocds.wanted import Confirm
from hls_procure.model.facts import FactView
from hls_procure.model.telling import rows, value
from hls_procure.work.giving import NAME as GIVING
from hls_procure.work.giving import Given, given, grant_calendar
from hls_procure.work.opening import Looked
from hls_procure.work.steps import events

FORMATS = ("ocds", "ics", GIVING)
#: Dates that are deadlines: they fall on a time of day.
AT_A_TIME = ("questions_first", "take_part", "questions_last", "tenders")
CALENDAR, WHOLE = "timetable", "whole-timetable"
#: Other dates with the words for a calendar: where there are none the playbook's are used.
TITLES = {
    "tender.engagement_notice": "Engagement notice published",
    "tender.tupe.information_on": "Bidders get the information on people who may change employers",
    "alliance.data.assessment_by": "",
    "alliance.term.start": "",
    "alliance.term.initial_ends": "Last day of the first period",
}


@dataclass
class Drafted:
    """A draft notice: its file below out/, what it lacks and what has to be confirmed."""

    notice: Notice
    file: str
    missing: tuple[Gap, ...]
    confirm: tuple[Confirm, ...]

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for ``--json``."""
        return {
            "notice": self.notice.code,
            "name": self.notice.name,
            "file": self.file,
            "law": list(self.notice.law),
            "missing": [{"path": gap.path, "words": gap.words, "question": gap.question} for gap in self.missing],
            "confirm": [{"path": one.path, "words": one.words, "law": list(one.law)} for one in self.confirm],
        }


@dataclass
class Exported:
    """What an export did.

    :param written: names below out/ that are new; :param same: those that were there already.
    :param beside: edited files left alone, and the name of the new one. :param skipped: notices not drafted, and why.
    :param events: how many dates the calendar for everybody holds; :param steps: and that of the whole timetable.
    :param grant: the grant as open data, with what it lacks and what to look at.
    """

    root: Path
    written: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)
    notices: list[Drafted] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    events: int = 0
    steps: int = 0
    grant: Given | None = None

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for ``--json``."""
        return {
            "out": str(self.root),
            "written": self.written,
            "unchanged": self.same,
            "beside": self.beside,
            "notices": [drafted.as_dict() for drafted in self.notices],
            "skipped": [problem.as_dict() for problem in self.skipped],
            "events": self.events,
            "steps": self.steps,
            **({"grant": self.grant.as_dict()} if self.grant else {}),
        }


def export(opened: Looked, to: str, *, notices: Sequence[str] = (), out: Path | None = None) -> Exported:
    """Write into out/. Files that somebody has edited are left alone, as in a build.

    :param to: ``ocds``, ``ics`` or ``360giving``.
    :param notices: the codes of the notices that are wanted; all that can be drafted where none.
    :raises InputError: a format or notice that there is not, a project under another law, one without any dates, or one that
        gives no grant.
    :raises FileProblem: a file could not be written.
    """
    if to not in FORMATS:
        raise InputError(Problem(to, "is not something to export to", nearest(to, FORMATS), f"There are: {', '.join(FORMATS)}."))
    if to == "ocds":
        opened.only_for_buying(f"--to {to}")
    if notices and to != "ocds":
        raise InputError(Problem("--notice", "belongs to --to ocds", do=f"Leave it out for {to}."))
    report = Exported(out or opened.folder.path / "out")
    if to == "ics":
        grants = "grant.payments[].on" in opened.guide.labels
        _place(opened, report, [grant_calendar(opened)] if grants else _calendars(opened, report))
        return report
    if to == GIVING:
        report.grant = _given(opened)
        _place(opened, report, report.grant.files)
        return report
    made = [(notice, release(notice, view(opened, won=notice.needs_award))) for notice in wanted(opened, notices, report)]
    files = [(notice.audience, f"notices/{notice.stem}", "json", notice.code, write(package(data))) for notice, data in made]
    names = _place(opened, report, files)
    questions = {path: id for path, (_, id) in opened.guide.labels.items()}
    for notice, data in made:
        gaps = completeness(notice, data, view(opened, won=notice.needs_award), questions)
        report.notices.append(Drafted(notice, names[notice.code], gaps, confirmations(notice, data)))
    return report


def _given(opened: Looked) -> Given:
    """The grant of a project, or every grant of a funder's folder."""
    from hls_procure.work.grants.reading import FUNDER_WALK, read_batch

    if opened.project.project.playbook != FUNDER_WALK:
        return given(opened, view(opened, won=True))
    from hls_procure.work.grants.giving import given_all

    return given_all(opened, read_batch(opened.folder.path))


def _calendars(opened: Looked, report: Exported) -> list[tuple[str, str, str, str, bytes]]:
    """The dates that everybody may have, and the whole timetable for those who run the procurement."""
    shared, day = dates(opened), opened.project.as_of_date
    if not shared:
        raise InputError(_no_dates(opened))
    if day is None:
        raise InputError(
            Problem("project.yaml", "has no as_of_date, and a calendar speaks from a day", do="Write as_of_date into it.")
        )
    title = opened.project.project.title or "Timetable"
    whole = events(opened, deadline_time(view(opened, won=False)))
    report.events, report.steps = len(shared), len(whole)
    made = [("public", CALENDAR, calendar(shared, name=title, as_of=day))]
    if whole:
        made.append(("privileged", WHOLE, calendar(whole, name=f"{title}: the whole timetable", as_of=day)))
    return [(audience, f"notices/{name}", "ics", name, text.encode("utf-8")) for audience, name, text in made]


def _place(opened: Looked, report: Exported, files: Iterable[tuple[str, str, str, str, bytes]]) -> dict[str, str]:
    """Write the files (audience, stem, format, document, bytes), record them, and say which name each document got."""
    with opened.building():
        target = OutFolder(report.root)
        for audience, stem, format, document, data in files:
            target.place(audience, stem, format, document, data)
        names = {built.document: name for name, built in target.files.items() if built.current}
        target.carry()
        _manifest(opened, target)
    report.written, report.same, report.beside = target.written, target.same, target.beside
    if target.problems:
        raise FileProblem(target.problems)
    return names


def view(opened: Looked, *, won: bool) -> FactView:
    """The project's facts. :param won: whether what is known only at award may be shown."""
    project, schema = opened.project, opened.workspace.schema
    return FactView(project, schema, award_known=won, hidden=opened.guide.hidden(FactView(project, schema)))


def wanted(opened: Looked, codes: Sequence[str], report: Exported) -> list[Notice]:
    """The notices to draft, in their order.

    Without codes it is every one that can be drafted, and the report says which cannot and why.

    :raises InputError: a code that there is not, another law, or a notice that was asked for and cannot be drafted.
    """
    asked = [code.upper() for code in codes]
    strange = [code for code in asked if code not in NOTICES]
    if strange:
        raise InputError(
            Problem(code, "is not a notice that can be drafted", nearest(code, NOTICES), f"There are: {', '.join(NOTICES)}.")
            for code in strange
        )
    regime = opened.project.legal.regime
    if regime is not None and regime not in REGIMES:
        field = opened.workspace.schema.get("legal.regime")
        said = field.choices.get(regime, regime) if field else regime
        raise InputError(_hindered("legal.regime", OTHER_LAW, f"the project is under {said}, and it"))
    kept, problems = [], []
    for notice in NOTICES.values():
        if asked and notice.code not in asked:
            continue
        problem = _hindrance(opened, notice)
        (problems.append(problem) if problem else kept.append(notice))
    if asked and problems:
        raise InputError(problems)
    report.skipped = problems
    return kept


def _hindrance(opened: Looked, notice: Notice) -> Problem | None:
    if opened.project.legal.regime == BELOW and notice.section == "award":
        return _hindered(notice.code, NOT_BELOW)
    if notice.section != "planning" and value(view(opened, won=False), "legal.route") == USER_CHOICE:
        return _hindered(notice.code, CHOSEN_BY_USER)
    if notice.needs_award and not opened.project.award.members:
        return Problem(
            notice.code,
            f"the {notice.name} says who has won, and the award is not known yet",
            do=f"When it is: hls-procure walk {argument(opened.folder.path)} --stage award",
        )
    if notice.section == "planning" and opened.project.tender.engagement == ():
        return Problem(
            notice.code,
            f"there was no engagement, so there is no {notice.name} to draft",
            do="The tender notice gives the reason.",
        )
    return None


def _hindered(where: str, by: Hindrance, said: str = "the project") -> Problem:
    return Problem(where, f"{said} {by.what}", by.why, f"See: hls-procure explain {by.law[0]}")


def dates(opened: Looked) -> list[Event]:
    """The dates that the project has, with their words from the playbook: of the competition, the term and what goes with it."""
    facts, labels = view(opened, won=False), opened.guide.labels
    title, id = opened.project.project.title or "", opened.project.project.id or "project"
    at = deadline_time(facts)
    found = []

    def add(path: str, words: str = "") -> None:
        day = value(facts, path)
        if day is not None:
            name = path.rpartition(".")[2]
            on = datetime.combine(day, at) if at is not None and path.startswith("tender.dates.") and name in AT_A_TIME else day
            key = path.replace(".", "-").replace("_", "-").replace("[", "-").replace("]", "")
            found.append(Event(f"{id}-{key}", on, words or labels.get(path, (path, ""))[0], title))

    for leaf in opened.workspace.schema:
        if leaf.path.startswith("tender.dates."):
            add(leaf.path)
    for path, words in TITLES.items():
        add(path, words)
    extensions = rows(facts, "alliance.term.extensions")
    for row in extensions:
        last = " (the longest possible term)" if row.number == len(extensions) else ""
        add(f"{row.path}.ends", f"Last day of extension {row.number}, if it and those before it are used{last}")
    return found


def _no_dates(opened: Looked) -> Problem:
    labels = opened.guide.labels
    asks = sorted({labels[path][1] for path in ("tender.dates.notice", "alliance.term.start") if path in labels})
    return Problem("project.yaml", "has no dates yet, so there is no calendar to write", do=f"Answer {' and '.join(asks)} first.")


def _manifest(opened: Looked, target: OutFolder) -> None:
    """The record of the last build, with the exported files in it."""
    path = target.root / MANIFEST
    before = read_record(path)
    manifest = Manifest(
        tool=before.get("tool") or __version__,
        law_as_of=before.get("law_as_of") or opened.workspace.book.as_of.isoformat(),
        project=before.get("project") or opened.folder.base,
        purpose=before.get("purpose") or "",
        final=bool(before.get("final")),
        files=target.files,
        documents=before["documents"],
        library=before["library"],
        blanks=before["blanks"],
    )
    write_atomic(path, manifest.text().encode("utf-8"))
