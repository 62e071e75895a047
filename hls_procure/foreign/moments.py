"""Days and hours as people write them, and what the words around them say that they are the day of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from hls_procure.foreign.told import Sure, Told
from hls_procure.foreign.units import Unit
from hls_procure.model.values import MONTHS

_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if len(month) > 3 else month for month in MONTHS)
_DAY = re.compile(
    rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m>{_MONTH}|Sept)\.?,?\s+(?P<y>\d{{4}})\b"
    r"|\b(?P<iso>\d{4}-\d{2}-\d{2})(?:T[\d:]+)?\b|\b(?P<sd>\d{1,2})[/.](?P<sm>\d{1,2})[/.](?P<sy>\d{4})\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\b(?:to|until|and|–|-)\s*$")
_HOUR = re.compile(r"\b(?:(12 )?(noon|midday|midnight)|(\d{1,2})[:.](\d{2})\s?(am|pm)?"
                   r"|(\d{1,2})\s?(am|pm))\b|\b(\d{2})(\d{2})\s?(?:hours|hrs)\b",
                   re.IGNORECASE)  # fmt: skip
_QUESTION = r"clarification|question|queries|query"
#: What a label has to say to be a day of a kind, what it must not say; the first that fits counts.
LABELS: tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...] = tuple(
    (kind, re.compile(yes, re.IGNORECASE), re.compile(no, re.IGNORECASE) if no else None)
    for kind, yes, no in (
        ("questions", rf"(?:{_QUESTION})[^.;]*(?:deadline|last|clos|end|by|final|no later|until|cut)|"
                      rf"(?:deadline|last (?:day|date)|clos\w+|end|final|cut[- ]off)[^.;]*(?:{_QUESTION})",
         r"respon|answer(?!ed after)|repl(?:y|ies)|publish"),
        ("standstill", r"standstill[^.;]*(?:end|expir|conclu|finish|until)|(?:end|expir\w+"
                       r"|conclu\w+) of (?:the )?(?:\w+ )?standstill", None),
        ("deadline", r"(?:tender|bid|submission|response|itt|return)s?\b[^.;]*(?:deadline|clos"
                     r"|return|due|receiv|receipt|submitt?|no later)"
                     r"|(?:deadline|clos\w+(?: date)?|return|receipt|submission|due date|last (?:day|date))\b[^.;]*"
                     r"(?:tender|bid|submission|response|itt)",
         rf"{_QUESTION}|open(?:ing|ed)? (?:of )?tenders|valid|accept|standstill|evaluat|after the"),
        ("notice", r"(?:notice|invitation|itt|opportunity|tender)[^.;]*(?:publish|publication|issued|advertised)"
                   r"|(?:publish|publication|issue)\w* (?:of )?(?:the )?(?:tender )?(?:notice|itt|invitation)",
         r"award|standstill|clarif|answer|return|details"),
        ("sign", r"(?:contract|agreement)[^.;]*(?:signed|signature|executed|signing)|sign(?:ing"
                 r"|ature) of (?:the )?(?:contract|agreement)", None),
        ("end", r"(?:contract|agreement|term|expiry|end) (?:end|expir|date)\w*|expiry date|end date"
                r"|(?:contract|agreement|term)[^.;]*"
                r"(?:ends|expires)", r"standstill|tender|question|clarif|start|commenc"),
        ("start", r"(?:contract|agreement|service|services)\b[^.;]*(?:start|commenc|begin|go[- ]live)|start date|commencement|"
                  r"go[- ]live|(?:start|beginning) of (?:the )?(?:contract|service|agreement)",
         r"mobilis|tender|by the (?:start|beginning)|before|after|years? (?:from|of)|months? (?:from|of)|prior"),
        ("decision", r"award(?:ed)?\b[^.;]*(?:decision|decided|notif|letter|outcome|result|contract|recommend)|decision to award|"
                     r"(?:notif\w+|intention|intent|approval|announc\w+)[^.;]*award|^(?:contract )?award$|award decision",
         r"award criteri|standstill|grant award|details notice"),
    )
)  # fmt: skip


def days(text: str) -> Iterator[tuple[re.Match[str], date | None]]:
    """Every day in a text; None for one that no calendar has."""
    for found in _DAY.finditer(text):
        try:
            if found["iso"]:
                yield found, date.fromisoformat(found["iso"])
            elif found["sd"]:
                yield found, date(int(found["sy"]), int(found["sm"]), int(found["sd"]))
            else:
                month = next(n for n, name in enumerate(MONTHS, 1) if name[:3].lower() == found["m"][:3].lower())
                yield found, date(int(found["y"]), month, int(found["d"]))
        except ValueError:
            yield found, None


def hour(text: str) -> tuple[str, str] | None:
    """The first hour of a text as ``12:00``, with the words that say it."""
    for found in _HOUR.finditer(text):
        if found[2]:
            return {"midnight": "24:00"}.get(found[2].lower(), "12:00"), found[0]
        hours, minutes = int(found[3] or found[6] or found[8]), int(found[4] or found[9] or 0)
        half = (found[5] or found[7] or "").lower()
        if half and hours <= 12:
            hours = hours % 12 + (12 if half == "pm" else 0)
        if hours < 24 and minutes < 60 and (half or found[8] or found[3]):
            return f"{hours:02}:{minutes:02}", found[0]
    return None


def label(words: str) -> str:
    """The kind of day that some words name; empty where none fits."""
    return next((kind for kind, yes, no in LABELS if yes.search(words) and not (no and no.search(words))), "")


def told_days(unit: Unit) -> Iterator[Told]:
    """The days and the hour that a unit tells, where it says what they are the day of."""
    last = 0
    for found, day in days(unit.text):
        before = unit.text[last : found.start()]
        last = found.end()
        if day is None or _RANGE.search(before) or re.match(r"\s*(?:to|until|–|-)\s*\d", unit.text[found.end() :]):
            continue
        sure: Sure = "likely"
        kind = label(unit.label) if unit.label else ""
        if kind:
            sure = "sure"
        else:
            kind = _before(before) or _after(unit.text[found.end() :])
        if kind:
            yield Told(kind, day, unit.side(day.isoformat(), found[0]), unit.file, sure)
            said = hour(unit.text) if kind == "deadline" else None
            if said:
                yield Told("hour", said[0], unit.side(said[0], said[1]), unit.file, sure)


def _before(words: str) -> str:
    """The kind that the words before a day name: those of its own sentence, as near as possible."""
    words = re.split(r"(?<=[.;])\s|\n", words)[-1][-140:]
    if re.search(r"\b(?:between|from|during|week)\b[^.;]{0,20}$", words, re.IGNORECASE):
        words = words[:-20]
        return (
            "start"
            if re.search(r"(?:contract|agreement|services?)\b[^.;]*(?:start|commenc|begin|run)", words, re.IGNORECASE)
            else ""
        )
    return label(words) if words.strip() else ""


def _after(words: str) -> str:
    found = re.match(r"\s*\(?(?:the )?[“\"‘'](?P<name>[^”\"’']{3,40})[”\"’']", words)
    return label(found["name"]) if found else ""
