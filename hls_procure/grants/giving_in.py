"""Grants that somebody publishes as 360Giving become rows. What has no place here is counted by field, and nothing is guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from hls_procure.errors import Problem
from hls_procure.exchange.giving import BASES, CHARITIES, MONTHS, REPORTS, own_id
from hls_procure.exchange.giving_heads import ALONE, GROUPS
from hls_procure.grants.giving_json import leaves
from hls_procure.grants.giving_values import as_date, as_months, as_sum, as_text
from hls_procure.grants.numbers import wrong
from hls_procure.grants.row import Row
from hls_procure.model.codes import Register, register_number
from hls_procure.model.derived import last_day
from hls_procure.model.record import record

PREFIX = "360G-"
#: How the id of the example row begins, which no grant has.
EXAMPLE = "example"
MOST_YEARS = 99
Path = tuple[str | int, ...]
_ADDRESS = ("streetAddress", "addressLocality", "addressRegion", "postalCode", "addressCountry")
_WHY = {
    "disbursementTransaction": "payments that were made; write them down with: hls-procure grant record DIR ID paid",
    "amountDisbursed": "what was paid so far; write it down with: hls-procure grant record DIR ID paid",
    "fundingOrganization": "the funder is that of the folder",
    "plannedDates/duration": "no whole number of years",
    "plannedDates/endDate": "not the last day of whole years",
    "recipientOrganization/id": "ids that a publisher gave itself, of no register that is known here",
}
_NO_PLACE = "has no place here"


@record
class Giver:
    """Whose folder it is: the funder's name, number and 360Giving prefix, as far as they are known."""

    name: str = ""
    number: str = ""
    prefix: str = ""


@record
class Dropped:
    """What was not taken. :param field: of the standard, or a head. :param count: in how many grants. :param words: why."""

    field: str
    count: int
    words: str


class Read(NamedTuple):
    """What was read: the rows, what is wrong with each grant that is not among them, and what was not taken."""

    rows: list[Row]
    problems: list[Problem]
    dropped: list[Dropped]


def rows_of(data: Any, source: str = "360giving.json", funder: Giver | None = None, places: Sequence[str] = ()) -> Read:
    """The rows of a package of 360Giving, or of a list of its grants, as :func:`parse_json` reads it.

    Ids are those of the grants without the funder's prefix.

    :param source: how the file is called in messages. :param funder: whose folder it is; grants of somebody else are problems.
    :param places: where each grant stands, where that is not its number in the file.
    """
    about = {key: value for key, value in data.items() if key != "grants"} if isinstance(data, Mapping) else {}
    grants = data.get("grants") if isinstance(data, Mapping) else data
    if not isinstance(grants, list):
        why = "A file of 360Giving is a list of grants, or has one under 'grants'."
        return Read([], [Problem(source, "holds no list of grants", why, "Ask for a new copy.")], [])
    reading = _Reading(source, funder or Giver())
    for number, grant in enumerate(grants):
        reading.take(grant, places[number] if number < len(places) else f"{source}, grant {number + 1}")
    for name in about:
        reading.dropped[str(name)[:80], "said of the file as a whole"] += 1
    return reading.done()


class _Reading:
    """One file being read."""

    def __init__(self, source: str, funder: Giver) -> None:
        self.source, self.funder = source, funder
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.dropped: Counter[tuple[str, str]] = Counter()
        self._seen: dict[str, str] = {}
        prefix = funder.prefix.strip()
        self.prefix = prefix if not prefix or prefix.startswith(PREFIX) else f"{PREFIX}{prefix}"

    def take(self, grant: Any, where: str) -> None:
        """One grant: a row, or problems that say why not."""
        if not isinstance(grant, Mapping):
            self.problems.append(Problem(where, "is no record, and a grant is one", do="Ask for a new copy."))
            return
        one = _Grant(self, grant, where)
        row = one.row()
        self.problems += one.problems
        if one.problems or row is None:
            return
        key = row.id.lower()
        if key in self._seen:
            said = f"has the id {row.id}, which {self._seen[key]} has, too"
            self.problems.append(Problem(where, said, "An id stands for one grant.", "Take one of the two out."))
            return
        self._seen[key] = where
        self.rows.append(row)
        self.dropped.update(set(one.lost()))

    def done(self) -> Read:
        """Everything, with what was not taken in the order of its names."""
        made = [Dropped(field, count, words) for (field, words), count in sorted(self.dropped.items())]
        return Read(self.rows, self.problems, made)


class _Grant:
    """One grant: values are taken out of it one by one, and what is left in the end is what has no place."""

    def __init__(self, reading: _Reading, grant: Mapping[str, Any], where: str) -> None:
        self.reading, self.where = reading, where
        self.problems: list[Problem] = []
        self.noted: list[tuple[str, str]] = []
        self.left: dict[Path, Any] = {}
        for path, value in leaves(dict(grant)):
            if len(path) > 1 and path[0] in GROUPS and path[0] not in ALONE and not isinstance(path[1], int):
                path = (path[0], 0, *path[1:])
            if value is not None and not (isinstance(value, str) and not value.strip()):
                self.left[path] = value

    def row(self) -> Row | None:
        """The row, or None where the problems say why there is none."""
        id = self._id()
        if any(path[0] == "recipientIndividual" for path in self.left):
            why = "The letters and records here are for organisations, and a person's name is not taken in."
            self._say(f"{id or 'this grant'} goes to a person", why, "Take it out of the file.")
            return None
        for needed in (("recipientOrganization", 0, "name"), ("amountAwarded",), ("awardDate",)):
            if needed not in self.left:
                self._say(
                    f"{id or 'this grant'} has no {_named(needed)}", "A grant cannot do without it.", "Write it into the file."
                )
        self._currency("currency")
        name = self._text("recipientOrganization", 0, "name")
        basis, said = self._code("fundingType", BASES)
        form, _ = self._code("classifications", REPORTS)
        amount = self._sum("amountAwarded")
        decided = self._date("awardDate")
        number, charity = self._number(name)
        starts, years = self._dates()
        title = self._text("title")
        tree = {
            "project": {"title": "" if title == f"{said[:1].upper()}{said[1:]}: {name}" else title},
            "recipient": {
                "name": name,
                "number": number,
                "is_charity": "yes" if charity else "",
                "address": ", ".join(part for key in _ADDRESS if (part := self._text("recipientOrganization", 0, key))),
            },
            "grant": {
                "id": id,
                "programme": self._text("grantProgramme", 0, "title"),
                "basis": basis,
                "purpose": self._text("description"),
                "amount": amount,
                "starts": starts,
                "years": years,
                "payments": self._payments(),
                "decision": {"on": decided},
                "reporting": {"form": form},
            },
        }
        self._giver()
        return Row(id, self.where, _kept(tree)) if id else None

    def lost(self) -> list[tuple[str, str]]:
        """What was not taken: each field with the reason."""
        made = list(self.noted)
        for path in self.left:
            field = "/".join(str(step)[:80] for step in path if not isinstance(step, int))
            later = path[0] in GROUPS and path[1:2] not in ((), (0,)) and not str(path[0]).endswith("Transaction")
            reason = _WHY.get(field) or _WHY.get(str(path[0])) or _NO_PLACE
            made.append((f"{field} (of a second one)" if later and reason == _NO_PLACE else field, reason))
        return made

    def _say(self, what: str, why: str = "", do: str = "") -> None:
        self.problems.append(Problem(self.where, what, why, do))

    def _text(self, *path: str | int) -> str:
        if path not in self.left:
            return ""
        text, notes = as_text(self.left.pop(path))
        if text is None:
            self._say(f"has {_named(path)} as something else than words", do="Write it as text.")
            return ""
        self.noted += [(_named(path), note) for note in notes]
        return text

    def _sum(self, *path: str | int) -> str:
        if path not in self.left:
            return ""
        try:
            return as_sum(self.left.pop(path))
        except ValueError as error:
            self._say(f"{_named(path)}: {error}")
            return ""

    def _date(self, *path: str | int, whole: bool = True) -> str:
        """A day as text. :param whole: whether something else than a whole day is a problem; else it is left."""
        if path not in self.left:
            return ""
        try:
            day, note = as_date(self.left[path])
        except ValueError as error:
            if whole:
                del self.left[path]
                self._say(f"{_named(path)}: {error}")
            return ""
        del self.left[path]
        self.noted += [(_named(path), note)] if note else []
        return day

    def _id(self) -> str:
        whole = self._text("id")
        if not whole:
            self._say("has no id", "A grant is known by it for good.", "Give it one: the prefix of the funder, and a number.")
            return ""
        prefix = self.reading.prefix
        own = whole.removeprefix(f"{prefix}-") if prefix else whole
        made = re.sub(r"[^A-Za-z0-9]+", "-", own).strip("-")
        if made != own:
            self.noted.append(("id", "signs other than letters, figures and single hyphens; a hyphen stands for them"))
        fault = "marks the row that shows how it is done" if made.lower().startswith(EXAMPLE) else wrong(made)
        if fault:
            self._say(f"has the id '{own[:80]}', which {fault}", do="Give it a number of yours, such as G-0001.")
            return ""
        return made

    def _currency(self, *path: str | int) -> None:
        said = self._text(*path)
        if said.upper() not in ("GBP", ""):
            self._say(f"is in {said[:20]}, and sums here are in pounds", do="Take it out of the file.")
        elif not said:
            self._say(f"has no {_named(path)}", "Whether its sums are in pounds is not guessed.", "Write GBP if they are.")

    def _code(self, group: str, vocabulary: str) -> tuple[str, str]:
        """The code that comes from a list of ours, and its words."""
        for path in [
            path for path, value in self.left.items() if path[0] == group and path[-1] == "vocabulary" and value == vocabulary
        ]:
            del self.left[path]
            return self._text(*path[:-1], "code"), self._text(*path[:-1], "title")
        return "", "grant"

    def _number(self, name: str) -> tuple[str, bool]:
        """The number in a register, and whether it is known to be a charity."""
        start = ("recipientOrganization", 0)
        said = self.left.get((*start, "id"))
        id = said.strip() if isinstance(said, str) else ""
        found = register_number(id)
        own = [own_id(prefix, name) for prefix in {self.reading.prefix, _guessed(self.left, id)} if prefix]
        if found is not None or id in own:
            self._text(*start, "id")
        charity = False
        for key, words in (("charityNumber", "charity number"), ("companyNumber", "company number")):
            text, _ = as_text(self.left.get((*start, key)))
            one = register_number(f"{words} {text}") if text else None
            charity = charity or (key == "charityNumber" and one is not None)
            if one is None or (found is not None and one != found):
                continue
            found = one
            del self.left[(*start, key)]
        return (found.party if found else ""), charity or _is_charity(found)

    def _dates(self) -> tuple[str, str]:
        """First day and whole years."""
        start = ("plannedDates", 0)
        first = self._date(*start, "startDate", whole=False)
        months = as_months(self.left.get((*start, "duration")))
        years = months // MONTHS if months and months % MONTHS == 0 and months // MONTHS <= MOST_YEARS else 0
        if years:
            del self.left[(*start, "duration")]
        try:
            last, _ = as_date(self.left.get((*start, "endDate")))
        except ValueError:
            last = ""
        if first and last:
            begins, ends = date.fromisoformat(first), date.fromisoformat(last)
            if not years and months is None:
                years = next((n for n in (ends.year - begins.year, ends.year - begins.year + 1) if _whole(begins, n, ends)), 0)
            if years and _whole(begins, years, ends):
                del self.left[(*start, "endDate")]
        return first, str(years) if years else ""

    def _payments(self) -> list[dict[str, str]]:
        """The planned payments, in the file's order."""
        made, used = [], set()
        for number in sorted(
            {at for path in self.left if path[0] == "commitmentTransaction" for at in path[1:2] if isinstance(at, int)}
        ):
            at = ("commitmentTransaction", number)
            self._currency(*at, "currency")
            said = self._text(*at, "id")
            id = re.sub(r"[^a-z0-9]+", "-", said.lower()).strip("-") or f"payment-{number + 1}"
            if said and id != said:
                self.noted.append(
                    ("commitmentTransaction/id", "signs that an id of a payment cannot have here; hyphens stand for them")
                )
            while id in used:
                id = f"{id}-2"
            used.add(id)
            made.append(_kept({"id": id, "on": self._date(*at, "transactionDate"), "amount": self._sum(*at, "value")}))
        return made

    def _giver(self) -> None:
        """Hold who gave it against whose folder it is."""
        start, giver = ("fundingOrganization", 0), self.reading.funder
        name, id = (str(self.left.get((*start, key)) or "").strip() for key in ("name", "id"))
        known, theirs = register_number(giver.number), register_number(id)
        if known and theirs and known != theirs:
            why = f"This folder belongs to {giver.name or known.party}."
            self._say(f"was given by {name[:200] or id[:80]}", why, "Take it out of the file, or keep a folder for each funder.")
            return
        same = bool(known and theirs) or (bool(giver.prefix) and id == own_id(self.reading.prefix, giver.name, "funder"))
        if same or (name and name.casefold() == giver.name.strip().casefold()):
            taken = ["id"] + ["name"] * (name.casefold() == giver.name.strip().casefold())
            for key in (*taken, "charityNumber", "companyNumber"):
                self.left.pop((*start, key), None)


def _named(path: Sequence[str | int]) -> str:
    return "/".join(str(step)[:80] for step in path if not isinstance(step, int))


def _whole(begins: date, years: int, ends: date) -> bool:
    return 0 < years <= MOST_YEARS and last_day(begins, years) == ends


def _is_charity(found: Register | None) -> bool:
    return found is not None and found.scheme in CHARITIES


def _guessed(left: Mapping[Path, Any], id: str) -> str:
    """The prefix that an id of a publisher's own begins with."""
    return id.partition("-org-")[0] if id.startswith(PREFIX) and "-org-" in id else ""


def _kept(tree: Mapping[str, Any]) -> dict[str, Any]:
    """A tree without what is empty."""
    made = {key: _kept(value) if isinstance(value, Mapping) else value for key, value in tree.items()}
    return {key: value for key, value in made.items() if value not in ("", {}, [])}
