"""What those who fill the fields of one notice have before them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hls_procure.law.case import Case
from hls_procure.law.reasons import Reasons
from hls_procure.law.ruling import NoticeStep, Ruling
from hls_procure.model.facts import FactView
from hls_procure.model.fields import COUNT_TYPES, UNITS, VAT_BASES
from hls_procure.model.telling import value
from hls_procure.model.values import Money, say_date, say_number, say_time


class Desk:
    """One notice, the facts that it may show, and the small sentences of its fields.

    :param facts: without what is known only at award, where the notice comes before it.
    """

    def __init__(self, case: Case, ruling: Ruling, notice: NoticeStep, facts: FactView) -> None:
        self.case = case
        self.ruling = ruling
        self.notice = notice
        self.facts = facts
        self._reasons = Reasons(case)

    @property
    def regime(self) -> str:
        """The law that governs, as the ruling found it."""
        return self.ruling.regime.id

    @property
    def route(self) -> str:
        """The way that is taken; empty while none is recorded."""
        return self.case.text("legal.route")

    def get(self, path: str) -> Any:
        """A value, or None."""
        return value(self.facts, path)

    def text(self, path: str) -> str | None:
        """A value in words: money with its VAT basis, a period with its unit, a list with a line for each item."""
        found, field = self.get(path), self.facts.schema.get(path)
        if found is None or field is None:
            return None
        if isinstance(found, bool):
            return "Yes" if found else "No"
        if isinstance(found, Money):
            return f"{found} {VAT_BASES[field.vat]}"
        if isinstance(found, date):
            return say_date(found)
        if isinstance(found, tuple):
            return "\n".join(field.choices.get(one, str(one)) for one in found) or None
        if isinstance(found, (int, Decimal)) and field.type in COUNT_TYPES:
            one, many = UNITS.get(field.type, ("", ""))
            return f"{say_number(found)} {one if found == 1 else many}".strip()
        if field.type == "choice":
            return field.choices.get(found, str(found))
        return say_time(str(found)) if field.type == "time" else str(found)

    def say(self, id: str, **places: Any) -> str:
        """A small sentence of the data (``data/reasons/sheets.yaml``)."""
        return self._reasons(id, **places).text

    def choice(self, path: str, code: str) -> str:
        """The words of a choice."""
        return self.facts.schema.fields[path].choices.get(code, code)
