"""Reads citations: from the provision of a fact (``PA 2023 ss.45(9), 46(11)``) and from a sentence (``section 46``).

So a test can say whether what a sentence cites is where one of its facts stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from hls_procure.law.facts import DATA
from hls_procure.library.yamlfile import load

Kind = Literal["s", "reg", "art", "Sch"]

_ITEM = r"\d{1,3}(?!\d)[A-Z]{0,2}(?:\([0-9A-Za-z]{1,4}\))*"
_UNITS = r"(?!\s*(?:working |calendar )?(?:days?|weeks?|months?|years?|hours?|%|per cent))"
_MORE = rf"(?:\s*(?:,|and|or|to|-|–)\s*(?:and\s+|or\s+)?(?:{_ITEM}{_UNITS}|(?:\([0-9A-Za-z]{{1,4}}\))+))*"
_LIST = rf"{_ITEM}{_MORE}"
_PLAIN = re.compile(rf"\b(?:((?i:sections?)|ss?\.)|((?i:regulations?)|regs?\.?)|((?i:articles?)|arts?\.?))\s*({_LIST})")
_PARAS = rf"(?i:paragraphs?|paras?\.?)\s+({_LIST})"
_SCHEDULE = re.compile(rf"\b(?:{_PARAS}\s+(?:of|to)\s+)?((?i:schedule)|Sch\.?)\s+(\d+[A-Z]?)(?:,?\s*{_PARAS})?")
_OWN = re.compile(r"\s*,?\s+(?:of|in|to)\s+(?:this|the|your|our|a|that)\s+(?!Act\b|Regulations\b)([A-Za-z]+)")
_OURS = ("specification", "invitation", "agreement", "tender", "form", "document", "schedule", "evaluation", "conditions", "pack")
_TOKEN = re.compile(r"\d+[A-Z]{0,2}|\([0-9A-Za-z]{1,4}\)|to\b|and\b|or\b|[-–,]")
_PARTS = re.compile(r"(\bss?\.|\bregs?\b|\barts?\b|\bSch\b|\bparas?\b|\brows?\b|\bAnnex\b)")
_NUMBERED = re.compile(r"(?:SI|SSI|WSI|SR) \d{4}/\d+")


@dataclass(frozen=True, slots=True)
class Instrument:
    """An Act, a set of regulations or a code: its short name, its title, its SI number and its other names."""

    short: str
    title: str
    called: tuple[str, ...]
    number: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that it is called."""
        return tuple(name for name in (self.short, self.title, self.number, *self.called) if name)


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in the law.

    :param instruments: short names of the instruments that it can belong to; empty where none is named.
    :param subs: subsections, or paragraphs of a schedule; empty where the whole is meant.
    :param start: where it stands in the sentence; :param text: its words there.
    """

    instruments: frozenset[str]
    kind: Kind
    number: str
    subs: frozenset[str] = frozenset()
    start: int = 0
    text: str = ""

    def within(self, other: Citation) -> bool:
        """Whether this citation of a sentence lies within a place where a fact stands."""
        if (self.kind, self.number) != (other.kind, other.number):
            return False
        if self.instruments and other.instruments and not self.instruments & other.instruments:
            return False
        return not self.subs or not other.subs or self.subs <= other.subs


@lru_cache(maxsize=1)
def instruments() -> tuple[Instrument, ...]:
    """Every instrument whose names are known."""
    return tuple(
        Instrument(item["short"], item["title"], tuple(item["called"]), item.get("number") or "")
        for item in load(DATA / "instruments.yaml")["instruments"]
    )


@lru_cache(maxsize=1)
def other_names() -> tuple[str, ...]:
    """Names of law for which there are no facts."""
    return tuple(load(DATA / "instruments.yaml")["others"])


@lru_cache(maxsize=1)
def _by_name() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for instrument in instruments():
        for name in instrument.names:
            found.setdefault(name, set()).add(instrument.short)
    return {name: frozenset(found[name]) for name in sorted(found, key=len, reverse=True)}


def named(text: str) -> frozenset[str]:
    """The short names of the instrument that a name means: the longest known name in it; empty where none is known."""
    for name, shorts in _by_name().items():
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            return shorts
    numbered = _NUMBERED.search(text)
    return frozenset({numbered[0]}) if numbered else frozenset()


@lru_cache(maxsize=1024)
def provision_citations(provision: str) -> tuple[Citation, ...]:
    """Every place that a fact's provision names."""
    found: list[Citation] = []
    for part in re.split(r"; | as amended by | as inserted by ", provision):
        shorts = named(part)
        name = next((n for n, s in _by_name().items() if s == shorts and part.startswith(n)), "")
        if not name and (numbered := _NUMBERED.match(part)):
            name = numbered[0]
        pieces = _PARTS.split(part[len(name) :])
        for word, numbers in zip(pieces[1::2], pieces[2::2], strict=True):
            if word.startswith("para") and found:
                found[-1] = Citation(shorts, "Sch", found[-1].number, frozenset(n for n, _ in _expand(numbers)))
            elif word.rstrip("s.") in ("", "reg", "art", "Sch"):
                kind: Kind = "s" if word.startswith("s") else word.rstrip("s")  # type: ignore[assignment]
                found += [Citation(shorts, kind, number, subs) for number, subs in _expand(numbers)]
    return tuple(found)


def provision_instruments(provision: str) -> frozenset[str]:
    """The short names of every instrument that a provision names."""
    parts = re.split(r"; | as amended by | as inserted by ", provision)
    return frozenset(short for part in parts for short in named(part))


def text_citations(text: str) -> tuple[Citation, ...]:
    """Every place in the law that a sentence cites. References to our own sections and schedules are none."""
    found: list[Citation] = []
    for match in _PLAIN.finditer(text):
        own = _OWN.match(text, match.end())
        if own and own[1].lower() in _OURS:
            continue
        kind: Kind = "s" if match[1] else "reg" if match[2] else "art"
        around = _instrument_around(text, match.start(), match.end())
        found += [Citation(around, kind, n, subs, match.start(), match[0].strip()) for n, subs in _expand(match[4])]
    for match in _SCHEDULE.finditer(text):
        around = _instrument_around(text, match.start(), match.end())
        of_the_law = re.match(r",?\s+(?:to|of)\s+(?:the|that)\s+(?:[A-Z]\w*\s+)*(?:Act|Regulations)\b", text[match.end() :])
        if around or of_the_law or (match[2].startswith("Sch") and not match[2].lower().startswith("schedule")):
            paras = frozenset(n for n, _ in _expand(match[1] or match[4] or ""))
            found.append(Citation(around, "Sch", match[3], paras, match.start(), match[0].strip()))
    return tuple(sorted(found, key=lambda citation: citation.start))


def _instrument_around(text: str, start: int, end: int) -> frozenset[str]:
    """The instrument named right after a citation (``of the Care Act 2014``) or right before it (``PA 2023 s.33``)."""
    after = re.match(r",?\s+(?:of|to|in)\s+(?:the\s+|that\s+)?", text[end:])
    for name, shorts in _by_name().items():
        if after and text.startswith(name, end + after.end()):
            return shorts
        if re.search(rf"(?<!\w){re.escape(name)},?\s*\Z", text[:start]):
            return shorts
    numbered = _NUMBERED.match(text, end + after.end()) if after else None
    return frozenset({numbered[0]}) if numbered else frozenset()


def _expand(numbers: str) -> list[tuple[str, frozenset[str]]]:
    """``45(9), 46(11)`` and ``42A-42B``, one by one, with subsections."""
    items: list[tuple[str, list[str]]] = []
    joined, ranged = True, False
    for token in _TOKEN.findall(numbers):
        if token[0].isdigit():
            between = _between(items[-1][0], token) if ranged and items else []
            items += [(number, []) for number in (*between, token)]
            joined, ranged = True, False
        elif token[0] == "(":
            sub = token[1:-1]
            if items and ((joined and not items[-1][1]) or (not joined and (sub[0].isdigit() or not items[-1][1]))):
                before = items[-1][1][-1] if ranged and items[-1][1] else sub
                items[-1][1].extend((*_between(before, sub), sub) if before != sub else (sub,))
            joined, ranged = True, False
        else:
            joined, ranged = False, token in ("to", "-", "–")
    return [(number, frozenset(subs)) for number, subs in items]


def _between(first: str, last: str) -> list[str]:
    """What lies between two numbers of a range: ``12`` and ``15``, ``20B`` and ``20D``, ``a`` and ``f``."""
    if first.isdigit() and last.isdigit():
        return [str(n) for n in range(int(first) + 1, int(last))]
    if first[:-1] == last[:-1] and first[-1].isalpha() and last[-1].isalpha():
        return [first[:-1] + chr(code) for code in range(ord(first[-1]) + 1, ord(last[-1]))]
    return []
