"""Lists what is due of a funder's grants, for people, for programs and for a calendar."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from hls_procure.errors import InputError, Problem
from hls_procure.exchange.ics import calendar
from hls_procure.grants.due import KINDS, Due, Item, Lister, events
from hls_procure.grants.held import held
from hls_procure.grants.ledger import EVERYBODY
from hls_procure.law.dates import add_months
from hls_procure.model.record import record
from hls_procure.model.values import say_date
from hls_procure.project import files
from hls_procure.work.grants.history import shown
from hls_procure.work.grants.recording import load_ledger
from hls_procure.work.grants.source import Read, Source

CALENDAR = "letters/due.ics"


@record
class Listed:
    """What is due, the funder, and what could not be read or differs from what was sent."""

    due: Due
    funder: str
    notes: tuple[Problem, ...]

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data, for ``--json``."""
        return {
            "on": self.due.on.isoformat(),
            "until": self.due.until.isoformat(),
            "items": [_plain(one) for one in self.due.items],
            "waiting": [_plain(one) for one in self.due.waiting],
            "standing": [
                {"kind": one.kind, "title": one.title, "when": one.when, "keeper": one.keeper, "grants": list(one.ids)}
                for one in self.due.standing
            ],
            "notes": [one.as_dict() for one in self.notes],
        }

    def lines(self) -> list[str]:
        """The same as lines for people."""
        due = self.due
        late = [one for one in due.items if one.late]
        coming = [one for one in due.items if not one.late]
        made = [f"From {say_date(due.on)} to {say_date(due.until)}" + (f": {shown(self.funder)}" if self.funder else "")]
        for head, items in (("Late", late), ("Due", coming), ("Sent, and nobody has said yes yet", due.waiting)):
            if items:
                made += ["", head, *(line for one in items for line in _lines(one))]
        if due.standing:
            made += ["", "At all times"]
            for one in due.standing:
                keeper = ", ".join(part for part in (one.keeper, one.when) if part)
                made.append(f"  {shown(one.title)}" + (f" ({shown(keeper)})" if keeper else "") + f"  {_ids(one.ids)}")
        if not due.items and not due.waiting:
            made += ["", "Nothing is due in that time."]
        return made


def list_due(folder: Path, on: date, months: int, *, read: Read) -> Listed:
    """What is due of the grants of a folder from a day on.

    :param months: how many months to look ahead, 1 to 120. :param read: reads the workbook of a folder.
    :raises InputError: the months cannot be; the workbook cannot be read and nothing was sent.
    """
    if not 1 <= months <= 120:
        raise InputError(Problem("--months", "reaches from 1 to 120", "Six is what a small office can look ahead."))
    ledger = load_ledger(folder)
    source = Source(folder, ledger, read)
    lister = Lister(on, add_months(on, months), ledger.standing(EVERYBODY))
    for id, project in source.projects():
        lister.add(held(id, project, ledger.state(id)))
    return Listed(lister.due(), source.base.funder.name or "", tuple(source.notes))


def write_calendar(folder: Path, listed: Listed) -> Path | None:
    """Write what is due into ``letters/due.ics``; the same days give the same bytes. None where nothing is due.

    :raises FileProblem: it could not be written.
    """
    made = events(listed.due)
    if not made:
        return None
    path = folder / CALENDAR
    try:
        path.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise files.trouble(error, path.parent, "made") from None
    name = f"Grants of {listed.funder}" if listed.funder else "Our grants"
    files.replace(path, calendar(made, name=name, as_of=listed.due.on).encode("utf-8"))
    return path


def _plain(one: Item) -> dict[str, Any]:
    data = {
        "kind": one.kind,
        "on": one.on.isoformat(),
        "late": one.late,
        "grants": list(one.ids),
        "title": one.title,
        "keeper": one.keeper,
        "amount": one.amount.plain() if one.amount is not None else "",
        "note": one.note,
        "uid": one.uid,
    }
    return {name: value for name, value in data.items() if value != ""}


def _lines(one: Item) -> list[str]:
    keeper = f" ({shown(one.keeper)})" if one.keeper else ""
    made = [f"  {say_date(one.on):<18} {KINDS[one.kind]:<17} {shown(one.title)}{keeper}  {_ids(one.ids)}"]
    return [*made, f"{'':38} {shown(one.note)}"] if one.note else made


def _ids(ids: tuple[str, ...]) -> str:
    return f"[{', '.join(ids)}]" if len(ids) <= 3 else f"[{len(ids):,} grants]"
