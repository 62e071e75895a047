"""Sums of money as people write them: read exactly, or refused with every reading that they may have.

A sum has at most two decimals, so ``1,250`` and ``12500,00`` mean one thing each. ``1.250`` may mean two.
"""

from __future__ import annotations

import re
from decimal import Decimal

from hls_procure.model.fields import ValueProblem
from hls_procure.model.values import MAX_FIGURES, Money

#: How far a figure of a spreadsheet may lie beside a whole penny: what is left over where it was worked out in binary.
_NOISE = Decimal("0.000001")
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_UNITS = {"million": 1_000_000, "thousand": 1_000, "mn": 1_000_000, "m": 1_000_000, "k": 1_000}
_FOREIGN = re.compile(r"[€$¥₹]|\b(?:EUR|USD|CHF)\b", re.IGNORECASE)
_GROUPED = {sign: re.compile(rf"[1-9][0-9]{{0,2}}(?:{re.escape(sign)}[0-9]{{3}})+\Z") for sign in ",. '"}
_HELP = "write it in figures, like 12500 or £12,500.00"


def read_amount(value: str | int | Decimal) -> Money:
    """A sum of pounds from a cell or from text: ``12500``, ``£12,500.00``, ``12.5k``, ``12500,00`` and so on.

    :raises ValueProblem: it is no sum of money, has parts of a penny, is less than nothing, or may mean two things; the words
        name both.
    """
    if not isinstance(value, str):
        return _pence(Decimal(value), str(value))
    text = value.strip()
    if _FOREIGN.search(text):
        raise ValueProblem(f"'{text}' is not in pounds; write what was decided in pounds")
    raw = re.sub(r"^£\s*|\s*£$|^GBP\s*|\s*GBP$", "", text, flags=re.IGNORECASE)
    factor = 1
    for ending, times in _UNITS.items():
        if raw.lower().endswith(ending):
            raw, factor = raw[: -len(ending)].rstrip(), times
            break
    if raw.startswith(("-", "−", "(")):
        raise ValueProblem(f"'{text}' is less than nothing, and a grant is not")
    body = _SPACES.sub(" ", raw.strip()).replace("’", "'")
    if not re.fullmatch(r"[0-9][0-9., ']*", body) or body[-1] in ",. '":
        raise ValueProblem(f"'{_cut(text)}' is not a sum of money; {_HELP}")
    if len(body) > MAX_FIGURES:
        raise ValueProblem(f"'{_cut(text)}' is a longer sum of money than there is; {_HELP}")
    readings = _readings(body, factor)
    if not readings:
        raise ValueProblem(f"'{text}' has its signs in places where pounds do not; {_HELP}")
    sums = sorted({reading * factor for reading in readings})
    if len(sums) > 1:
        both = " or ".join(f"£{one:,.2f}".removesuffix(".00") if one * 100 % 1 == 0 else f"£{one:,f}" for one in sums)
        raise ValueProblem(f"'{text}' may mean {both}; write {sums[0]:f} or {sums[-1]:f}")
    return _pence(sums[0], text)


def _readings(body: str, factor: int) -> list[Decimal]:
    """Every number that the figures may mean; a decimal sign is a full stop, or a comma as elsewhere in Europe."""
    found: list[Decimal] = []
    for decimal, groups in ((".", ",' "), (",", ".' ")):
        whole, sign, part = body.rpartition(decimal) if decimal in body else (body, "", "")
        if sign and (not re.fullmatch(r"[0-9]+", part) or decimal in whole):
            continue
        if not re.fullmatch(r"[0-9]+", whole) and not any(_GROUPED[one].match(whole) for one in groups):
            continue
        if sign == "," and len(part) > 2 and factor == 1:
            continue  # a comma with three figures behind it is between thousands: no sum of pounds has three decimals
        if sign and whole.startswith("0") and whole != "0":
            continue
        found.append(Decimal("".join(figure for figure in whole if figure.isdigit()) + (f".{part}" if sign else "")))
    return found


def _pence(pounds: Decimal, text: str) -> Money:
    if not pounds.is_finite() or abs(pounds) >= 10**MAX_FIGURES:
        raise ValueProblem(f"'{_cut(text)}' is a longer sum of money than there is; {_HELP}")
    if pounds < 0:
        raise ValueProblem(f"'{_cut(text)}' is less than nothing, and a grant is not")
    pence = (pounds * 100).to_integral_value()
    if abs(pounds * 100 - pence) > _NOISE:
        raise ValueProblem(f"'{_cut(text)}' has parts of a penny; money is kept in pounds and pence")
    return Money(int(pence))


def _cut(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
