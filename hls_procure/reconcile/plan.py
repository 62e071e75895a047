"""A plan: the proposals of one file with a decision each, as a small YAML file that a person edits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.library.yamlfile import Map, parse
from hls_procure.project.emit import document
from hls_procure.reconcile.proposals import TITLES, Decision, Proposal

FORMAT = "1"
DECISIONS: tuple[Decision, ...] = ("take", "here", "leave", "later")
_HEAD = """What somebody changed in {name}, and what is to become of it.
For each proposal write after 'decision': take, leave or later; for a fact also here, which keeps a new figure to this one place.
Nothing has been changed yet. When you are done: {command}"""


def plan_text(proposals: Iterable[Proposal], *, name: str, fingerprint: str, document_id: str, read: str, command: str) -> str:
    """The file. :param fingerprint: SHA-256 of the edited file. :param read: the day it was read, as ISO text."""
    tree: dict[str, Any] = {
        "format": FORMAT,
        "file": name,
        "sha256": fingerprint,
        "document": document_id,
        "read": read,
        "proposals": [_line(one) for one in proposals],
    }
    return document(tree, _HEAD.format(name=name, command=command))


def _line(one: Proposal) -> dict[str, Any]:
    made: dict[str, Any] = {"id": one.id, "kind": TITLES[one.kind], "where": one.where}
    if one.was:
        made["was"] = one.was
    if one.new:
        made["now"] = one.new
    if one.inside:
        made["in_words"] = one.inside
    who = "; ".join(person.words for person in one.who if person.words)
    if who:
        made["tracked"] = who
    if one.fact is not None:
        made["in_project"] = one.fact.path + (f" = {one.fact.value}" if one.fact.value else "")
    if one.notes:
        made["notes"] = list(one.notes)
    if one.also:
        made["also_in"] = list(one.also)
    if one.by_hand:
        made["by_hand"] = one.by_hand
    made["decision"] = "later"
    return made


def read_plan(text: str, name: str, proposals: Iterable[Proposal], fingerprint: str) -> dict[str, Decision]:
    """The decision for each proposal that a plan names. :raises InputError: every problem at once, with its line."""
    known: Mapping[str, Proposal] = {one.id: one for one in proposals}
    data = parse(text, name, bare_words=True)
    lines = data.get("proposals")
    if data.get("format") != FORMAT or not isinstance(lines, list):
        do = "Make one with: hls-procure reconcile DIR FILE.docx --plan FILE"
        raise InputError(Problem(name, "is not a plan of proposals", "It has no 'format: 1' and 'proposals'.", do))
    if data.get("sha256") != fingerprint:
        raise InputError(
            Problem(
                name, "was made for another file, or for an earlier state of this one",
                "Its decisions would be taken for others.", "Make a new plan with --plan.",
            )
        )  # fmt: skip
    problems: list[Problem] = []
    made: dict[str, Decision] = {}
    for number, line in enumerate(lines):
        where = f"{name}:{lines.places[number].line}" if hasattr(lines, "places") else name
        id = line.get("id") if isinstance(line, Map) else None
        said = line.get("decision") if isinstance(line, Map) else None
        if not isinstance(id, str):
            problems.append(Problem(where, "is a proposal without an id"))
        elif id not in known:
            why = "It may have been taken already." if not nearest(id, known) else nearest(id, known)
            problems.append(Problem(where, f"names '{id}', which is not among the proposals of the file", why))
        elif said not in DECISIONS:
            problems.append(Problem(where, f"decides '{said}' on {id}", do="Write take, here, leave or later."))
        else:
            trouble = cannot(known[id], said)
            if trouble:
                problems.append(Problem(where, trouble, known[id].by_hand))
            made[id] = said
    if problems:
        raise InputError(problems)
    return made


def cannot(proposal: Proposal, decision: Decision) -> str:
    """Why a decision cannot be carried out, as the end of a sentence; empty where it can."""
    if decision == "take" and not proposal.can_be_taken:
        return f"takes {proposal.id}, which has to be done by hand"
    if decision == "here" and not proposal.here:
        return f"keeps {proposal.id} to one place, which only a fact in the words of a clause allows"
    return ""
