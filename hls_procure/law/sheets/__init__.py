"""The data sheets of notices: each field, filled from the project, or who has to fill it.

Which fields a notice has is data (:mod:`hls_procure.law.sheets.lists`): those that the law asks for name their facts, and
the others are what published notices carry or what the platform's form can be expected to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from hls_procure.law.case import Case
from hls_procure.law.ruling import NoticeStep, Ruling
from hls_procure.law.sheets.desk import Desk
from hls_procure.law.sheets.filling import applies, fill, gap
from hls_procure.law.sheets.held import of_field, of_notice, told
from hls_procure.law.sheets.lists import FieldSpec, Sheet, psr_sheet
from hls_procure.law.sheets.lists import sheet as sheet_for
from hls_procure.model.facts import FactView
from hls_procure.model.found import FoundField

#: States of a notice that is published, or was.
ASKED = ("needed", "optional", "done")
_NONE: Mapping[str, str] = MappingProxyType({})


def sheet_of(case: Case, ruling: Ruling, questions: Mapping[str, str] = _NONE) -> tuple[FoundField, ...]:
    """The fields of every notice that the ruling asks for, in order. No field has a value and is missing.

    A notice before the award shows nothing that is known only at award.

    :param questions: field path to the id of the question that asks it, to name it where an answer is missing.
    """
    if ruling.regime.state != "decided":
        return ()
    before = FactView(case.project, case.facts.schema, award_known=False)
    made: list[FoundField] = []
    for notice in ruling.notices:
        sheet = _sheet(case, ruling, notice)
        if sheet is None or not (notice.state in ASKED or (sheet.undecided and notice.state == "undecided")):
            continue
        on = Desk(case, ruling, notice, before if sheet.stage == "before" else case.facts)
        made += _rows(on, sheet, questions)
    return tuple(made)


def _sheet(case: Case, ruling: Ruling, notice: NoticeStep) -> Sheet | None:
    if ruling.regime.id.startswith("psr-"):
        change = case.text("legal.instrument") == "change"
        return psr_sheet(ruling.regime.id, notice.code or notice.id, case.text("legal.route"), change=change)
    return sheet_for(notice.code, ruling.regime.id) if ruling.regime.id.startswith("pa2023") else None


def _rows(on: Desk, sheet: Sheet, questions: Mapping[str, str]) -> Iterator[FoundField]:
    name = on.notice.name
    title = f"{on.notice.code}: {name}" if on.notice.code.startswith("UK") else name[:1].upper() + name[1:]
    touched: set[str] = set()
    number = 0
    for spec in sheet.fields:
        if not applies(on, spec):
            continue
        number += 1
        rows = of_field(on, spec)
        touched |= {row.id for row in rows}
        value = fill(on, spec) or ""
        yield FoundField(
            f"{on.notice.id}-{number}",
            on.notice.code or on.notice.id,
            title,
            sheet.stage,
            spec.name,
            value,
            "" if value else gap(on, spec, questions),
            _basis(on, spec),
            "\n".join(told(on, row) for row in rows),
        )
    rest = [row for row in of_notice(on) if row.id not in touched]
    if rest:
        words = "\n".join(told(on, row) for row in rest)
        name = on.say("s-held-field")
        yield FoundField(f"{on.notice.id}-held", on.notice.code or on.notice.id, title, sheet.stage, name, "", "", "", words)


def _basis(on: Desk, spec: FieldSpec) -> str:
    """Where the law asks for a field, with what has to be said about it, or that published notices carry it.

    Empty where only the form can be expected to ask for it.
    """
    if not spec.facts:
        return on.say("s-published") if spec.share else ""
    said = []
    for id in spec.facts:
        fact = on.case.fact(id)
        answer = on.case.book.state(id, on.case.nation, on.case.day(fact.dated_by))
        caution = answer.words.partition("law as known on")[0].rstrip("; ")
        said.append(f"{fact.provision} ({caution})" if caution else fact.provision)
    return "; ".join(dict.fromkeys(said))
