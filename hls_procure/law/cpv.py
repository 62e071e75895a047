"""Services by CPV code: which codes are light touch, which may be reserved, which are health care services.

A code alone never decides the regime: all 67 codes of the Provider Selection Regime are in the light touch list
too, and some codes count only under a condition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from hls_procure.errors import InputError, Problem
from hls_procure.law.lists import rows

#: The lists of the PSR are two columns of one table, whose address is the English one.
_WELSH_SOURCE = "https://www.legislation.gov.uk/wsi/2025/99"
CpvListName = Literal[
    "pa2023-light-touch", "pa2023-reservable", "pcr2015-light-touch", "pcr2015-reservable", "psr-england", "psr-wales"
]
CPV_LISTS: tuple[CpvListName, ...] = (
    "pa2023-light-touch",
    "pa2023-reservable",
    "pcr2015-light-touch",
    "pcr2015-reservable",
    "psr-england",
    "psr-wales",
)


@dataclass(frozen=True, slots=True)
class CpvEntry:
    """A code, or a range of codes, in one of the lists.

    :param first: the first code, eight figures; :param last: the last (the same where it is not a range).
    :param condition: what else has to be true for the code to count; empty where nothing has.
    """

    list_name: CpvListName
    first: str
    last: str
    description: str
    category: str
    condition: str
    provision: str
    source: str


@lru_cache(maxsize=len(CPV_LISTS))
def cpv_list(name: CpvListName) -> tuple[CpvEntry, ...]:
    """The entries of one list of services. :raises InputError: where there is no such list."""
    if name not in CPV_LISTS:
        raise InputError(Problem(name, "is not a list of CPV codes", f"There are {', '.join(CPV_LISTS)}."))
    made = []
    if name.startswith("pa2023"):
        for row in rows("cpv_pa2023_schedule1"):
            if name == "pa2023-light-touch" or row["reservable_s33"] == "true":
                made.append(_entry(name, row, "cpv_code", "cpv_code", row["description"], row["category"], row["condition"]))
    elif name == "pcr2015-light-touch":
        for row in rows("cpv_pcr2015_schedule3"):
            made.append(_entry(name, row, "cpv_from", "cpv_to", "", row["category"], ""))
    elif name == "pcr2015-reservable":
        for row in rows("cpv_pcr2015_reg77_reservable"):
            made.append(_entry(name, row, "cpv_from", "cpv_to", row["description_of_from"], "", row["note"]))
    else:
        nation = name.removeprefix("psr-")
        for row in rows("psr_schedule1_cpv"):
            if row[f"in_{nation}_sch1"] == "true":
                row["provision"] = row[f"provision_{nation}"]
                row["source"] = _WELSH_SOURCE if nation == "wales" else row["source"]
                made.append(_entry(name, row, "cpv_8", "cpv_8", row["description"], "", row[f"condition_{nation}"]))
    return tuple(made)


def cpv_entry(name: CpvListName, code: str) -> CpvEntry | None:
    """The entry of a list that a CPV code falls under, or None where the list does not have it.

    A code alone never decides the regime: read the entry's ``condition``.

    :param code: eight figures, with or without the check digit (``85312500`` or ``85312500-4``).
    :raises InputError: where it is not a CPV code.
    """
    found = re.fullmatch(r"(\d{8})(-\d)?", code.strip())
    if not found:
        raise InputError(Problem(code, "is not a CPV code", do="Write eight figures, like 85312500 or 85312500-4."))
    for entry in cpv_list(name):
        if entry.first <= found[1] <= entry.last:
            return entry
    return None


def _entry(
    name: CpvListName, row: dict[str, str], first: str, last: str, description: str, category: str, condition: str
) -> CpvEntry:
    return CpvEntry(name, row[first][:8], row[last][:8], description, category, condition, row["provision"], row["source"])
