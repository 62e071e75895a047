"""How Excel shows a value: enough of the number formats that a reader sees 25%, £1,200.00 and 3 March 2027."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

Value = str | int | float | bool | date | datetime | time | timedelta | None

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_NUMBER = re.compile(r"[#0?](?:[#0?,]*[#0?])?(?:\.([#0?]+))?(,*)")
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DATE_SIGNS = re.compile(r"yyyy|yy|mmmm|mmm|mm|m|dddd|ddd|dd|d|hh|h|ss|s|AM/PM|.", re.IGNORECASE | re.DOTALL)


def shown(value: Value, format: str) -> str:
    """A value as a reader sees it. A format that we do not know shows the value plainly, and never less than it says."""
    if value is None:
        return ""
    format = format if len(format) <= 255 else "General"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime, date, time)):
        return _moment(value, format)
    if isinstance(value, timedelta):
        hours, rest = divmod(int(value.total_seconds()), 3600)
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    if isinstance(value, (int, float)):
        return _figure(value, format)
    return str(value)


def _plain(value: int | float) -> str:
    if isinstance(value, int):
        return str(value)
    return f"{value:.12g}"


def _section(value: int | float, format: str) -> tuple[str, bool]:
    """The part of a format for the value's sign, and whether the sign is still to be written."""
    parts = format.split(";")
    if value < 0 and len(parts) > 1:
        return parts[1], False
    if value == 0 and len(parts) > 2:
        return parts[2], False
    return parts[0], value < 0


def _figure(value: int | float, format: str) -> str:
    part, minus = _section(value, format or "General")
    if part.strip().lower() in ("general", "@", ""):
        return _plain(value)
    literals: list[str] = []

    def keep(found: re.Match[str]) -> str:
        literals.append(found[1] or found[2] or found[3] or "")
        return "\ue000" if literals[-1] else ""

    bare = _QUOTED.sub(keep, part)
    place = _NUMBER.search(bare)
    if place is None:
        return _filled(bare, literals) or _plain(value)
    if any(sign in bare for sign in "/E"):
        return _plain(value)
    decimals = len(place[1] or "")
    try:
        amount = abs(Decimal(repr(value))) * 100 ** bare.count("%") / 1000 ** len(place[2])
        rounded = amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    except ArithmeticError:
        return _plain(value)
    words = f"{rounded:,f}" if "," in place[0].rstrip(",") else f"{rounded:f}"
    spare = len(place[1] or "") - len((place[1] or "").rstrip("#"))
    for _ in range(spare):
        words = words[:-1] if words.endswith("0") and "." in words else words
    words = words.rstrip(".")
    made = bare[: place.start()] + words + bare[place.end() :]
    return ("-" if minus and rounded else "") + _filled(made, literals)


def _filled(bare: str, literals: list[str]) -> str:
    made = bare
    for literal in (one for one in literals if one):
        made = made.replace("\ue000", literal, 1)
    return made.strip()


def _moment(value: date | datetime | time, format: str) -> str:
    if isinstance(value, time):
        return value.strftime("%H:%M:%S") if "s" in format.lower() else value.strftime("%H:%M")
    clock = value.time() if isinstance(value, datetime) else time()
    part = re.sub(r"\[[^\]]*\]", "", format.split(";")[0])
    if not re.search(r"[ymd]", part, re.IGNORECASE) and not re.search(r"[hs]", part, re.IGNORECASE):
        return value.isoformat()
    made, minutes, quoted = "", False, False
    signs = {
        "yyyy": f"{value.year:04}", "yy": f"{value.year % 100:02}", "mmmm": _MONTHS[value.month - 1],
        "mmm": _MONTHS[value.month - 1][:3], "mm": f"{value.month:02}", "m": str(value.month),
        "dddd": _DAYS[value.weekday()], "ddd": _DAYS[value.weekday()][:3], "dd": f"{value.day:02}", "d": str(value.day),
        "hh": f"{clock.hour:02}", "h": str(clock.hour), "ss": f"{clock.second:02}", "s": str(clock.second),
        "am/pm": "AM" if clock.hour < 12 else "PM",
    }  # fmt: skip
    for sign in _DATE_SIGNS.findall(part):
        low = sign.lower()
        if sign == '"':
            quoted = not quoted
        elif quoted or low not in signs:
            made += "" if sign == "\\" else sign
        elif low in ("m", "mm") and minutes:
            made, minutes = made + f"{clock.minute:02}", False
        else:
            minutes = low in ("h", "hh")
            made += signs[low]
    return made.strip() or value.isoformat()
