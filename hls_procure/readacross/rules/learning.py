"""Learning: measures answer a question, are made sense of by somebody, and nobody is paid or judged by them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hls_procure.findings import Finding
from hls_procure.model.values import say_list
from hls_procure.readacross.pack import Pack, at, printed
from hls_procure.readacross.rule import rule

MEASURES, QUESTIONS = "spec.measures", "learning.questions"
_TARGET = re.compile(
    r"\b\d+(?:\.\d+)?\s?(?:%|per cent\b)|\b(?:at least|no fewer than|a minimum of|more than) \d+\b", re.IGNORECASE
)


@rule("RA701")
def no_use(pack: Pack) -> Iterator[Finding]:
    """Each measure says what it helps to find out."""
    for row in pack.rows(MEASURES):
        if not row.lens or not row.use:
            message = f"The measure '{row.text or row.id}' does not say what it helps to find out."
            yield pack.finding("RA701", message, at(f"{MEASURES}[{row.id}]", row.text), at(QUESTIONS))


@rule("RA702")
def no_learning(pack: Pack) -> Iterator[Finding]:
    """Each principle of practice is learned about, by a question of its own or that of its commitment."""
    if not pack.rows(QUESTIONS):
        return
    asked = {row.principle for row in pack.rows(QUESTIONS)}
    asked |= {row.principle for row in pack.rows("spec.commitments") if row.question}
    for row in pack.rows("principles"):
        if row.set == "practice" and row.id not in asked:
            message = f"No question that the Members keep asking is about the principle '{row.short or row.id}'."
            yield pack.finding("RA702", message, at(f"principles[{row.id}]", row.text), at(QUESTIONS))


@rule("RA704")
def other_measures(pack: Pack) -> Iterator[Finding]:
    """A measure of the specification stands in the learning schedule, too."""
    specification, schedule = pack.part("specification"), pack.part("learning")
    if specification is None or schedule is None:
        return
    there = {path for line in schedule.lines for path in line.facts if path.startswith(f"{MEASURES}[")}
    for line in specification.lines if there else ():
        for path in line.facts:
            if path.startswith(f"{MEASURES}[") and path.endswith("].text") and path not in there:
                message = f"A measure stands in {specification.short} and not in {schedule.short}: {pack.get(path)}."
                yield pack.finding("RA704", message, printed(specification, line), at(schedule.id, schedule.short))


@rule("RA705")
def target(pack: Pack) -> Iterator[Finding]:
    """No measure for learning holds a figure to be reached."""
    for row in pack.rows(MEASURES):
        found = _TARGET.search(row.text or "") if row.use == "learn" else None
        if found:
            message = f"The measure '{row.text}' is there to learn from, and it holds a figure to be reached ({found[0]})."
            yield pack.finding("RA705", message, at(f"{MEASURES}[{row.id}].text", row.text, found[0]))


@rule("RA706")
def no_sense_making(pack: Pack) -> Iterator[Finding]:
    """Where there are measures, there is a place in which people make sense of them."""
    if not pack.rows(MEASURES):
        return
    if pack.answered("learning.spaces") and not pack.rows("learning.spaces") and not pack.get("learning.learning_meeting"):
        message = f"There are {len(pack.rows(MEASURES))} measures, and no place in which people make sense of them."
        yield pack.finding("RA706", message, at(MEASURES), at("learning.spaces"))


@rule("RA707")
def no_authority(pack: Pack) -> Iterator[Finding]:
    """Those who learn may change something."""
    groups = pack.rows("alliance.governance.groups")
    if not groups or not pack.rows("learning.spaces"):
        return
    if not any(row.may for row in groups) and not pack.rows("alliance.change.map"):
        message = "People learn together, and no group of the alliance may change anything because of it."
        yield pack.finding("RA707", message, at("learning.spaces"), at("alliance.governance.groups"))


@rule("RA708")
def no_room_to_try(pack: Pack) -> Iterator[Finding]:
    """Where something is to be tried, it is said within which limits and when it stops."""
    if not pack.rows("experiments.cards"):
        return
    missing = [
        words
        for words, path in (("within which limits", "experiments.bounds"), ("who can stop it", "experiments.stop_rule"))
        if not pack.get(path)
    ]
    if missing:
        message = f"Something is to be tried, and nobody has said {say_list(missing)}."
        yield pack.finding("RA708", message, at("experiments.cards"), at("experiments"))


@rule("RA709")
def stage_skipped(pack: Pack) -> Iterator[Finding]:
    """A pack that judges tenders shows that somebody listened, agreed on principles and designed."""
    if not pack.rows("evaluation.criteria"):
        return
    for path, words in (
        ("listening", "listened to anybody"),
        ("principles", "agreed on principles"),
        ("sessions", "met to make sense of what was heard"),
    ):
        if not pack.rows(path):
            yield pack.finding(
                "RA709",
                f"Tenders are to be judged, and nobody is recorded as having {words}.",
                at("evaluation.criteria"),
                at(path),
            )


@rule("RA723")
def measure_adrift(pack: Pack) -> Iterator[Finding]:
    """Each measure has people who make sense of it, somebody who looks after it, and a day on which it ends."""
    for row in pack.rows(MEASURES):
        missing = [
            words
            for words, value in (
                ("who makes sense of it", row.sense_makers),
                ("who looks after it", row.steward),
                ("when it ends", row.ends),
            )
            if not value
        ]
        if missing and row.use != "statutory":
            message = f"The measure '{row.text or row.id}' does not say {say_list(missing)}."
            yield pack.finding("RA723", message, at(f"{MEASURES}[{row.id}]", row.text))


RULES = (
    no_use,
    no_learning,
    other_measures,
    target,
    no_sense_making,
    no_authority,
    no_room_to_try,
    stage_skipped,
    measure_adrift,
)
