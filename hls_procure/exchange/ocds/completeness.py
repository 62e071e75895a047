"""What a draft notice still lacks, and what in it somebody has to confirm.

The lists follow what real notices of light touch contracts fill (the share that does so was counted on 18 tender notices
of August 2026). Nothing is invented to fill a gap: it is named, with the question that would close it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from hls_procure.exchange.notices import Notice
from hls_procure.exchange.ocds.values import Plain
from hls_procure.exchange.ocds.wanted import COMMON, CONFIRM, WANTED, Confirm, Wanted
from hls_procure.model.facts import FactView, Missing
from hls_procure.model.fields import generic
from hls_procure.model.record import record
from hls_procure.model.telling import reservation, value
from hls_procure.model.values import Percent


@record
class Gap:
    """Something that a complete notice has and this draft has not.

    :param path: in the release, such as ``tender/value/amountGross``.
    :param question: the question of the playbook that asks for it; empty where none does.
    """

    path: str
    words: str
    question: str


def completeness(notice: Notice, made: Plain, facts: FactView, questions: Mapping[str, str]) -> tuple[Gap, ...]:
    """Everything that is missing in a release, in its order.

    :param questions: field path to the id of the question that answers it.
    """
    gaps = []
    for wanted in (*COMMON, *WANTED[notice.section]):
        if wanted.unless and wanted.unless(facts):
            continue
        for path in missing_at(made, wanted.path):
            question = _question(wanted, facts, questions)
            words = _words(wanted, path, made)
            gaps.append(Gap(path, words if question else f"{words}; put it in on the platform", question))
    return (
        *gaps,
        *_registers(made, questions),
        *_weights(notice, made, facts, questions),
        *_from_facts(notice, facts, questions),
    )


def confirmations(notice: Notice, made: Plain) -> tuple[Confirm, ...]:
    """What was read from answers that were given for something else, or that only a person can confirm."""
    return tuple(
        replace(one, path=place) for one in CONFIRM if notice.section in one.sections for place in found_at(made, one.path)
    )


def missing_at(made: Any, path: str) -> Iterator[str]:
    """The places that a path names and that are not there. ``*`` is every item of a list; no list has no items to lack."""
    yield from (place for place, found in _walk(made, path.split("/"), ()) if not found)


def found_at(made: Any, path: str) -> Iterator[str]:
    """The places that a path names and that are there."""
    yield from (place for place, found in _walk(made, path.split("/"), ()) if found)


def _walk(made: Any, parts: list[str], done: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    if not parts:
        yield "/".join(done), True
        return
    head, rest = parts[0], parts[1:]
    if head == "*":
        for number, item in enumerate(made if isinstance(made, list) else ()):
            yield from _walk(item, rest, (*done, str(number)))
    elif "=" in head:
        key, _, wanted = head.partition("=")
        if any(isinstance(item, dict) and item.get(key) == wanted for item in (made if isinstance(made, list) else ())):
            yield "/".join((*done, wanted)), True
        else:
            yield "/".join((*done, wanted)), False
    elif isinstance(made, list):
        yield from _walk(made[int(head)], rest, (*done, head)) if int(head) < len(made) else ()
    elif isinstance(made, dict) and head in made:
        yield from _walk(made[head], rest, (*done, head))
    elif "*" not in rest:
        yield "/".join((*done, *parts)), False


def _words(wanted: Wanted, path: str, made: Plain) -> str:
    parts = path.split("/")
    if parts[0] == "parties" and len(parts) > 1:
        name = made["parties"][int(parts[1])].get("name")
        return f"{wanted.words} ({name})" if name else wanted.words
    return wanted.words


def _question(wanted: Wanted, facts: FactView, questions: Mapping[str, str]) -> str:
    """The question of the first of the fields that is not answered, or of the first."""
    lacking = next((field for field in wanted.fields if _lacks(facts, field)), wanted.fields[0] if wanted.fields else "")
    return questions.get(lacking) or questions.get(generic(lacking), "")


def _lacks(facts: FactView, field: str) -> bool:
    if "[]." in field:
        return isinstance(facts.column(field), Missing)
    if facts.field(field) is None:
        return not (found := facts.rows(field)) or isinstance(found, Missing)
    return isinstance(facts.get(field), Missing)


def _registers(made: Plain, questions: Mapping[str, str]) -> Iterator[Gap]:
    """The parties beside the authority of which no number in a register could be read."""
    for number, party in enumerate(made["parties"]):
        if number and "identifier" not in party:
            name, won = party.get("name", party["id"]), "supplier" in party["roles"]
            words = f"a number in a register that can be read, such as a company or charity number ({name})"
            if not won:
                words = f"the number under which it is registered; put it in on the platform ({name})"
            yield Gap(f"parties/{number}/identifier", words, questions.get("award.members[].number", "") if won else "")


def _weights(notice: Notice, made: Plain, facts: FactView, questions: Mapping[str, str]) -> Iterator[Gap]:
    total = value(facts, "evaluation.criteria_total")
    if notice.section == "tender" and isinstance(total, Percent) and total.value != 100:
        path = next(found_at(made, "tender/lots/*/awardCriteria"), "tender/lots")
        yield Gap(path, f"weights that make 100%: they make {total}", questions.get("evaluation.criteria[].weight", ""))


def _from_facts(notice: Notice, facts: FactView, questions: Mapping[str, str]) -> Iterator[Gap]:
    """What a release cannot show: an id that stands in for a reference, and the reason why there was no engagement."""
    if value(facts, "project.reference") is None:
        yield Gap(
            "tender/id",
            "your own reference for the procurement; the draft's id stands in its place",
            questions.get("project.reference", ""),
        )
    if notice.section == "tender" and all(value(facts, f"tender.engagement_{part}") is None for part in ("notice", "none")):
        yield Gap(
            "planning/noEngagementNoticeRationale",
            "the day on which the engagement notice was published, or the reason why there was none",
            questions.get("tender.engagement_notice", ""),
        )
    if notice.section != "planning" and reservation(facts) == "local":
        yield Gap(
            "tender/lots/0/otherRequirements",
            "whether it is reserved to a place, or to small or voluntary organisations; put it in on the platform",
            questions.get("legal.reserved.kind", ""),
        )
