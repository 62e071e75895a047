"""Exact values: money in pence, percentages as decimals, dates; and how each is said in British English.

Nothing here reads a clock or a locale: the same value is always said in the same words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import total_ordering

MONTHS = ("January February March April May June July August September October November December").split()

MAX_FIGURES = 20
_PERCENT = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,6})?\Z")

_SMALL = (
    "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An exact sum in pounds and pence. Whether it includes VAT is said by the field that holds it.

    :param pence: whole pence; negative where money goes back.
    """

    pence: int

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read ``7700000``, ``7,700,000``, ``£7.7m``, ``£250k`` or ``12.50``. No rounding: a third decimal is refused.

        :raises ValueError: with words for a person.
        """
        raw = text.strip().replace(" ", "").replace("£", "", 1).lower()
        factor = Decimal(1)
        for ending, times in (("million", 1_000_000), ("m", 1_000_000), ("k", 1_000)):
            if raw.endswith(ending) and raw != ending:
                raw, factor = raw[: -len(ending)], Decimal(times)
                break
        body = raw.lstrip("-")
        if len(body) > MAX_FIGURES:
            raise ValueError(f"'{text[:40]}…' is a longer sum of money than there is; write it like 7700000, £7,700,000 or £7.7m")
        whole = body.split(".")[0]
        groups = whole.split(",")
        if "," in whole and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
            raise ValueError(f"'{text}' has its commas in places where pounds do not")
        if "," in body[len(whole) :] or not all(c in "0123456789.," for c in body) or not body:
            raise ValueError(f"'{text}' is not a sum of money; write it like 7700000, £7,700,000 or £7.7m")
        try:
            pounds = Decimal(raw.replace(",", "")) * factor
        except InvalidOperation:
            raise ValueError(f"'{text}' is not a sum of money; write it like 7700000, £7,700,000 or £7.7m") from None
        pence = pounds * 100
        if pence != pence.to_integral_value():
            raise ValueError(f"'{text}' has parts of a penny; money is kept in pounds and pence")
        return cls(int(pence))

    @property
    def pounds(self) -> Decimal:
        """The sum in pounds, exact."""
        return Decimal(self.pence) / 100

    def __add__(self, other: Money) -> Money:
        return Money(self.pence + other.pence)

    def __sub__(self, other: Money) -> Money:
        return Money(self.pence - other.pence)

    def __mul__(self, times: int) -> Money:
        return Money(self.pence * times)

    def __lt__(self, other: Money) -> bool:
        return self.pence < other.pence

    def share(self, percent: Percent) -> Money:
        """A percentage of the sum, to the nearest penny, halves away from nothing."""
        exact = Decimal(self.pence) * percent.value / 100
        whole = int(exact)
        rest = abs(exact - whole)
        return Money(whole + (1 if exact > 0 else -1) if rest >= Decimal("0.5") else whole)

    def __str__(self) -> str:
        """``£7,700,000``; pence only where there are any: ``£12.50``."""
        sign, pence = ("-", -self.pence) if self.pence < 0 else ("", self.pence)
        pounds, rest = divmod(pence, 100)
        return f"{sign}£{pounds:,}" + (f".{rest:02d}" if rest else "")

    def short(self) -> str:
        """``£7.7m`` or ``£250,000``: millions with at most two decimals, exact or not at all."""
        for decimals in (0, 1, 2):
            step = 10 ** (8 - decimals)
            if abs(self.pence) >= 100_000_000 and self.pence % step == 0:
                return f"{'-' if self.pence < 0 else ''}£{abs(self.pence) / 100_000_000:.{decimals}f}m"
        return str(self)

    def plain(self) -> str:
        """As it is written in project.yaml: ``7700000`` or ``12.50``."""
        pounds, rest = divmod(abs(self.pence), 100)
        return ("-" if self.pence < 0 else "") + str(pounds) + (f".{rest:02d}" if rest else "")


@total_ordering
@dataclass(frozen=True, slots=True)
class Percent:
    """An exact percentage: ``Percent(Decimal("37.7"))`` is 37.7%."""

    value: Decimal

    @classmethod
    def parse(cls, text: str) -> Percent:
        """Read ``20``, ``20%`` or ``37.7``.

        :raises ValueError: with words for a person.
        """
        raw = text.strip().removesuffix("%").strip()
        if not _PERCENT.match(raw):
            raise ValueError(f"'{text}' is not a percentage; write it in figures, like 20 or 37.5")
        return cls(Decimal(raw) + 0)

    def __add__(self, other: Percent) -> Percent:
        return Percent(self.value + other.value)

    def __lt__(self, other: Percent) -> bool:
        return self.value < other.value

    def __str__(self) -> str:
        return self.plain() + "%"

    def plain(self) -> str:
        """As it is written in project.yaml: ``20`` or ``37.7``."""
        text = f"{self.value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


def parse_date(text: str) -> date:
    """Read ``2027-03-03``, ``3 March 2027``, ``3 Mar 2027`` or ``03/03/2027`` (day first).

    :raises ValueError: with words for a person.
    """
    raw = text.strip()
    help_text = f"'{text}' is not a date; write it like 3 March 2027 or 2027-03-03"
    if "/" in raw:
        bits = raw.split("/")
        order = (2, 1, 0)
    elif "-" in raw:
        bits = raw.split("-")
        order = (0, 1, 2)
    else:
        bits = raw.replace(",", " ").split()
        order = (2, 1, 0)
        if len(bits) == 3:
            found = [n for n, month in enumerate(MONTHS, 1) if len(bits[1]) >= 3 and month.lower().startswith(bits[1].lower())]
            if len(found) != 1:
                raise ValueError(help_text)
            bits[1] = str(found[0])
    if len(bits) != 3 or not all(bit.isascii() and bit.isdigit() for bit in bits) or len(bits[order[0]]) != 4:
        raise ValueError(help_text)
    if not 1000 <= int(bits[order[0]]) < 3000:
        raise ValueError(f"'{text}' is in a year that no project reaches; write the year that is meant")
    try:
        return date(int(bits[order[0]]), int(bits[order[1]]), int(bits[order[2]]))
    except ValueError:
        raise ValueError(f"'{text}' is not a day in the calendar; write it like 3 March 2027") from None


def say_date(day: date) -> str:
    """``3 March 2027``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_time(text: str) -> str:
    """A time of day written ``12:00`` or ``17:30``: ``12 noon``, ``5:30pm``."""
    hour, minute = (int(part) for part in text.split(":"))
    if (hour, minute) == (12, 0):
        return "12 noon"
    half = "am" if hour < 12 else "pm"
    shown = hour % 12 or 12
    return f"{shown}:{minute:02d}{half}" if minute else f"{shown}{half}"


def say_number(number: int | Decimal) -> str:
    """``1,200``; decimals as they are."""
    if isinstance(number, Decimal):
        if number == number.to_integral_value():
            number = int(number)
        else:
            return f"{number.normalize():,f}"
    return f"{number:,}"


def say_words(number: int) -> str:
    """A whole number in words up to ninety-nine, in figures above: ``seven``, ``twenty-one``, ``120``."""
    if number < 0 or number > 99:
        return say_number(number)
    if number < 20:
        return _SMALL[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")


def say_list(items: list[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``. Items that hold a comma themselves are joined by semicolons."""
    if len(items) < 2:
        return "".join(items)
    comma = "; " if any("," in item or ";" in item for item in items) else ", "
    glue = f"; {last} " if comma == "; " else f" {last} "
    return comma.join(items[:-1]) + glue + items[-1]
