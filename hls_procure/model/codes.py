"""Codes of the platform for what a project says in words: regions, kinds of authority, registers, service codes.

A word that has no certain code gives None, and the notice is said to lack it.
"""

from __future__ import annotations

import re

from hls_procure.model.record import record

#: The twelve regions of the United Kingdom by their old-style code, which is the one that notices carry.
REGIONS = {
    "north east": "UKC",
    "north west": "UKD",
    "yorkshire and the humber": "UKE",
    "yorkshire and humber": "UKE",
    "east midlands": "UKF",
    "west midlands": "UKG",
    "east of england": "UKH",
    "east": "UKH",
    "london": "UKI",
    "greater london": "UKI",
    "south east": "UKJ",
    "south west": "UKK",
    "wales": "UKL",
    "scotland": "UKM",
    "northern ireland": "UKN",
}
#: Kinds of authority whose class is beyond doubt. The others differ from body to body, and the platform knows.
SUB_CENTRAL = ("council", "combined", "police", "fire")
_REGION = re.compile(r"UK[C-N][0-9A-Z]{0,2}\Z")
_PPON = re.compile(r"[A-Z]{4}-[0-9]{4}-[A-Z]{4}\Z")
_CPV = re.compile(r"(\d{8})(?:-\d)?\Z")
_PREFIXED = re.compile(r"(GB-(?:PPON|COH|CHC|SC|NIC|NHS|MPR|UKPRN|LAE))-(\S+)\Z")
_NUMBERED = (
    (re.compile(r"(?:registered )?charity (?:number |no\.? ?)?(SC\d{6})\Z", re.IGNORECASE), "GB-SC"),
    (re.compile(r"(?:registered )?charity (?:number |no\.? ?)?(NIC\d{6})\Z", re.IGNORECASE), "GB-NIC"),
    (re.compile(r"(?:registered )?charity (?:number |no\.? ?)?(\d{6,7}(?:-\d+)?)\Z", re.IGNORECASE), "GB-CHC"),
    (re.compile(r"(?:registered )?company (?:number |no\.? ?)?([A-Z]{0,2}\d{1,8})\Z", re.IGNORECASE), "GB-COH"),
    (re.compile(r"registered society (?:number |no\.? ?)?(\w+)\Z", re.IGNORECASE), "GB-MPR"),
    (re.compile(r"NHS (?:trust |organisation )?code (\w+)\Z", re.IGNORECASE), "GB-NHS"),
)


@record
class Register:
    """A number in a register: ``GB-COH`` and ``01234567``."""

    scheme: str
    id: str

    @property
    def party(self) -> str:
        """The id of a party that has it."""
        return f"{self.scheme}-{self.id}"


def region_code(words: str | None) -> str | None:
    """The code of a region, from its name ("South West England") or from itself ("UKK43")."""
    raw = " ".join((words or "").split())
    if _REGION.match(raw):
        return raw
    name = raw.lower().removeprefix("the ").replace("&", "and").replace("(", "").replace(")", "").replace(",", "")
    return REGIONS.get(name) or REGIONS.get(name.removesuffix("england").strip())


def authority_class(kind: str | None) -> tuple[str, str] | None:
    """The platform's code and words for the kind of a contracting authority."""
    if kind in SUB_CENTRAL:
        return "publicAuthoritySubCentralGovernment", "Public authority - sub-central government"
    return None


def register_number(words: str | None) -> Register | None:
    """The register and number that a text gives: ``ABCD-1234-EFGH``, ``GB-COH-01234567`` or "charity number 1234567"."""
    raw = " ".join((words or "").split())
    if _PPON.match(raw):
        return Register("GB-PPON", raw)
    found = _PREFIXED.match(raw)
    if found:
        return Register(found[1], _padded(found[1], found[2]))
    for pattern, scheme in _NUMBERED:
        found = pattern.match(raw)
        if found:
            return Register(scheme, _padded(scheme, found[1]))
    return None


def _padded(scheme: str, number: str) -> str:
    """A company number has eight signs: figures are filled up with noughts, a prefix is in capitals."""
    number = number.upper()
    return number.zfill(8) if scheme == "GB-COH" and number.isdigit() else number


def cpv_code(text: str | None) -> str | None:
    """The eight figures of a service code, without the check digit."""
    found = _CPV.match((text or "").strip())
    return found[1] if found else None


def category(code: str | None) -> str | None:
    """``works``, ``services`` or ``goods``, from the division of a service code (its first two figures)."""
    if code is None:
        return None
    division = int(code[:2])
    return "works" if division == 45 else "services" if division >= 50 else "goods"
