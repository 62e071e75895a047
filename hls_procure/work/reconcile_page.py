"""What edits made in Word come to, told to a person: the list, one proposal, and what became of them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence

from hls_procure.errors import argument
from hls_procure.interview.asker import Command, PlainAsker, Prompt
from hls_procure.reconcile.proposals import TITLES, Decision, Proposal
from hls_procure.work.reconciling import Edited
from hls_procure.work.taking import Outcome

WIDTH = 100
_LONG = 700
_ANSWERS: dict[str, Decision] = {
    "t": "take", "take": "take", "y": "take", "yes": "take", "h": "here", "here": "here", "leave": "leave",
    "": "later", "later": "later", "skip": "later",
}  # fmt: skip


def head(edited: Edited) -> str:
    """What the file is, and what a person should know first."""
    front = edited.origin.document.front
    kind = "for signature" if edited.origin.purpose == "signature" else "for tender"
    lines = [f"{edited.file.name} is {edited.document}, {front.title} ({kind})."]
    lines += [_wrapped(f"Note: {note}", "") for note in edited.notes]
    lines += [_wrapped(f"Not read: {problem.text()}", "") for problem in edited.unread]
    return "\n".join(lines)


def summary(proposals: Sequence[Proposal]) -> str:
    """How many differences of each kind there are."""
    if not proposals:
        return "It says what the project says: there is nothing to decide."
    counts: dict[str, int] = {}
    for one in proposals:
        counts[TITLES[one.kind]] = counts.get(TITLES[one.kind], 0) + 1
    width = max(len(title) for title in counts)
    lines = [f"  {title:<{width}}  {number}" for title, number in counts.items()]
    can = sum(one.can_be_taken for one in proposals)
    said = f"{can} of {len(proposals)} can be taken by this command; the others are listed with what to do."
    every = f"All {can} can be taken by this command." if can > 1 else "It can be taken by this command."
    return "\n".join([*lines, "", said if can < len(proposals) else every])


def listing(proposals: Sequence[Proposal]) -> str:
    """Every proposal under its kind, with both texts."""
    made: list[str] = []
    title = ""
    for one in proposals:
        if TITLES[one.kind] != title:
            title = TITLES[one.kind]
            made += ["", title]
        made.append(told(one))
    return "\n".join(made)


def told(one: Proposal) -> str:
    """One proposal: its place, both texts, who made it, and what it touches."""
    who = "; ".join(person.words for person in one.who if person.words)
    lines = [f"  {one.where}" + (f"   ({who})" if who else "")]
    labels = ("about", "asks") if one.kind == "question" else ("was", "now")
    for label, text in zip(labels, (one.was, one.new), strict=True):
        if text:
            lines.append(_wrapped(_short(text), f"    {label:<5} "))
    if one.inside:
        lines.append(_wrapped(_short(one.inside), "    in    "))
    if one.fact is not None:
        value = f" = {one.fact.value}" if one.fact.value else (" (this record goes)" if one.fact.drop else " (a new record)")
        lines.append(_wrapped(f"{one.fact.path}{value if len(value) < 80 else ''}", "    fact  "))
    if one.also:
        shown = "; ".join(one.also[:6]) + (f" and {len(one.also) - 6} more places" if len(one.also) > 6 else "")
        lines.append(_wrapped(shown, "    also  "))
    lines += [_wrapped(note, "    note  ") for note in one.notes]
    if one.by_hand:
        lines.append(_wrapped(one.by_hand, "    hand  "))
    lines.append(f"    id    {one.id}")
    return "\n".join(lines)


def _short(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG].rsplit(" ", 1)[0] + " …"


def _wrapped(text: str, lead: str) -> str:
    made: list[str] = []
    for number, line in enumerate(text.split("\n")):
        first = lead if number == 0 else " " * len(lead)
        made += textwrap.wrap(line, WIDTH, initial_indent=first, subsequent_indent=" " * len(lead)) or [first.rstrip()]
    return "\n".join(made)


def decide(proposals: Sequence[Proposal], asker: PlainAsker) -> dict[str, Decision]:
    """Ask a person about each proposal that can be taken; stopping leaves the rest for later."""
    made: dict[str, Decision] = {}
    able = [one for one in proposals if one.can_be_taken]
    for number, one in enumerate(able, 1):
        asker.say()
        asker.say(f"{number} of {len(able)} · {TITLES[one.kind]}")
        asker.say(told(one))
        decision = _one(one, asker)
        if decision is None:
            return made
        made[one.id] = decision
    return made


def _one(one: Proposal, asker: PlainAsker) -> Decision | None:
    choices = "take, here (only this place), leave or later" if one.here else "take, leave or later"
    while True:
        said = asker.ask(Prompt(f"  {choices}?  (Enter: later; save: stop here)"))
        if isinstance(said, Command):
            if said is Command.QUIT:
                return None
            said = "leave" if said is Command.LEAVE else "later" if said is Command.SKIP else "?"
        decision = _ANSWERS.get(said.strip().lower())
        if decision is not None and (decision != "here" or one.here):
            return decision
        asker.say("  take puts it into the project; leave keeps the project's words; later decides nothing.")
        if one.here:
            asker.say("  here writes the new figure into this one place and leaves the fact as it is everywhere else.")


def done(outcome: Outcome, edited: Edited, folder: str, by_id: Callable[[str], Proposal]) -> str:
    """What became of the proposals, and what next."""
    taken = len(outcome.taken) + len(outcome.here)
    waiting = f"For later: {len(outcome.later)}. By hand: {len(outcome.by_hand)}."
    lines = [f"Taken: {taken}. Left as the project has it: {len(outcome.left)}. {waiting}"]
    if outcome.facts:
        lines.append(_wrapped(f"Changed in project.yaml: {', '.join(outcome.facts)}", "  "))
    if outcome.files:
        lines.append(_wrapped(f"The project's own words: {', '.join(outcome.files)}", "  "))
    for id, reason in outcome.failed.items():
        lines.append(_wrapped(f"Not taken: {by_id(id).where}. {reason}", "  "))
        lines.append(f"    id    {id}")
    if taken:
        lines.append(f"Next: hls-procure build {argument(folder)}")
        lines.append("The edited file stays as it is; the new one goes beside it if it lies in out/.")
    return "\n".join(lines)


def next_steps(folder: str, file: str) -> str:
    """What to do where nobody can be asked."""
    command = f"hls-procure reconcile {argument(folder)} {argument(file)}"
    return (
        "Nothing was changed. To decide one by one, run this in a terminal.\n"
        f"To decide in a file:  {command} --plan plan.yaml      and then:  {command} --take plan.yaml\n"
        f"To take everything:   {command} --take all"
    )
