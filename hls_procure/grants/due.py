"""What is due of many grants, by day and kind: payments, conversations, promises, reports, letters and ends.

What is recorded as done is not listed. Of what comes every year only the last one that was missed is: a report of three
years ago is not waited for any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from hls_procure.exchange.ics import Event
from hls_procure.grants.held import Held, anniversaries
from hls_procure.grants.ledger import Entry
from hls_procure.grants.payments import still_open
from hls_procure.grants.phrases import month_ends, one_day, yearly_month
from hls_procure.model.record import record
from hls_procure.model.values import Money, say_date, say_words

#: The kinds in the order in which they stand on one day.
KINDS = {
    "payment": "payment",
    "conversation": "conversation",
    "promise": "promise of ours",
    "report": "report to read",
    "letter": "letter",
    "end": "end",
}
#: What comes every year may be done so many days before its day.
EARLY = 183
#: A conversation so many days before the one about what comes next is taken for it.
EARLY_TALK = 62


@record
class Item:
    """One thing that is due.

    :param uid: the same each time that it is listed. :param ids: the grants that it is for. :param keeper: the role that
        keeps a promise. :param amount: what is still to be paid. :param note: what else to know, as a sentence.
    """

    kind: str
    on: date
    uid: str
    ids: tuple[str, ...]
    title: str
    late: bool = False
    keeper: str = ""
    amount: Money | None = None
    note: str = ""


@record
class Standing:
    """A promise or a report without a day of its own: it holds all the time."""

    kind: str
    title: str
    when: str
    keeper: str
    ids: tuple[str, ...]


@record
class Due:
    """Everything that is due from a day to another, late ones first; who has not said yes; and what holds all the time."""

    on: date
    until: date
    items: tuple[Item, ...]
    waiting: tuple[Item, ...]
    standing: tuple[Standing, ...]


class Lister:
    """Collects what is due, one grant after the other.

    :param everybody: entries of the ledger that hold for every grant.
    """

    def __init__(self, on: date, until: date, everybody: Sequence[Entry] = ()) -> None:
        self.on = on
        self.until = until
        self.everybody = everybody
        self._items: list[Item] = []
        self._waiting: list[Item] = []
        self._promises: dict[tuple[str, date], Item] = {}
        self._standing: dict[tuple[str, str, str, str], list[str]] = {}

    def add(self, one: Held) -> None:
        """Add what is due of one grant."""
        state = one.state
        if state.name == "ended":
            return
        sent = bool(state.letter)
        self._payments(one, sent)
        if not sent:
            self._unsent(one)
            return
        if state.name == "sent" and state.sent_on is not None and state.sent_on <= self.on:
            title = f"Letter {state.letter} to {one.who}: nobody has said yes yet"
            self._waiting.append(Item("letter", state.sent_on, f"{one.id}-yes", (one.id,), title))
        self._conversations(one)
        self._reports(one)
        self._promised(one)
        if one.ends is not None:
            note = "" if one.ends >= self.on else "It is not recorded as ended yet."
            self._place(Item("end", one.ends, f"{one.id}-ends", (one.id,), f"Last day of the grant to {one.who}", note=note))

    def due(self) -> Due:
        """All that was collected, in order."""
        order = list(KINDS)
        items = [*self._items, *self._promises.values()]
        items.sort(key=lambda one: (not one.late, one.on, order.index(one.kind), one.ids, one.uid))
        standing = tuple(
            Standing(kind, title, when, keeper, tuple(ids)) for (kind, title, when, keeper), ids in self._standing.items()
        )
        waiting = tuple(sorted(self._waiting, key=lambda one: (one.on, one.ids)))
        return Due(self.on, self.until, tuple(items), waiting, standing)

    def _place(self, item: Item) -> None:
        if item.on <= self.until:
            self._items.append(self._dated(item))

    def _dated(self, item: Item) -> Item:
        if item.on >= self.on:
            return item
        return Item(item.kind, item.on, item.uid, item.ids, item.title, True, item.keeper, item.amount, item.note)

    def _payments(self, one: Held, sent: bool) -> None:
        said = [] if sent else ["No letter has been sent yet."]
        if sent and one.state.name == "sent":
            said.append("Nobody has said yes yet.")
        for row in still_open(one.payments, one.state.paid):
            if not sent and row.on < self.on:
                continue
            part = [f"{row.left} of {row.amount} is left."] if row.left != row.amount else []
            part += [f"The yearly rise of {one.rise} comes on top."] if one.rises_on(row.on) else []
            note = " ".join([*part, *said])
            title = f"{row.left} to {one.who}"
            self._place(Item("payment", row.on, f"{one.id}-payment-{row.id}", (one.id,), title, amount=row.left, note=note))

    def _unsent(self, one: Held) -> None:
        days = [day for day in (one.starts, *(payment.on for payment in one.payments)) if day is not None]
        if days:
            title = f"No letter to {one.who} has been sent yet"
            note = f"The grant begins on {say_date(one.starts)}." if one.starts else ""
            self._place(Item("letter", min(days), f"{one.id}-letter", (one.id,), title, note=note))

    def _conversations(self, one: Held) -> None:
        spoke = one.state.of("spoke")
        day = one.next_talk
        if day is not None and not any(talk.on >= day - timedelta(days=EARLY_TALK) for talk in spoke):
            self._place(Item("conversation", day, f"{one.id}-next-talk", (one.id,), f"Talk with {one.who} about what comes next"))
        if one.form == "conversation" and one.starts and one.ends:
            month = yearly_month(one.when)
            days = month_ends(month, one.starts, one.ends) if month else anniversaries(one.starts, one.ends)
            for day in self._missing(days, spoke):
                note = f"{one.when[:1].upper()}{one.when[1:]}." if one.when else ""
                title = f"Yearly conversation with {one.who}"
                self._place(Item("conversation", day, f"{one.id}-talk-{day.year}", (one.id,), title, note=note))

    def _reports(self, one: Held) -> None:
        if one.form not in ("own", "shared", "none"):
            return
        what = "their own report" if one.form == "own" else "their shared report"
        what = "the accounts and the report that they publish" if one.form == "none" else what
        month = yearly_month(one.when)
        if not (month and one.starts and one.ends) or one.form == "none":
            if one.runs_on(self.on):
                self._hold("report", f"Read {what}", one.when, "", one.id)
            return
        for day in self._missing(month_ends(month, one.starts, one.ends), one.state.of("reported")):
            title = f"Read {what}: {one.who}"
            note = f"{one.when[:1].upper()}{one.when[1:]}."
            self._place(Item("report", day, f"{one.id}-report-{day.year}", (one.id,), title, note=note))

    def _promised(self, one: Held) -> None:
        if one.runs_on(self.on) and one.feedback and one.every:
            months = "every month" if one.every == 1 else f"every {say_words(one.every)} months"
            self._hold("promise", f"We ask how we are doing as a funder, {one.feedback}", months, "", one.id)
        if one.runs_on(self.on) and one.asks_costs:
            title = "We ask what rising costs do to their work, and say whether we can add to the payments"
            self._hold("promise", title, "once a year", "", one.id)
        for promise in one.promises:
            words, by, keeper = promise.promise or "", promise.by or "", promise.keeper or ""
            month, day = yearly_month(by), one_day(by)
            kept = [e for e in (*self.everybody, *one.state.of("kept")) if e.what == "kept" and e.promise == promise.id]
            if month and one.starts:
                last = one.ends or self.until
                first = one.state.sent_on or one.starts
                days = self._missing(month_ends(month, first, last), kept)
            elif day is not None:
                days = [] if kept else [day]
            else:
                if one.runs_on(self.on):
                    self._hold("promise", words, by, keeper, one.id)
                continue
            for day in days:
                if day <= self.until and one.runs_on(day):
                    self._promise(promise.id, words, by, keeper, day, one.id)

    def _hold(self, kind: str, title: str, when: str, keeper: str, grant: str) -> None:
        """Something that holds all the time."""
        self._standing.setdefault((kind, title, when, keeper), []).append(grant)

    def _promise(self, id: str, words: str, by: str, keeper: str, day: date, grant: str) -> None:
        known = self._promises.get((id, day))
        ids = (*known.ids, grant) if known is not None else (grant,)
        item = Item("promise", day, f"promise-{id}-{day:%Y-%m-%d}", ids, words, keeper=keeper, note=f"{by[:1].upper()}{by[1:]}.")
        self._promises[(id, day)] = self._dated(item)

    def _missing(self, days: Sequence[date], done: Iterable[Entry]) -> list[date]:
        """Of what comes every year: what was not done, from the last one before today on."""
        past = [day for day in days if day < self.on]
        wanted = past[-1:] + [day for day in days if day >= self.on]
        recorded = [one.on for one in done]
        missing = []
        for day in wanted:
            after = next((later for later in days if later > day), None)
            first, last = day - timedelta(days=EARLY), (after - timedelta(days=EARLY) if after else date.max)
            if not any(first <= one < last for one in recorded):
                missing.append(day)
        return missing


def events(due: Due) -> list[Event]:
    """What is due as events of a calendar; who has not said yes has no day of its own and is left out."""
    made = []
    for item in due.items:
        who = ", ".join(item.ids) if len(item.ids) <= 10 else f"{len(item.ids)} grants"
        parts = [KINDS[item.kind].capitalize() + f" ({who}).", item.note, f"Kept by: {item.keeper}." if item.keeper else ""]
        made.append(Event(item.uid, item.on, item.title, " ".join(part for part in parts if part)))
    return made
