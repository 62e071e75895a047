"""Grant letters: what a letter asks, threatens and promises, against what it says it is.

Every finding has kinder words beside it: people who have to mend a letter need something to put in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from hls_procure.findings import Finding
from hls_procure.model.values import Money, Percent
from hls_procure.readacross import grant_facts
from hls_procure.readacross.letters import PART, Letter, Said
from hls_procure.readacross.pack import Pack, cut
from hls_procure.readacross.rule import rule
from hls_procure.readacross.scan import Scanner, negated, tokens

Letters: TypeAlias = tuple[Letter, ...]
#: What an hour costs whoever writes a report, in pounds, and how much of a grant reporting may take, as we assume them.
RATE, LIMIT = Money(2800), Percent(Decimal(2))
#: From so many asks a year on, reporting is no longer light.
OFTEN = 6
_LIGHT = re.compile(
    r"\blight(?:ly|-touch)?\b|\bwe trust you\b|\btrust-based\b|\bas little as\b|\bproportionate\b"
    r"|\bsimple report",
    re.IGNORECASE,
)
_USE = re.compile(
    r"\bbecause\b|\bso that\b|\bhelps? us\b|\btells? us\b|\bwe (?:use|read|talk|look|learn|share|tell|pass)\b"
    r"|\breads?\b|\bour [\w ]{3,40}(?:use|read|talk|look|discuss|learn)s?\b|\bwhat we (?:do|learn)\b"
    r"|\bis used\b|\bto (?:learn|understand|plan|show)\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\bunrestricted\b|\bwithout restriction|\byours to use\b"
    r"|\buse (?:it )?(?:as|however) you (?:think|see|judge|like)|\bcore (?:fund|cost|grant)",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:be )?(?:spent|used|applied)\b[^.]{0,30}\b(?:only|solely|exclusively|strictly)\b"
    r"|\bonly (?:be )?(?:spent|used|applied)\b|\b(?:solely|exclusively|strictly) for\b|\battached budget\b"
    r"|\b(?:approved|agreed) budget\b|\bbetween (?:budget )?(?:heading|line)s\b|\bask us before\b"
    r"|\b(?:prior|written)(?: written)? (?:consent|approval|agreement|permission)\b|\bineligible\b",
    re.IGNORECASE,
)
_LAWFUL = re.compile(
    r"\b(?:charit\w+|our|your|own|its) (?:own |charitable )?(?:purposes|objects)\b|\bcharitable\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\brepa(?:y|id)\w*|\bclaw ?back\b|\bpa(?:y|id) back\b|\bmoney back\b"
    r"|\breturn(?:ed)? (?:of )?(?:the|any|all) (?:grant|money|funds?|part)|\brecover (?:the|any|all)\b"
    r"|\brefund\w*|\bcomes? back\b|\breclaim\w*|\bask(?:s|ed)?\b[^.]{0,20}\bback\b",
    re.IGNORECASE,
)
_WIDE = re.compile(
    r"\bnot satisfied\b|\bprogress\b|\bstaff change|\bchange of (?:staff|control)\b"
    r"|\b(?:your )?plans? (?:do|change)|\bat any time\b|\bany reason\b|\bdiscretion\b"
    r"|\bin (?:our|its|the funder[’']s) opinion\b|\bany (?:breach|term|condition)"
    r"|\bfails? to (?:comply|meet|submit|deliver)|\btargets?\b|\boutcomes?\b|\boutputs?\b|\bdisrepute\b"
    r"|\breputation\b|\blate\b|\bunderspen\w+|\bunspent at the end\b",
    re.IGNORECASE,
)
_FEW = re.compile(r"\bonly (?:if|where|when)\b", re.IGNORECASE)
_PROMISE = re.compile(
    r"\b(?:we|somebody|someone|a member of (?:our|the) team) (?:will|shall|aim to|hope to|try to)\b"
    r"|\bwe[’']ll\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\bin due course\b|\bas soon as (?:possible|we can)\b|\bshortly\b|\bfrom time to time\b|\bwhen we can\b"
    r"|\bat some point\b|\bbe in touch\b|\bin the near future\b|\bwhere possible\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"\bsome(?:body|one) will\b|\ba member of (?:our|the) team\b", re.IGNORECASE)
_WHEN = re.compile(
    r"\bwithin\b|\bby \d|\bon \d|\b20\d\d\b"
    r"|\b(?:each|every) (?:year|month|january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\bonce a year\b",
    re.IGNORECASE,
)
_LAW = re.compile(r"\b(?:by|the|charity|under) law\b|\bAct \d{4}\b", re.IGNORECASE)
_LONGER = re.compile(r"\byears? or more\b|\bmulti-year\b|\bseveral years\b", re.IGNORECASE)
_SPENDING = re.compile(r"\bus(?:e|ed)\b|\bspen[dt]\w*|\bbudget\b|\bmoney\b|\bpurposes?\b|\bchanges?\b|\bmoves?\b", re.IGNORECASE)
_COMMITTED = re.compile(
    r"\bwe (?:have )?promised?\b|\bwe (?:have )?commit\w*|\b(?:our|public|published) commitments?\b|\bpledge\w*",
    re.IGNORECASE,
)
_ASKING, _FLEXIBLE = "to ask only for what is used", "to be flexible"
#: What funders publish, and what breaks it: promise, breach, and words that would keep it.
_BROKEN: tuple[tuple[str, re.Pattern[str], re.Pattern[str], str], ...] = tuple(
    (what, re.compile(promised, re.IGNORECASE), re.compile(breach, re.IGNORECASE), kinder)
    for what, promised, breach, kinder in (
        (
            "not to make people wait",
            r"\bwait\b|\bquick(?:ly)?\b|\bprompt(?:ly)?\b|\bdecide within\b|\bin advance\b|\bon time\b",
            r"\bin arrears\b|\b(?:takes|within) (?:[\w ]{0,20})months\b|\bpayment (?:follows|depends|is subject)"
            r"|\bafter (?:our )?(?:review|approval)|\bsubject to (?:our )?(?:approval|satisfactory|receipt)",
            "We pay on the days in this letter, without your asking.",
        ),
        (
            _ASKING,
            r"\bwhat (?:we )?(?:do not|don[’']t|will not|won[’']t) use\b|\b(?:only ask|ask only)\b|\blight\b|\bproportionate\b"
            r"|\brelevant\b",
            r"\b(?:each|every) month\b|\bmonthly\b|\bweekly\b|\b(?:each|every) quarter\b|\bquarterly\b",
            "Once a year, send us what you write for your own trustees; our grants lead reads it and rings you.",
        ),
        (
            _FLEXIBLE,
            r"\bflexib\w+|\bno permission\b|\badapt\b|\byou (?:know|decide)\b",
            r"\b(?:prior|written)(?: written)? (?:consent|approval|permission)\b|\bask us before\b|\bwithout our\b",
            "You decide how to use it. If plans change, change them, and tell us when we next talk.",
        ),
        (
            "to talk first when things are hard",
            r"\btalk first\b|\bopen about (?:risk|failure)|\bconversation first\b|\bstand by you\b",
            r"\b(?:suspend|withhold|terminate|stop)\b[^.]{0,60}\b(?:without notice|immediately|forthwith|at any time)\b",
            "If we are worried, we ring you first, and we agree with you what happens next.",
        ),
    )
)  # fmt: skip


def _asks(pack: Pack, letters: Letters) -> Iterator[Finding]:
    """What a letter asks for: whether it is as light as it says, whether it is used, and what it costs."""
    yield from grant_facts.uses(pack)
    yield from grant_facts.burden(pack)
    for letter in letters:
        often = sum(ask.times for ask in letter.asks)
        light = next((said for said in letter.sentences if _LIGHT.search(said.text)), None)
        if light and often >= OFTEN:
            most = max(letter.asks, key=lambda ask: ask.times)
            message = f"The letter says that it asks for little, and it asks for {often} things a year."
            hint = (
                "Say, for instance: Once a year, send us whatever you wrote for your own trustees; an hour on the telephone does "
                "as well."
            )
            yield pack.finding("RA710", message, most.said.side(often), light.side(), hint)
        yield from _without_use(pack, letter)
        yield from _burden(pack, letter)


def _without_use(pack: Pack, letter: Letter) -> Iterator[Finding]:
    told: set[str] = set()
    for ask in letter.asks:
        said = ask.said
        if ask.kind in ("a talk", "a meeting", "a survey") or said.text in told or _USE.search(f"{said.text} {said.next}"):
            continue
        told.add(said.text)
        asked = cut(ask.words, most=70)
        message = f"The letter asks for this ('{asked}') and does not say who reads it, or what happens because of it."
        hint = (
            "Say, for instance: Our grants lead reads it before ringing you, and our trustees talk about what you learned each "
            "June. If nobody will, leave the ask out."
        )
        yield pack.finding("RA712", message, said.side(), None, hint)


def _burden(pack: Pack, letter: Letter) -> Iterator[Finding]:
    if letter.doc.assembled or letter.amount is None or not letter.asks:
        return
    amount, given = letter.amount
    years = letter.years[0] if letter.years else Decimal(1)
    said = pack.assumed
    rate, limit, counted = said.get("hour", RATE), said.get("limit", LIMIT), said.get("hours")
    hours = Decimal(counted) if counted is not None else sum((ask.yearly for ask in letter.asks), Decimal(0))
    cost = Money(int((hours * years * rate.pence).to_integral_value(ROUND_HALF_UP)))
    if not amount.pence or Decimal(cost.pence) * 100 <= limit.value * amount.pence:
        return
    share = (Decimal(cost.pence) * 100 / amount.pence).quantize(Decimal("0.1"), ROUND_HALF_UP)
    parts = "; ".join(
        f"'{cut(ask.words, most=40)}' {_plain(ask.yearly)} hours{', as we assume' if ask.assumed else ''}" for ask in letter.asks
    )
    enough = f"your limit is {limit}" if "limit" in said else f"we assume that {limit} is enough"
    message = (
        f"What the letter asks for takes some {_plain(hours)} hours a year, which is {share}% of the grant at {rate} an hour "
        f"over {_plain(years)} {'year' if years == 1 else 'years'}; {enough}. "
        + ("The hours are yours." if counted is not None else f"Counted: {parts}.")
    )
    hint = (
        "Ask for less, less often, or for what they write anyway. Say, for instance: You need not write anything for us; once a "
        "year we ring you."
    )
    largest = max(letter.asks, key=lambda ask: ask.yearly)
    yield pack.finding("RA713", message, largest.said.side(float(share)), given.side(str(amount)), hint)


def _totals(pack: Pack, letters: Letters) -> Iterator[Finding]:
    """The payments of a letter and its amount."""
    yield from grant_facts.totals(pack)
    for letter in letters:
        if letter.doc.assembled or letter.amount is None or letter.payments is None or letter.amount[0] == letter.payments[0]:
            continue
        (amount, given), (paid, said) = letter.amount, letter.payments
        gap = Money(abs(amount.pence - paid.pence))
        differ = "is missing" if paid < amount else "too much"
        message = f"The payments make {paid}, and the letter gives {amount}: {gap} {differ}."
        yield pack.finding("RA711", message, said.side(str(paid)), given.side(str(amount)))


def _hidden(pack: Pack, letters: Letters) -> Iterator[Finding]:
    """A restriction in a letter that calls its money unrestricted."""
    for letter in letters:
        free = next((said for said in letter.sentences if _FREE.search(said.text) and not _BOUND.search(said.text)), None)
        if free is None:
            continue
        for said in letter.sentences:
            found = _BOUND.search(said.text)
            if found and _SPENDING.search(said.text) and not _LAWFUL.search(said.text) and not _BACK.search(said.text):
                message = f"The letter says that the money is theirs to use, and takes it back here: '{found[0]}'."
                hint = (
                    "Take the restriction out, or say at the start what is limited and why. Say, for instance: You may move "
                    "money as you judge best; if you want to tell us how you used it, we would like to hear."
                )
                yield pack.finding("RA714", message, said.side(None, found[0]), free.side(), hint)


def _one_year(pack: Pack, letters: Letters) -> Iterator[Finding]:
    """A grant for one year."""
    yield from grant_facts.one_year(pack)
    for letter in letters:
        if letter.doc.assembled or letter.years is None or letter.years[0] > 1:
            continue
        said = letter.years[1]
        habit = next((one for one in letter.sentences if _LONGER.search(one.text)), None)
        message = "The grant is for a year or less" + (", and the funder says that it gives for longer." if habit else ".")
        hint = "If it can be longer, make it longer. If it cannot, say why, and on which day you talk about what comes next."
        yield pack.finding("RA715", message, said.side(float(letter.years[0])), habit.side() if habit else None, hint)


def _words(pack: Pack, letters: Letters) -> Iterator[Finding]:
    """Words that make a gift sound like an order, and words of a contract."""
    if not letters:
        return
    scanner = Scanner(lexicon for lexicon in pack.lexicons if PART in lexicon.parts)
    for letter in letters:
        for said in letter.sentences:
            cut_up = tokens(said.text)
            for hit in scanner.hits(cut_up, scanner.first.intersection(cut_up)):
                right = hit.phrase.right
                lowered = said.text.lower()
                if "negated" in right and negated(cut_up, hit.at):
                    continue
                if "law" in right and (said.line.law or _LAW.search(said.text)):
                    continue
                if any(word in lowered for word in hit.phrase.unless):
                    continue
                message, kinder = f"'{hit.found}': {hit.phrase.why}", f"Say, for instance: {hit.phrase.say}."
                yield pack.finding(hit.lexicon.code, message, said.side(hit.found, hit.found), None, kinder)


def _clawback(pack: Pack, letters: Letters) -> Iterator[Finding]:
    """Reasons to take money back beyond the few that a letter names."""
    for letter in letters:
        about = [said for said in letter.sentences if _BACK.search(said.text)]
        few = next((said for said in about if _FEW.search(said.text) and not _WIDE.search(said.text)), None)
        for said in about:
            found = _WIDE.search(said.text)
            if found:
                message = f"Money can be taken back for a reason as wide as this: '{found[0]}'." + (
                    " The letter names only a few elsewhere." if few else ""
                )
                hint = (
                    "Say, for instance: Money comes back only if it was taken by fraud, if you close, or if it was used outside "
                    "your purposes."
                )
                yield pack.finding("RA717", message, said.side(None, found[0]), few.side() if few else None, hint)


def _promises(pack: Pack, letters: Letters) -> Iterator[Finding]:
    """Promises that nobody keeps, or by no day."""
    yield from grant_facts.promises(pack)
    for letter in letters:
        for said in letter.sentences:
            if not (_PROMISE.search(said.text) or _NOBODY.search(said.text)):
                continue
            vague = _VAGUE.search(said.text) or _NOBODY.search(said.text)
            if vague and not (_WHEN.search(said.text) and not _NOBODY.search(said.text)):
                message = f"The funder promises this by no day and for nobody to keep: '{vague[0]}'."
                hint = "Say who keeps it, and by when. For instance: Our grants lead answers within five working days."
                yield pack.finding("RA718", message, said.side(None, vague[0]), None, hint)


def _broken(pack: Pack, letters: Letters) -> Iterator[Finding]:
    """Conditions that break what the funder has promised, in the letter or in another paper that lies beside it."""
    if not letters:
        return
    beside = [Letter(doc) for doc in pack.documents.values() if doc.part == "other"]
    promised = [said for letter in (*letters, *beside) for said in letter.sentences if _COMMITTED.search(said.text)]
    for letter in letters:
        asking = {ask.said.text for ask in letter.asks}
        for said in letter.sentences:
            yield from _breaks(pack, said, promised, asks=said.text in asking)


def _breaks(pack: Pack, said: Said, promised: list[Said], *, asks: bool) -> Iterator[Finding]:
    if _COMMITTED.search(said.text):
        return
    for what, promise, breach, kinder in _BROKEN:
        if (what == _ASKING and not asks) or (what == _FLEXIBLE and not _SPENDING.search(said.text)):
            continue
        found = breach.search(said.text)
        source = next((one for one in promised if promise.search(one.text)), None) if found else None
        if found and source:
            message = f"The funder has promised {what}, and the letter says '{found[0]}'."
            yield pack.finding("RA719", message, said.side(None, found[0]), source.side(), f"Say, for instance: {kinder}")


def _plain(number: Decimal) -> str:
    return f"{number.quantize(Decimal('0.1')).normalize():f}"


@rule("RA710", "RA711", "RA712", "RA713", "RA714", "RA715", "RA716", "RA717", "RA718", "RA719", "RA730")
def grants(pack: Pack) -> Iterator[Finding]:
    """Everything about grants; the letters are read once."""
    letters = tuple(Letter(doc) for doc in pack.documents.values() if doc.part == PART)
    for check in (_asks, _totals, _hidden, _one_year, _words, _clawback, _promises, _broken):
        yield from check(pack, letters)


RULES = (grants,)
