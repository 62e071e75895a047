"""Which parts of what is bought are health care by the list of services, and whether they are the main subject.

A code never decides alone: all codes of the list are light touch codes too, and four of them count only under a condition.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hls_procure.errors import InputError
from hls_procure.law.case import Case
from hls_procure.law.cpv import CpvEntry, CpvListName, cpv_entry
from hls_procure.law.reasons import Reason, Reasons
from hls_procure.law.regime.step import Step
from hls_procure.law.ruling import Test, Until
from hls_procure.law.threeway import any_of, word
from hls_procure.model.legal import Part
from hls_procure.model.record import record
from hls_procure.model.values import Money

HALF = Decimal(50)
WHOLE = Decimal(100)

#: Codes that count only for services to individuals, and the reasons that speak of each.
TO_INDIVIDUALS = {"85323000": "community", "85312330": "family", "85312500": "rehabilitation"}
PHARMACY = "85149000"


@record
class Looked:
    """A part that was looked at.

    :param health: whether it is health care by the list; None while that is not known.
    :param shown: whether there is something to say about it: it is called health care, or its code is in the list.
    """

    part: Part
    health: bool | None
    shown: bool
    reason: Reason
    until: Until | None = None


class Parts:
    """The parts of a case, held against the list of one nation.

    :param nation: ``england`` or ``wales``.
    """

    def __init__(self, case: Case, nation: str) -> None:
        self.case = case
        self.list: CpvListName = "psr-england" if nation == "england" else "psr-wales"
        self.prefix = "psr" if nation == "england" else "psrw"
        self.reasons = Reasons(case)
        legal = case.project.legal
        self.given = bool(legal.parts)
        self.share = legal.health_share.value if legal.health_share is not None else None
        rows = legal.parts or tuple(Part(row.id, row.label, None, row.code) for row in legal.codes or ())
        self.looked = tuple(self._look(part) for part in rows)

    def _say(self, id: str, *, facts: tuple[str, ...] = (), **places: Any) -> Reason:
        return self.reasons(f"{self.prefix}-{id}", facts=facts, **places)

    def _entry(self, code: str) -> CpvEntry | None:
        try:
            return cpv_entry(self.list, code)
        except InputError:
            return None

    def _code(self, part: Part) -> str:
        """The code of a part; of health care without one, the only code of the project that is in the list."""
        if part.code or part.kind != "health":
            return part.code or ""
        listed = [row.code for row in self.case.project.legal.codes or () if row.code and self._entry(row.code)]
        return listed[0] if len(set(listed)) == 1 else ""

    def _look(self, part: Part) -> Looked:
        code = self._code(part)
        entry = self._entry(code)
        places: dict[str, Any] = {"what": part.what or code or "this part", "code": code}
        if entry is None:
            if part.kind == "health" and not _is_code(code):
                return self._open(part, "until-code", "legal.parts[].code", places)
            shown = part.kind == "health"
            return Looked(part, False, shown, self._say("code-absent" if shown else "part-other", **places))
        places["description"] = entry.description.lower()
        topic = TO_INDIVIDUALS.get(entry.first)
        if topic and part.individuals is False:
            condition = (f"psr-e-cpv-{entry.first}",) if self.prefix == "psr" else ("psr-w-cpv",)
            return Looked(part, False, True, self._say("not-individuals", facts=condition, **places))
        if part.kind not in (None, "health"):
            if entry.first == PHARMACY:
                return Looked(part, False, True, self._say("pharmacy-other", **places))
            return self._open(part, f"until-kind-{topic}" if topic else "until-kind", "legal.parts[].kind", places)
        if topic and (part.individuals is None or part.kind is None):
            path = "legal.parts[].individuals" if self.given and part.kind else "legal.parts"
            return self._open(part, f"until-{topic}", path, places)
        if entry.first == PHARMACY:
            return Looked(part, True, True, self._say("pharmacy", **places))
        return Looked(part, True, True, self._say(f"code-{topic}" if topic else "code-listed", **places))

    def _open(self, part: Part, id: str, path: str, places: dict[str, Any]) -> Looked:
        reason = self._say(id, **places)
        return Looked(part, None, True, reason, Until(path, reason))

    def listed(self) -> bool:
        """Whether a code of the list was given at all."""
        return any(self._entry(self._code(one.part)) is not None for one in self.looked)

    def services(self) -> Step:
        """Whether any of it is health care by the list."""
        question = self._say("q-services").text
        value = any_of(one.health for one in self.looked)
        until = tuple(one.until for one in self.looked if one.until)
        shown = [one for one in self.looked if one.shown]
        summary = None
        if not self.looked:
            nothing = self.share == 0
            value = False if nothing else None
            summary = self._say("no-share" if nothing else "until-parts" if self.share is None else "until-share-code")
            until = () if nothing else (Until("legal.parts" if self.share is None else "legal.codes[].code", summary),)
        elif not shown:
            summary = self._say("no-services")
        tests = [
            Test(
                f"{self.prefix}-part-{one.part.id}", "regime",
                self._say("q-part", what=one.part.what or one.part.code or "this part").text,
                word(one.health), one.reason, ("legal.parts", "legal.codes"),
            )
            for one in shown
        ]  # fmt: skip
        if summary:
            paths = ("legal.parts", "legal.codes")
            tests.append(Test(f"{self.prefix}-services", "regime", question, word(value), summary, paths))
        reasons = [one.reason for one in shown if one.health is value] or ([summary] if summary else [])
        return Step(tuple(tests), value, tuple(reasons), until if value is None else ())

    @property
    def mixed(self) -> bool | None:
        """Whether something else is bought together with health care; None while that is not known."""
        if self.given and len(self.looked) == 1:
            return False
        if self.given:
            return any_of(None if one.health is None else not one.health for one in self.looked)
        return None if self.share is None else self.share < WHOLE

    def main(self) -> Step:
        """Whether health care has the higher value over the whole life."""
        question = self._say("q-main").text
        paths = ("legal.parts", "legal.health_share")
        amounts = [one.part.amount for one in self.looked] if self.given else [None]
        if any(amount is None for amount in amounts):
            if self.share is None:
                path = "legal.parts[].amount" if self.given else "legal.health_share"
                reason = self._say("until-amounts")
                test = Test(f"{self.prefix}-main", "value", question, word(None), reason, paths)
                return Step((test,), None, (reason,), (Until(path, reason),))
            share = self.case.percent("legal.health_share")
            value: bool | None = self.share > HALF
            reason = self._say("main-share" if value else "half-share" if self.share == HALF else "minor-share", share=share)
        else:
            value, reason = self._weigh()
        until = tuple(one.until for one in self.looked if one.until) if value is None else ()
        return Step((Test(f"{self.prefix}-main", "value", question, word(value), reason, paths),), value, (reason,), until)

    def _weigh(self) -> tuple[bool | None, Reason]:
        def total(*wanted: bool | None) -> Money:
            return Money(sum(one.part.amount.pence for one in self.looked if one.part.amount and one.health in wanted))

        health, unknown, rest = total(True), total(None), total(False)
        if health > rest + unknown:
            return True, self._say("main-value", health=health, rest=rest + unknown)
        if not health + unknown > rest:
            id = "half-value" if health + unknown == rest else "minor-value"
            return False, self._say(id, health=health + unknown, rest=rest)
        return None, self._say("main-open", health=health, unknown=unknown, rest=rest)


def _is_code(code: str) -> bool:
    try:
        cpv_entry("psr-england", code)
    except InputError:
        return False
    return True
