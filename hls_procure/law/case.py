"""What the law is asked about: a project, the days that count, and the facts of law to ask.

Rules read a project by path, as everybody else does, so that a case in a test is written with the same words as an answer.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from hls_procure.law.facts import LawBook, LegalFact
from hls_procure.model.facts import FactView, Missing
from hls_procure.model.fields import FieldSchema
from hls_procure.model.root import Project
from hls_procure.model.values import Money, Percent

#: What may have started a procurement (``legal.commenced_by``); anything else has not.
STARTED = frozenset({"notice", "contact", "transparency", "finder", "pin", "awarded"})


class Case:
    """One project as the law sees it.

    :param project: what is known. :param schema: the field schema. :param book: the facts of law.
    :param on: asks as if the day were this one: the procurement starts on it unless it has started already.
    """

    def __init__(self, project: Project, schema: FieldSchema, book: LawBook | None = None, on: date | None = None) -> None:
        self.project = project
        self.book: LawBook = book or LawBook.load()
        self.facts = FactView(project, schema)
        self.on = on

    def get(self, path: str) -> Any:
        """The value at a path, or None where there is none."""
        value = self.facts.get(path)
        return None if isinstance(value, Missing) else value

    def yes(self, path: str) -> bool | None:
        """Yes or no at a path (a ``yes-no`` or a ``yes-no-why``), or None where nobody has answered."""
        value = self.get(path if self.facts.schema.get(path) else f"{path}.answer")
        return value if isinstance(value, bool) else None

    def money(self, path: str) -> Money | None:
        """A sum of pounds; the schema says whether it includes VAT."""
        value = self.get(path)
        return value if isinstance(value, Money) else None

    def percent(self, path: str) -> Percent | None:
        """A share."""
        value = self.get(path)
        return value if isinstance(value, Percent) else None

    def text(self, path: str) -> str:
        """Words or a choice, without the white space around them; empty where there are none."""
        value = self.get(path)
        return value.strip() if isinstance(value, str) else ""

    def when(self, path: str) -> date | None:
        """A day."""
        value = self.get(path)
        return value if isinstance(value, date) else None

    @property
    def nation(self) -> str:
        """``ENG``, ``WLS``, ``SCT``, ``NI``, or empty while nobody has said."""
        return self.text("project.jurisdiction")

    @property
    def started(self) -> bool:
        """Whether something has happened already that starts a procurement."""
        return self.text("legal.commenced_by") in STARTED

    def day(self, dated_by: str) -> date | None:
        """The day by which a kind of fact is asked: ``commencement``, ``award``, ``modification`` or ``decision``."""
        return law_day(self.project, dated_by, self.on)

    def fact(self, id: str) -> LegalFact:
        """One fact of law. :raises InputError: where there is none of that id."""
        return self.book.get(id)

    def holds(self, id: str) -> bool:
        """Whether a fact is known for this nation and in force on the day that it is asked by."""
        fact = self.book.get(id)
        on = self.day(fact.dated_by)
        return (not self.nation or self.nation in fact.jurisdiction) and (on is None or fact.holds_on(on))


def law_day(project: Project, dated_by: str, on: date | None = None) -> date | None:
    """The day of a project that each kind of fact is asked by.

    Procurement law is asked by the day on which the procurement starts: the day that somebody recorded, else the tender
    notice; a contract that exists and changes, by its award where no more is known; facts about award by the award; facts
    about later change by the day of the change, which is today while nobody has set it; the rest by the decision.

    :param on: a day that stands for today: a procurement that has not started yet starts then.
    """
    dates, legal = project.tender.dates, project.legal
    started = legal.commenced_by in STARTED
    begins = legal.commenced_on if started and legal.commenced_on else None
    if begins is None and legal.instrument == "change":
        begins = legal.old.awarded_on
    if begins is None and on is not None:
        begins = on
    commencement = begins or legal.commenced_on or dates.notice or project.as_of_date
    if dated_by == "commencement":
        return commencement
    if dated_by == "award":
        happened = project.award.decided_on or legal.old.awarded_on
        planned = dates.award_notice or dates.decision or commencement
        return happened or (max(planned, on) if planned and on else planned)
    if dated_by == "modification":
        changes = project.as_of_date if legal.instrument == "change" else None
        return legal.old.on or on or changes or project.alliance.term.start or commencement
    return on or legal.decided_on or project.as_of_date
