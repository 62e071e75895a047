"""Writes the made-up batch of a thousand grants that ships as a sample: twelve choices of clauses, four programmes.

Run it as ``python -m tests.tools.make_thousand``. Every place and organisation is invented, and the same file comes each time.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

TARGET = Path(__file__).parents[2] / "playbooks" / "samples" / "thousand" / "grants.csv"
_PLACES = [
    first + second
    for second in ("combe", "mere", "stead", "wick", "holt")
    for first in (
        "Orrin", "Quennel", "Vesper", "Thrumble", "Yallow", "Zenning", "Marrow", "Pellam", "Skarrow", "Tindle",
    )
]  # fmt: skip
#: What each does: the end of its name, its purpose, and what a visit showed.
_WORK = (
    ("Youth Club",
     "To help young people of {p} to lead the lives they hope for",
     "Young people run the door, the kitchen and the meetings"),
    ("Food Co-op",
     "To see that everybody in {p} eats well, with dignity",
     "Nobody is asked why they come, and those who come also cook"),
    ("Carers' Circle",
     "To stand beside people in {p} who look after somebody",
     "You ring people back at night, and you remember what they said"),
    ("Repair Café",
     "To keep things and skills in use in {p}",
     "The bench is full each Saturday, and half of the menders came first with a broken toaster"),
    ("Sound Studio",
     "To give people of {p} a way to be heard",
     "We heard songs that said more than any report has told us"),
    ("Allotment Circle",
     "To grow food and company in {p}",
     "You keep three plots for people who cannot come every week"),
    ("Advice Desk",
     "To relieve hardship in {p} by advice and company",
     "You go along to the appointment, and you do not stop at the first no"),
    ("Boat Project",
     "To teach people of {p} to build and to sail",
     "People who had given up on classrooms taught us how a hull is planked"),
    ("Elders' Table",
     "To end loneliness among older people of {p}",
     "The table is laid by those who eat at it, and everybody has a job"),
    ("Playbus",
     "To bring play to every child of {p}",
     "The bus stops where no other service does, and it comes when it said it would"),
    ("Language Exchange",
     "To help people new to {p} to settle and to be understood",
     "Everybody teaches something, so that nobody is only a learner"),
    ("Women's Kitchen",
     "To build the confidence and the livelihoods of women in {p}",
     "You change the hours when the people change, and not the other way round"),
    ("Recovery Walks",
     "To help people of {p} to recover together",
     "You walk with people on the bad days, too, and you count nothing but who is missed"),
    ("Night Library",
     "To open learning to people of {p} who work by day",
     "At eleven at night every chair was taken, and it was quiet because people wanted it so"),
    ("Community Orchard",
     "To care for the land of {p} together",
     "You asked the street before you planted the first tree"),
    ("Tenants' Voice",
     "To improve the homes of {p} by the voice of those who rent them",
     "You won what you asked for by showing up, politely, again and again"),
    ("Young Parents",
     "To support parents under 25 in {p}",
     "Parents who came two years ago now answer the telephone"),
    ("Theatre Workshop",
     "To make theatre with the people of {p}",
     "The play was about the bypass, and the council came twice"),
    ("Neighbours' Bank of Time",
     "To help neighbours of {p} to help one another",
     "People told us what they had given before they told us what they had got"),
    ("Bicycle Library",
     "To help people of {p} to get about",
     "A bicycle got somebody to a job that no bus reaches"),
)  # fmt: skip
_CHARITY, _CIC = "a charitable incorporated organisation", "a community interest company"
_SAME, _WIDER = "the same as ours, or narrower", "wider than ours"
_CORE, _PART = "core funding without restriction", "core funding for a named part of the work"
_INQUIRY, _FLEXIBLE, _TOGETHER = "an inquiry", "a flexible project", "funding decided by the people it concerns"
_TALK, _OWN, _SHARED = "a conversation once a year", "a report that you write anyway", "one report for several funders"
_FLAT, _RISE = "no yearly rise", "a yearly rise on top of the payments"
#: The twelve choices: programme, basis, years, form, fit, reporting, rise, whether there is a last grant.
_CHOICES = (
    ("Roots", _CORE, 5, _CHARITY, _SAME, _OWN, _FLAT, "yes"),
    ("Roots", _CORE, 3, _CHARITY, _SAME, _TALK, _FLAT, "yes"),
    ("Roots", _CORE, 3, _CHARITY, _WIDER, _OWN, _FLAT, "yes"),
    ("Roots", _CORE, 5, _CHARITY, _SAME, _OWN, _RISE, "yes"),
    ("Branches", _PART, 3, _CHARITY, _SAME, _OWN, _FLAT, "no"),
    ("Branches", _FLEXIBLE, 2, _CHARITY, _SAME, _TALK, _FLAT, "no"),
    ("Branches", _FLEXIBLE, 2, _CIC, _WIDER, _TALK, _FLAT, "no"),
    ("Branches", _FLEXIBLE, 3, _CHARITY, _WIDER, _SHARED, _FLAT, "no"),
    ("Questions", _INQUIRY, 2, _CHARITY, _SAME, _TALK, _FLAT, "no"),
    ("Questions", _INQUIRY, 1, _CHARITY, _SAME, _TALK, _FLAT, "no"),
    ("Together", _TOGETHER, 2, _CHARITY, _SAME, _TALK, _FLAT, "no"),
    ("Together", _TOGETHER, 1, _CIC, _WIDER, _TALK, _FLAT, "no"),
)  # fmt: skip
_PURPOSE = {
    _CORE: "The work of {short} as a whole, as it judges best from year to year",
    _PART: "What {short} does beyond its own four walls: going to people who do not come by themselves",
    _INQUIRY: "What would have to change in {place} so that nobody needed to ask {short} for help twice?",
    _FLEXIBLE: "A second place in {place}, found and run by the people who will use it",
    _TOGETHER: "What people of {place} chose at their own assembly: longer hours, and a room that is always open",
}
_LIMIT = "Work that helps people who live with hardship or are on their own"
_LIMIT_WHY = "Our governing document allows us no other, and your purposes reach further."
HEADS = (
    "Grant", "Recipient", "Title", "Programme", "Basis", "What it is for", "Why you chose them", "Amount (£)", "First day",
    "Years", "Paid", "Decided on", "You talk on", "A last grant", "A last grant: how", "The limit", "The limit: why",
    "Grows with prices",
    "Rise a year (%)", "Place", "Name", "Called", "Legal form", "A charity", "Register number", "Postal address",
    "Nation of the recipient", "Their purposes", "Compared with yours they are", "Income a year (£)", "Accounts are published",
    "Children, or adults at risk", "How you hear how it is going", "When you hear it",
)  # fmt: skip
_WHEN = {
    _TALK: "once a year, on a day that suits you",
    _OWN: "when your trustees have seen it",
    _SHARED: "each autumn, when all of your funders have agreed what it holds",
}


def row(number: int) -> dict[str, str]:
    """One grant, counted from 0."""
    programme, basis, years, form, fit, reporting, rise, last = _CHOICES[number % 12]
    place = _PLACES[(number * 7) % 50]
    work, purposes, seen = _WORK[(number // 50) % 20]
    short = f"{place} {work}"
    starts = date(2027, (4, 5, 6, 7)[number % 4], 1)
    yearly = Decimal(4_000 + 500 * ((number * 37) % 61))
    limited = fit == _WIDER
    talk = date(starts.year + years - 1, starts.month, 1) if years > 1 else date(2027, 11, 1)
    return {
        "Grant": f"T-{number + 1:04}",
        "Recipient": f"R-{number + 1:04}",
        "Title": f"{work} in {place}",
        "Programme": programme,
        "Basis": basis,
        "What it is for": _PURPOSE[basis].format(short=short, place=place),
        "Why you chose them": f"{seen}. People in {place} told us of you before you told us of yourselves.",
        "Amount (£)": f"{yearly * years:.2f}",
        "First day": starts.strftime("%d/%m/%Y"),
        "Years": str(years),
        "Paid": "every year in equal parts" if years > 1 else "all at once, on the first day",
        "Decided on": "18/02/2027",
        "You talk on": talk.strftime("%d/%m/%Y"),
        "A last grant": last,
        "A last grant: how": "It would be half of the last payment, and is set aside." if last == "yes" else "",
        "The limit": _LIMIT if limited else "",
        "The limit: why": _LIMIT_WHY if limited else "",
        "Grows with prices": rise,
        "Rise a year (%)": "3" if rise == _RISE else "",
        "Place": place,
        "Name": short,
        "Called": place if number % 3 else f"the {work}",
        "Legal form": form,
        "A charity": "no" if form == _CIC else "yes",
        "Register number": f"{'company' if form == _CIC else 'charity'} number 000{number + 1:04}",
        "Postal address": f"{1 + number % 90} {work.split()[0]} Lane, {place} OQ{1 + number % 9} {1 + number % 8}ZZ",
        "Nation of the recipient": "England" if number % 5 else "Wales",
        "Their purposes": purposes.format(p=place),
        "Compared with yours they are": fit,
        "Income a year (£)": str(60_000 + 1_000 * ((number * 13) % 240)),
        "Accounts are published": "no" if form == _CIC else "yes",
        "Children, or adults at risk": "yes" if number % 12 in (0, 1, 4, 5, 8, 10) else "no",
        "How you hear how it is going": reporting,
        "When you hear it": _WHEN[reporting],
    }


def table(count: int = 1_000) -> str:
    """The whole file as text."""
    held = io.StringIO()
    writer = csv.DictWriter(held, HEADS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(row(number) for number in range(count))
    return held.getvalue()


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(table(), "utf-8", newline="")
