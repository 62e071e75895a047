"""The file of facts: written once for a person to confirm, then read strictly, with the line of everything that is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.findings import Side
from hls_procure.foreign.agreed import Agreed, Criterion, Fact, LotFact, otherwise
from hls_procure.foreign.parts import PARTS, Guess
from hls_procure.foreign.told import COVER_WORDS, INSURANCE, KINDS, Kind, Value, kind_of, say
from hls_procure.foreign.weights import slug
from hls_procure.library.yamlfile import Map, Seq, parse
from hls_procure.model.values import Money, Percent, parse_date
from hls_procure.readacross.letters import PART as LETTER
from hls_procure.readacross.rules.grants import LIMIT, RATE

FORMAT = "1"
_HEAD = """\
# The facts of this pack, as they were read in its files. Nobody has confirmed them yet.
# Look at each one. If it is right, write  confirmed: yes . If it is wrong, correct the value and write  confirmed: yes .
# If the pack has no such fact, leave the value empty and write  confirmed: yes . Lines that begin with # are for you to read.
# Then run the same command again: what is confirmed counts, and a file that says otherwise is an error.
"""
_KEYS: dict[str, tuple[str, ...]] = {
    "files": ("name", "part", "confirmed"),
    "facts": ("fact", "value", "confirmed"),
    "criteria": ("ref", "name", "of", "weight", "confirmed"),
    "lots": ("lot", "name", "value", "confirmed"),
    "links": ("requirement", "question", "confirmed"),
    "reporting": ("assumed", "value", "confirmed"),
}
#: What the cost of reporting in a grant letter rests on: what each is, and how it is written.
_ASSUMED: dict[str, tuple[str, Callable[[str], Any]]] = {
    "hour": ("what an hour costs whoever writes a report", lambda raw: _cost(raw)),
    "limit": ("how much of a grant reporting may take", Percent.parse),
    "hours": ("hours a year that all of it takes; while it is empty they are counted in the letter", lambda raw: _hours(raw)),
}
_LENGTH = re.compile(r"(\d{1,3})\s*(years?|months?)?\Z", re.IGNORECASE)


def write(found: Agreed) -> str:
    """The text of a file of facts."""
    lines = [_HEAD, f"format: {FORMAT}", "", "# What each file is: " + ", ".join(PARTS), "files:"]
    for name, guess in found.parts.items():
        lines += [
            f"  - name: {_quoted(name)}",
            f"    part: {guess.part}",
            "    confirmed: no",
            f"    # {guess.sure}: {guess.why}",
        ]
    lines += ["", "facts:"]
    order = [id for id in KINDS if id in found.facts] + sorted(id for id in found.facts if id not in KINDS)
    for id in order:
        lines += _fact(found.facts[id])
    if found.criteria:
        lines += ["", "# Criteria, and the questions of each with the share of the whole that they weigh.", "criteria:"]
        for one in found.criteria:
            lines += [f"  - name: {_quoted(one.name)}"]
            lines += [f"    ref: {_quoted(one.ref)}"] if one.ref else []
            lines += [f"    of: {_quoted(one.parent)}"] if one.parent else []
            lines += [
                f"    weight: {one.weight if one.weight is not None else ''}",
                "    confirmed: no",
                f"    # {_place(one.side)}",
            ]
    if found.lots:
        lines += ["", "lots:"]
        for lot in found.lots.values():
            lines += [f"  - lot: {_quoted(lot.number)}", f"    name: {_quoted(lot.name)}"]
            lines += [f"    value: {_quoted(str(lot.value))}"] if lot.value else []
            lines += ["    confirmed: no", f"    # {_place(lot.side)}"]
    if any(one.part == LETTER for one in found.parts.values()):
        lines += ["", "# What the cost of reporting is worked out with, for grant letters.", "reporting:"]
        for id, (words, _) in _ASSUMED.items():
            value = {"hour": str(RATE), "limit": str(LIMIT)}.get(id, "")
            lines += [f"  - assumed: {id}    # {words}", f"    value: {value}", "    confirmed: no"]
    suggested = [one for one in found.matches if one.best]
    if suggested:
        lines += [
            "",
            "# Which question tests which requirement. A suggestion counts for nothing until it is confirmed.",
            "links:",
        ]
        for match in suggested:
            key = match.best[0][0]
            why = "the number says so" if match.by == "number" else f"likeness {match.best[0][1]}"
            also = ", ".join(f"{other} {score}" for other, score in match.best[1:])
            lines += [f"  - requirement: {_quoted(match.wanted.id or match.wanted.side.where)}", f"    question: {_quoted(key)}"]
            lines += [
                "    confirmed: no",
                f"    # {_short(match.wanted.text)}",
                f"    # {why}{f'; then: {also}' if also else ''}",
            ]
    return "\n".join(lines) + "\n"


def _fact(fact: Fact) -> Iterator[str]:
    kind = kind_of(fact.kind)
    yield f"  - fact: {_quoted(fact.kind)}    # {kind.words}"
    yield f"    value: {_quoted(say(kind, fact.value)) if fact.value is not None else ''}"
    yield "    confirmed: no"
    if fact.source is not None:
        yield f"    # {_place(fact.source.side)}{_vat(fact.source.vat)}"
    for other in fact.others[:6]:
        yield f"    # OTHERWISE {say(kind, other.value)}: {_place(other.side)}{_vat(other.vat)}"


def _vat(said: str) -> str:
    return f" ({said} VAT)" if said else ""


def _place(side: Side) -> str:
    return f"{side.document}, {_short(side.where)}: “{_short(side.quote)}”"


def _short(text: str) -> str:
    text = "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
    return text if len(text) <= 110 else f"{text[:107]}…"


def _quoted(text: str) -> str:
    """A text as YAML takes it: bare where it is plain, in quotes otherwise."""
    if (
        re.fullmatch(r"[A-Za-z0-9£][\w £,’().&/-]*", text)
        and not text.endswith(" ")
        and text.lower() not in ("yes", "no", "null", "true")
    ):
        return text
    return json.dumps("".join(c if c.isprintable() else " " for c in text), ensure_ascii=False)


def read(text: str, name: str, found: Agreed) -> Agreed:
    """What counts once a person has gone through the file of facts.

    :param found: what the files tell. :raises InputError: every problem of the file at once, each with its line.
    """
    data = parse(text, name)
    reader = _Reader(name, found)
    made = reader.all(data)
    if reader.problems:
        raise InputError(reader.problems)
    return made


class _Reader:
    """Takes a file of facts apart and keeps every problem."""

    def __init__(self, name: str, found: Agreed) -> None:
        self.name, self.found = name, found
        self.problems: list[Problem] = []

    def say(self, row: Any, key: str, what: str, why: str = "", do: str = "") -> None:
        """One problem with its line."""
        places = getattr(row, "places", {})
        line = places[key].line if isinstance(places, Mapping) and key in places else getattr(row, "line", 1)
        self.problems.append(Problem(f"{self.name}:{line}", what, why, do))

    def all(self, data: Map) -> Agreed:
        """The whole file."""
        if str(data.get("format")) != FORMAT:
            self.say(
                data, "format", f"is no file of facts in format {FORMAT}", "", "Write a new one: name a file that does not exist."
            )
            return self.found
        for key in data:
            if key != "format" and key not in _KEYS:
                self.say(data, key, f"has an unknown name '{key}'", nearest(key, _KEYS), f"There are: {', '.join(_KEYS)}.")
        made = Agreed(dict(self.found.parts), dict(self.found.facts), told=self.found.told, name=self.name)
        made.matches = self.found.matches
        made.confirmed_parts = frozenset(self._parts(data, made))
        self._facts(data, made)
        made.criteria = self._criteria(data)
        made.lots = self._lots(data)
        made.links = self._links(data, made)
        made.assumed = self._assumed(data)
        return made

    def rows(self, data: Map, key: str) -> Iterator[tuple[Map, bool]]:
        """The rows of a list that have only known names, each with whether it is confirmed."""
        rows = data.get(key)
        if rows is not None and not isinstance(rows, Seq):
            self.say(data, key, f"has {key} as one value, and it is a list")
            return
        for row in rows or ():
            if not isinstance(row, Map):
                self.say(data, key, f"has a line in {key} that is no set of named values")
                continue
            known = _KEYS[key]
            for name, value in row.items():
                if name not in known:
                    self.say(
                        row,
                        name,
                        f"has an unknown name '{name}' in {key}",
                        nearest(name, known),
                        f"There are: {', '.join(known)}.",
                    )
                elif isinstance(value, (Map, Seq)):
                    self.say(row, name, f"has several values for '{name}', and it is one")
            if any(isinstance(value, (Map, Seq)) for value in row.values()):
                continue
            said = (row.get("confirmed") or "no").strip().lower()
            if said not in ("yes", "no"):
                self.say(row, "confirmed", f"has '{row['confirmed']}' for confirmed", "", "Write yes or no.")
            yield row, said == "yes"

    def _parts(self, data: Map, made: Agreed) -> Iterator[str]:
        for row, confirmed in self.rows(data, "files"):
            name, part = row.get("name") or "", row.get("part") or ""
            if name not in made.parts:
                self.say(row, "name", f"names the file '{name}', which is not among those to check", nearest(name, made.parts),
                         "Check the name, or take the line out.")  # fmt: skip
            elif part not in PARTS:
                self.say(row, "part", f"has the part '{part}'", nearest(part, PARTS), f"There are: {', '.join(PARTS)}.")
            elif confirmed:
                made.parts[name] = Guess(part, "sure", f"confirmed in {self.name}")
                yield name

    def _facts(self, data: Map, made: Agreed) -> None:
        seen: set[str] = set()
        for row, confirmed in self.rows(data, "facts"):
            id = row.get("fact") or ""
            if id not in KINDS and id.removeprefix(INSURANCE) not in COVER_WORDS:
                known_ids = (*KINDS, *(INSURANCE + cover for cover in COVER_WORDS))
                self.say(
                    row, "fact", f"has an unknown fact '{id}'", nearest(id, known_ids), f"There are: {', '.join(known_ids)}."
                )
                continue
            if id in seen:
                self.say(row, "fact", f"has '{id}' twice", "", "Take one of the two out.")
            seen.add(id)
            kind = kind_of(id)
            try:
                value = _value(kind, row.get("value"))
            except ValueError as error:
                self.say(row, "value", f"{id}: {error}")
                continue
            known = made.facts.get(id)
            if not confirmed:
                if known is not None and value != known.value:
                    self.say(row, "value", f"{id} has another value than the files, and is not confirmed", "",
                             "Write  confirmed: yes , or the value of the files.")  # fmt: skip
                continue
            every = self.found.told.get(id, [])
            first = known.source if known is not None else None
            source = (
                first if first is not None and first.value == value else next((one for one in every if one.value == value), None)
            )
            side = (
                source.side if source else Side(self.name, f"line {self._line(row, 'value')}", say(kind, value) if value else "")
            )
            others = otherwise(every, value, source) if value is not None else ()
            made.facts[id] = Fact(id, value, source, others, True, side)

    def _line(self, row: Map, key: str) -> int:
        return row.places[key].line if key in row.places else row.line

    def _criteria(self, data: Map) -> list[Criterion]:
        if "criteria" not in data:
            return list(self.found.criteria)
        known = {one.key: one for one in self.found.criteria}
        made = []
        for row, confirmed in self.rows(data, "criteria"):
            name, ref = (row.get("name") or "").strip(), (row.get("ref") or "").strip()
            if not name:
                self.say(row, "name", "has a criterion without a name")
                continue
            try:
                weight = Percent.parse(row["weight"]) if row.get("weight") else None
            except ValueError as error:
                self.say(row, "weight", f"{name}: {error}")
                continue
            one = known.get(ref or slug(name))
            side = Side(self.name, f"line {self._line(row, 'weight')}", f"{ref} {name} {weight or ''}".strip())
            if one is not None and one.weight == weight:
                side = one.side
            made.append(Criterion(ref, name, weight, (row.get("of") or "").strip(), side, confirmed))
        names = {slug(one.name) for one in made}
        for one in made:
            if one.parent and slug(one.parent) not in names:
                what = f"has the question '{one.shown}' of '{one.parent}', and there is no such criterion"
                self.problems.append(Problem(self.name, what,
                                             nearest(one.parent, [other.name for other in made])))  # fmt: skip
        return made

    def _assumed(self, data: Map) -> dict[str, Any]:
        """What a person has said of the cost of reporting; an empty value leaves it to us."""
        made: dict[str, Any] = {}
        for row, confirmed in self.rows(data, "reporting"):
            id, raw = row.get("assumed") or "", (row.get("value") or "").strip()
            if id not in _ASSUMED:
                why = nearest(id, _ASSUMED)
                self.say(row, "assumed", f"has an unknown assumption '{id}'", why, f"There are: {', '.join(_ASSUMED)}.")
                continue
            if id in made:
                self.say(row, "assumed", f"has '{id}' twice", "", "Take one of the two out.")
            try:
                value = _ASSUMED[id][1](raw) if raw else None
            except ValueError as error:
                self.say(row, "value", f"{id}: {error}")
                continue
            if confirmed and value is not None:
                made[id] = value
        return made

    def _lots(self, data: Map) -> dict[str, LotFact]:
        if "lots" not in data:
            return dict(self.found.lots)
        made: dict[str, LotFact] = {}
        for row, confirmed in self.rows(data, "lots"):
            number = (row.get("lot") or "").strip().upper()
            if not number or number in made:
                self.say(row, "lot", f"has the lot '{number}' twice" if number else "has a lot without its number")
                continue
            try:
                value = Money.parse(row["value"]) if row.get("value") else None
            except ValueError as error:
                self.say(row, "value", f"lot {number}: {error}")
                continue
            known = self.found.lots.get(number)
            same = known is not None and known.value == value and known.name == (row.get("name") or "")
            side = known.side if known is not None and same else Side(self.name, f"line {row.line}", row.get("name") or "")
            made[number] = LotFact(number, (row.get("name") or "").strip(), value, side, confirmed)
        return made

    def _links(self, data: Map, made: Agreed) -> dict[str, str]:
        keys = {one.key for one in made.criteria}
        wanted = {match.wanted.id or match.wanted.side.where for match in made.matches}
        links: dict[str, str] = {}
        for row, confirmed in self.rows(data, "links"):
            requirement, question = row.get("requirement") or "", row.get("question") or ""
            if requirement not in wanted:
                self.say(
                    row, "requirement", f"has the requirement '{requirement}', which no file has", nearest(requirement, wanted)
                )
            elif question not in keys:
                self.say(
                    row, "question", f"has the question '{question}', which is not among the criteria", nearest(question, keys)
                )
            elif confirmed:
                links[requirement] = question
        return links


def _value(kind: Kind, raw: str | None) -> Value | None:
    """The typed value of a fact. :raises ValueError: with words for a person."""
    if raw is None or not raw.strip():
        return None
    return _PARSERS[kind.type](raw.strip())


def _length(raw: str) -> Value:
    found = _LENGTH.match(raw)
    if found is None:
        raise ValueError(f"'{raw}' is no length of time; write it like 3 years or 18 months")
    return int(found[1]) * (1 if (found[2] or "years").lower().startswith("month") else 12)


def _days(raw: str) -> Value:
    found = re.match(r"(\d{1,4})(?:\s*(day|week|month)s?)?\Z", raw, re.IGNORECASE)
    if found is None:
        raise ValueError(f"'{raw}' is no number of days; write it like 30 days")
    return int(found[1])


def _number(raw: str) -> Value:
    try:
        value = Decimal(raw)
    except InvalidOperation:
        raise ValueError(f"'{raw}' is not a number") from None
    return int(value) if value == value.to_integral_value() else value


def _cost(raw: str) -> Money:
    """What an hour costs. :raises ValueError: it is no sum, or less than none."""
    value = Money.parse(raw)
    if value.pence < 0:
        raise ValueError(f"'{raw}' is less than nothing; write it like £28")
    return value


def _hours(raw: str) -> Value:
    """Hours a year. :raises ValueError: it is no number, or less than none."""
    value = _number(raw)
    if not isinstance(value, (int, Decimal)) or not Decimal(value).is_finite() or value < 0:
        raise ValueError(f"'{raw}' is no number of hours; write it like 12")
    return value


def _time(raw: str) -> Value:
    from hls_procure.foreign.moments import hour

    if re.fullmatch(r"\d{2}:\d{2}", raw):
        return raw
    found = hour(raw)
    if found is None:
        raise ValueError(f"'{raw}' is no hour; write it like 12:00 or 12 noon")
    return found[0]


_PARSERS: dict[str, Callable[[str], Value]] = {
    "date": parse_date,
    "money": Money.parse,
    "months": _length,
    "days": _days,
    "number": _number,
    "time": _time,
    "words": lambda raw: raw,
    "period": lambda raw: " ".join(raw.split()),
}
