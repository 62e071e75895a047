"""What lies beside the letters: a summary, and the payments as a workbook and as a calendar."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from hls_procure.exchange.ics import calendar_parts
from hls_procure.grants.figures import Payment, Totals, figures
from hls_procure.grants.sheets import payments_book, summary_book
from hls_procure.grants.summary import summary_text
from hls_procure.model.values import Money
from hls_procure.work.grants.placing import write_whole
from hls_procure.work.grants.plan import Plan

if TYPE_CHECKING:
    from hls_procure.work.grants.lettering import Lettered, Lettering

SUMMARY, WORDS, SCHEDULE, CALENDAR = "summary.xlsx", "summary.txt", "payments.xlsx", "payments.ics"


class Spool:
    """Payments in the order of their days, kept on the disk until they are asked for: memory does not grow with them."""

    def __init__(self) -> None:
        self.base = sqlite3.connect("", isolation_level=None)
        self.base.execute("CREATE TABLE p (on_ TEXT, uid TEXT, g TEXT, id TEXT, who TEXT, what TEXT, pence INTEGER)")
        self.base.execute("BEGIN")

    def close(self) -> None:
        """Forget everything."""
        self.base.close()

    def add(self, payments: Iterable[Payment]) -> None:
        """Keep some payments."""
        self.base.executemany(
            "INSERT INTO p VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (p.on.isoformat(), p.uid, p.grant, p.id, _sound(p.recipient), _sound(p.programme), p.amount.pence)
                for p in payments
            ),
        )

    def by_day(self) -> Iterator[Payment]:
        """All of them, by day and then by grant."""
        for on, _, grant, id, who, what, pence in self.base.execute("SELECT * FROM p ORDER BY on_, uid"):
            yield Payment(date.fromisoformat(on), grant, id, who, what, Money(pence))


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def write_beside(run: Lettering, found: Plan, done: Lettered) -> list[str]:
    """Write the summary and the payments of all rows. :returns: the names of the files. :raises FileProblem: one cannot be."""
    base, root = run.batch.base, run.root
    day, funder = base.as_of_date, base.funder.name or ""
    totals, files = Totals(), [SUMMARY, WORDS, SCHEDULE, CALENDAR]
    with closing(Spool()) as spool:
        for number, (row, item) in enumerate(run.rows(found), 1):
            one = figures(row, base, run.schema)
            totals.add(one, item.key)
            spool.add(one.payments)
            if number % 500 == 0:
                run.tell("Adding up", number, len(found.items))
        drafts = {key for key in totals.choices if key not in run.settled}
        write_whole(root / SCHEDULE, [payments_book(spool.by_day(), day, funder)])
        if totals.payments and day is not None:
            events = (one.event() for one in spool.by_day())
            parts = calendar_parts(events, name=f"Payments of {funder}" if funder else "Payments", as_of=day)
            write_whole(root / CALENDAR, (part.encode("utf-8", "replace") for part in parts))
        else:
            (root / CALENDAR).unlink(missing_ok=True)
            files.remove(CALENDAR)
    write_whole(root / SUMMARY, [summary_book(totals, done.apart, drafts, day, funder)])
    text = summary_text(totals, done.apart, drafts, day, funder)
    write_whole(root / WORDS, [text.encode("utf-8", "replace")])
    return files
