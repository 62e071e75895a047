"""What cannot have happened to one grant: days that contradict each other, and things said twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from hls_procure.errors import Problem
from hls_procure.grants.ledger import Entry, GrantState, state_of
from hls_procure.model.values import say_date

#: How each entry is named in a sentence about the grant: "was …".
SAID = {
    "sent": "letter {letter} was sent",
    "accepted": "letter {letter} was accepted",
    "paid": "{amount} was paid",
    "spoke": "a conversation took place",
    "kept": "the promise '{promise}' was kept",
    "reported": "something of theirs was read",
    "ended": "the grant ended",
}
_WRONG = "One of the two is not right."


def named(entry: Entry) -> str:
    """What happened and when: ``letter 1 was sent on 3 March 2027 (entry 4)``; an entry to come has no number."""
    words = SAID[entry.what].format(letter=entry.letter or 1, amount=entry.amount or "a sum", promise=entry.promise)
    return f"{words} on {say_date(entry.on)}" + (f" (entry {entry.n})" if entry.n else "")


def against(id: str, entries: Iterable[Entry], new: Entry) -> list[Problem]:
    """Everything for which a new entry cannot be, beside what stands; the new one has no number yet."""
    found = contradictions(id, (*entries, new))
    return [replace(one, what=one.what.replace(f" (entry {new.n})", "")) for one in found]


def contradictions(id: str, entries: Iterable[Entry]) -> list[Problem]:
    """Everything in the entries of one grant that cannot be; none where they are of one piece.

    :param entries: what stands, in the order in which it was written.
    """
    state = state_of(id, entries)
    found = [*_letters(state), *_before_sent(state), *_accepted(state), *_ended(state), *_twice(state)]
    return list(dict.fromkeys(found))


def _letters(state: GrantState) -> list[Problem]:
    sent = [one for one in state.entries if one.what == "sent"]
    found = []
    for before, after in pairwise(sent):
        if after.letter <= before.letter:
            what = f"has letter {after.letter} after letter {before.letter}"
            found.append(Problem(state.id, what, "A new letter has a new number; what was sent stays as it is."))
        elif after.on < before.on:
            why = "The higher number takes the place of the lower one, so it was sent later."
            found.append(Problem(state.id, f"has two days that do not fit: {named(before)}, and {named(after)}", why, _WRONG))
    return found


def _before_sent(state: GrantState) -> list[Problem]:
    others = [one for one in state.entries if one.what != "sent"]
    sent = min((one for one in state.entries if one.what == "sent"), key=lambda one: (one.on, one.n), default=None)
    if sent is None:
        do = f"Record it first: hls-procure grant record DIR {state.id} sent --on DATE"
        why = "Nothing can happen to a grant before its letter went out."
        return [Problem(state.id, f"says that {named(one)}, and no letter was sent", why, do) for one in others]
    return [
        Problem(state.id, f"says that {named(one)}, and {named(sent)}", "Nothing can happen before the letter went out.", _WRONG)
        for one in others
        if one.on < sent.on
    ]


def _accepted(state: GrantState) -> list[Problem]:
    sent = {one.letter: one for one in state.entries if one.what == "sent"}
    found: list[Problem] = []
    seen: dict[int, Entry] = {}
    first = min((one.on for one in sent.values()), default=None)
    for one in (one for one in state.entries if one.what == "accepted"):
        if sent and one.letter not in sent:
            what = f"says that {named(one)}, and no letter {one.letter} was sent"
            found.append(Problem(state.id, what, "Somebody can say yes only to a letter that they have."))
        elif first is not None and first <= one.on < sent[one.letter].on:
            found.append(Problem(state.id, f"says that {named(one)}, and {named(sent[one.letter])}", "", _WRONG))
        if one.letter in seen:
            do = f"If the first was wrong, take it back: hls-procure grant record DIR {state.id} --undo {seen[one.letter].n}"
            found.append(Problem(state.id, f"says twice that a letter was accepted: {named(seen[one.letter])}", "", do))
        seen[one.letter] = one
    return found


def _ended(state: GrantState) -> list[Problem]:
    ended = [one for one in state.entries if one.what == "ended"]
    found = []
    if len(ended) > 1:
        do = f"If the first was wrong, take it back: hls-procure grant record DIR {state.id} --undo {ended[0].n}"
        found.append(Problem(state.id, f"says twice that it ended: {named(ended[0])}", "", do))
    for end in ended[:1]:
        for one in state.entries:
            if one.what in ("sent", "accepted", "paid") and one.on > end.on:
                why = "After its end no letter goes out and nothing is paid."
                found.append(Problem(state.id, f"says that {named(one)}, and {named(end)}", why, _WRONG))
    return found


def _twice(state: GrantState) -> list[Problem]:
    found: list[Problem] = []
    seen: dict[tuple[Any, ...], Entry] = {}
    for one in state.entries:
        key = (one.what, one.on, one.amount, one.who, one.words, one.promise)
        if one.what in ("paid", "spoke", "kept", "reported") and key in seen:
            do = "If it happened twice, say so with --words, so that nobody takes it for a slip."
            found.append(Problem(state.id, f"says twice that {named(seen[key])}", "", do))
        seen.setdefault(key, one)
    return found
