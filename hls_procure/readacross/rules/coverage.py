"""Coverage: what is wanted is scored, what is scored is wanted, and what is promised stands in the contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from hls_procure.findings import Finding
from hls_procure.model.values import say_date
from hls_procure.readacross.links import link_mark
from hls_procure.readacross.pack import Pack, at
from hls_procure.readacross.rule import rule
from hls_procure.readacross.scan import tokens

CRITERIA, COMMITMENTS = "evaluation.criteria", "spec.commitments"


@rule("RA101")
def uncovered(pack: Pack) -> Iterator[Finding]:
    """Each commitment is looked at by some award criterion."""
    if not pack.rows(CRITERIA):
        return
    for row in pack.rows(COMMITMENTS):
        if row.id not in pack.links.shallow:
            message = f"No award criterion looks at the commitment '{row.title or row.id}'."
            yield pack.finding("RA101", message, at(f"{COMMITMENTS}[{row.id}]", row.intent or row.title), at(CRITERIA))


@rule("RA102")
def unasked(pack: Pack) -> Iterator[Finding]:
    """Each award criterion serves a commitment, unless it is the one about money."""
    money = pack.get("evaluation.money.criterion")
    if not pack.rows(COMMITMENTS):
        return
    for row in pack.rows(CRITERIA):
        if not row.commitments and row.id != money and not (is_social(row) and pack.rows("social_value.commitments")):
            message = f"The criterion '{row.name or row.id}' looks at nothing that the specification asks for."
            yield pack.finding("RA102", message, at(f"{CRITERIA}[{row.id}]", row.looks_at or row.name), at(COMMITMENTS))


def is_social(criterion: Any) -> bool:
    """Whether a criterion is the one about social value, by its id or its name."""
    return "social-value" in criterion.id or "social value" in (criterion.name or "").lower()


@rule("RA104", "RA105", "RA106")
def link_faults(pack: Pack) -> Iterator[Finding]:
    """Links that are stale, named twice or lead to something that is not scored."""
    faults = pack.links.faults
    if not faults:
        return
    names = {row.id: row.name or row.id for row in pack.rows(CRITERIA)}
    titles = {row.id: row for row in pack.rows(COMMITMENTS)}
    kept = {row.id: row for row in pack.rows("spec.requirements")}
    for link in faults:
        where = f"{CRITERIA}[{link.source}].commitments"
        if link.state == "outdated" and link.settled:
            ends = link.changed.replace("criterion", "criterion's").replace("commitment", "commitment's")
            message = (
                f"The {ends} words have changed since the {link.settled.by} looked at '{names[link.source]}' and "
                f"'{titles[link.target].title or link.target}' together, on {say_date(link.settled.on)}."
            )
            hint = f"Read both again. If the link still holds: hls-procure settle DIR {link.id} --by ROLE --on DATE"
            left = at(where, names[link.source], link.target)
            yield pack.finding("RA104", message, left, at(f"{COMMITMENTS}[{link.target}]", titles[link.target].intent), hint)
        elif link.state in ("duplicate", "ambiguous"):
            message = f"The criterion '{names[link.source]}' names the commitment '{link.target}' twice."
            yield pack.finding("RA105", message, at(where, link.target, link.target))
        elif link.state == "unwanted":
            message = (
                f"The criterion '{names[link.source]}' scores '{link.target}', which is a minimum requirement: every tender "
                "keeps it, and none earns anything by it."
            )
            right = at(f"spec.requirements[{link.target}]", kept[link.target].text)
            yield pack.finding("RA106", message, at(where, link.target, link.target), right)


NAMED = (
    (COMMITMENTS, "title", "commitments"),
    (CRITERIA, "name", "criteria"),
    ("principles", "short", "principles"),
    ("evaluation.conditions", "name", "conditions"),
    ("spec.requirements", "text", "requirements"),
    ("spec.measures", "text", "measures"),
)


@rule("RA118")
def same_name(pack: Pack) -> Iterator[Finding]:
    """Two records of a list that a reader cannot tell apart."""
    for path, attribute, what in NAMED:
        first: dict[str, Any] = {}
        for row in pack.rows(path):
            words = getattr(row, attribute)
            if not words:
                continue
            other = first.setdefault(" ".join(words.lower().split()), row)
            if other is not row and words.strip():
                message = f"Two {what} read alike: '{words}'."
                yield pack.finding(
                    "RA118", message, at(f"{path}[{other.id}]", words, other.id), at(f"{path}[{row.id}]", words, row.id)
                )


@rule("RA107")
def principle_unused(pack: Pack) -> Iterator[Finding]:
    """Each principle of practice has a commitment."""
    if not pack.rows(COMMITMENTS):
        return
    carried = {row.principle for row in pack.rows(COMMITMENTS)}
    for row in pack.rows("principles"):
        if row.set == "practice" and row.id not in carried:
            message = f"No commitment begins with the principle '{row.short or row.id}'."
            yield pack.finding("RA107", message, at(f"principles[{row.id}]", row.text), at(COMMITMENTS))


@rule("RA108")
def obligation_untraced(pack: Pack) -> Iterator[Finding]:
    """Each commitment taken from the winning tender serves one of the specification."""
    for row in pack.rows("award.commitments"):
        if not row.serves:
            message = f"The Tender Commitment '{row.text or row.id}' serves no commitment of the specification."
            yield pack.finding("RA108", message, at(f"award.commitments[{row.id}]", row.text), at(COMMITMENTS))


@rule("RA109")
def not_in_contract(pack: Pack) -> Iterator[Finding]:
    """What the specification asks for stands in the agreement, too."""
    specification, agreement = pack.part("specification"), pack.part("agreement")
    if specification is None or agreement is None:
        return
    there = {path for line in agreement.lines for path in line.facts}
    wanted = {path for line in specification.lines for path in line.facts}
    for path, what, words in ((COMMITMENTS, "commitment", "intent"), ("spec.requirements", "minimum requirement", "text")):
        for row in pack.rows(path):
            shown = f"{path}[{row.id}].{words}"
            if shown in wanted and shown not in there:
                message = f"The {what} '{row.id}' stands in {specification.short} and not in {agreement.short}."
                side = at(f"{path}[{row.id}]", getattr(row, words))
                yield pack.finding("RA109", message, side, at(agreement.id, agreement.short))


#: Words for what is asked before a tender is read: a condition may ask for it once, and no award criterion again.
SELECTION = {
    "turnover": "turnover",
    "accounts": "accounts",
    "insurance": "insurance",
    "insurances": "insurance",
    "references": "references",
    "registration": "registration",
    "registered": "registration",
    "qualifications": "qualifications",
    "accreditation": "accreditation",
    "years'": "years of experience",
    "experience": "experience of the same work",
}


@rule("RA111")
def tested_twice(pack: Pack) -> Iterator[Finding]:
    """What a condition of participation asks is not scored again."""
    asked: dict[str, tuple[str, str]] = {}
    minimum = pack.get("evaluation.turnover.minimum")
    if minimum:
        asked["turnover"] = ("evaluation.turnover.minimum", str(minimum))
    for row in pack.rows("evaluation.conditions"):
        for attribute in ("name", "text", "evidence"):
            text = getattr(row, attribute) or ""
            for subject in _subjects(text):
                asked.setdefault(subject, (f"evaluation.conditions[{row.id}].{attribute}", text))
    if not asked:
        return
    for path, text in _scored(pack):
        for subject in sorted(_subjects(text) & set(asked)):
            where, words = asked[subject]
            message = f"The {subject} of a bidder is a condition of taking part, and it is scored again."
            yield pack.finding("RA111", message, at(where, words, subject), at(path, text, subject))


def _subjects(text: str) -> set[str]:
    words = tokens(text)
    found = {SELECTION[word] for word in words if word in SELECTION}
    lived = "experience" in words and ("lived" in words or "lived-experience" in words)
    years = "years" in words and "experience" in words
    if lived or not (years or "track" in words):
        found.discard("experience of the same work")
    return found


def _scored(pack: Pack) -> Iterable[tuple[str, str]]:
    for row in pack.rows(CRITERIA):
        yield f"{CRITERIA}[{row.id}].looks_at", row.looks_at or ""
    for row in pack.rows("evaluation.questions"):
        yield f"evaluation.questions[{row.id}].text", row.text or ""
        yield f"evaluation.questions[{row.id}].good", row.good or ""


def mark_of(pack: Pack, link: str) -> str:
    """The fingerprint that ``settle`` keeps for a link such as ``learning:company``; empty where there is no such link."""
    source, _, target = link.partition(":")
    criterion = next((row for row in pack.rows(CRITERIA) if row.id == source), None)
    commitment = next((row for row in pack.rows(COMMITMENTS) if row.id == target), None)
    if criterion is None or commitment is None or target not in (criterion.commitments or ()):
        return ""
    return link_mark(criterion, commitment)


RULES = (uncovered, unasked, link_faults, same_name, principle_unused, obligation_untraced, not_in_contract, tested_twice)
