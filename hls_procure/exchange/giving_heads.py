"""The heads of 360Giving's spreadsheet form: by title ("Recipient Org:Name") or by field ("recipientOrganization/0/name").

The words of the titles are those of the standard, 1.4; beside them stand spellings that older files carry.
"""

from __future__ import annotations

import re
from functools import lru_cache

Step = str | int
_MODIFIED = {"dateModified": "Last Modified"}
_PLACE = {
    "id": "Identifier", "name": "Name", "countryCode": "Country Code", "latitude": "Latitude", "longitude": "Longitude",
    "description": "Description", "geoCode": "Geographic Code", "geoCodeType": "Geographic Code Type", **_MODIFIED,
}  # fmt: skip
_ORGANISATION = {
    "id": "Identifier", "name": "Name", "department": "Department", "contactName": "Contact Name",
    "charityNumber": "Charity Number", "companyNumber": "Company Number", "streetAddress": "Street Address",
    "addressLocality": "City", "addressRegion": "County", "addressCountry": "Country", "postalCode": "Postal Code",
    "telephone": "Phone Number", "alternateName": "Alternate Name", "email": "Email", "description": "Description",
    "organisationType": "Organisation Type", "url": "Web Address", "location": "Location", **_MODIFIED,
}  # fmt: skip
_EVENT = {
    "title": "Title", "startDate": "Start Date", "endDate": "End Date", "duration": "Duration (months)",
    "description": "Description", **_MODIFIED,
}  # fmt: skip
_CLASS = {
    "vocabulary": "Vocabulary", "code": "Code", "title": "Title", "description": "Description", "url": "URL", **_MODIFIED,
}  # fmt: skip
_PROGRAMME = {"code": "Code", "title": "Title", "description": "Description", "url": "URL", **_MODIFIED}
_DOCUMENT = {
    "id": "Identifier", "title": "Title", "url": "Web Address", "description": "Description",
    "documentType": "Document Type", **_MODIFIED,
}  # fmt: skip
_MOVE = {
    "id": "Identifier", "transactionDate": "Transaction Date", "currency": "Currency", "value": "Value",
    "valueDate": "Value Date", "description": "Description", "provider": "Provider", "recipient": "Recipient", **_MODIFIED,
}  # fmt: skip
_REASONS = {
    "primaryGrantReason": "Primary Grant Reason", "secondaryGrantReason": "Secondary Grant Reason",
    "grantPurpose": "Grant Purpose",
}  # fmt: skip
#: One value each.
SINGLE = {
    "id": "Identifier", "title": "Title", "description": "Description", "currency": "Currency",
    "amountAppliedFor": "Amount Applied For", "amountAwarded": "Amount Awarded", "amountDisbursed": "Amount Disbursed",
    "awardDate": "Award Date", "url": "URL", "fromOpenCall": "From An Open Call?", "relatedActivity": "Related Activity",
    "dateModified": "Last Modified", "dataSource": "Data Source", "regrantType": "For Regrant Type",
    "locationScope": "Location Scope",
}  # fmt: skip
#: Records, most of them in lists: the title, and what is in one.
GROUPS: dict[str, tuple[str, dict[str, str]]] = {
    "plannedDates": ("Planned Dates", _EVENT), "actualDates": ("Actual Dates", _EVENT),
    "recipientIndividual": ("Recipient Ind", {"id": "Identifier", "name": "Name"}),
    "toIndividualsDetails": ("To Individuals Details", _REASONS),
    "recipientOrganization": ("Recipient Org", _ORGANISATION), "fundingOrganization": ("Funding Org", _ORGANISATION),
    "beneficiaryLocation": ("Beneficiary Location", _PLACE), "grantProgramme": ("Grant Programme", _PROGRAMME),
    "fundingType": ("Funding Type", _CLASS), "classifications": ("Classifications", _CLASS),
    "relatedDocument": ("Related Document", _DOCUMENT), "applicationTransaction": ("Application Transaction", _MOVE),
    "commitmentTransaction": ("Commitment Transaction", _MOVE), "disbursementTransaction": ("Disbursement Transaction", _MOVE),
}  # fmt: skip
#: Records that are no list.
ALONE = ("recipientIndividual", "toIndividualsDetails")
_SPELT = {
    "recipient organisation": "recipientOrganization", "recipient organization": "recipientOrganization",
    "funding organisation": "fundingOrganization", "funding organization": "fundingOrganization",
    "recipient individual": "recipientIndividual", "grant program": "grantProgramme", "grant programme": "grantProgramme",
    "classification": "classifications", "planned date": "plannedDates", "actual date": "actualDates",
    "beneficiary locations": "beneficiaryLocation", "related documents": "relatedDocument",
    "from an open call": "fromOpenCall", "from open call": "fromOpenCall", "open call": "fromOpenCall",
    "regrant type": "regrantType", "for re-grant type": "regrantType", "date modified": "dateModified",
    "last modified date": "dateModified", "datasource": "dataSource", "amount awarded (gbp)": "amountAwarded",
    "amount (awarded)": "amountAwarded", "award date (yyyy-mm-dd)": "awardDate", "grant identifier": "id",
}  # fmt: skip
_SPELT_INSIDE = {
    "duration": "duration", "duration in months": "duration", "postcode": "postalCode", "post code": "postalCode",
    "town": "addressLocality", "town/city": "addressLocality", "region": "addressRegion", "website": "url", "web": "url",
    "url": "url", "web address": "url", "telephone": "telephone", "email address": "email", "geographic code": "geoCode",
    "geocode": "geoCode", "geocode type": "geoCodeType", "name of organisation": "name", "date modified": "dateModified",
    "organisation type": "organisationType", "charity no": "charityNumber", "company no": "companyNumber",
}  # fmt: skip
_SIGNS = re.compile(r"\s*[:/]\s*")
_BLANKS = re.compile(r"[\s_]+")


def head(path: tuple[Step, ...]) -> str:
    """The head of a column, by title: ``("recipientOrganization", 0, "name")`` is "Recipient Org:Name".

    The number of a record is named only where it is not the first.
    """
    first = str(path[0])
    if len(path) == 1:
        return SINGLE[first]
    title, inside = GROUPS[first]
    number = f"{path[1]}:" if len(path) > 2 and path[1] else ""
    return f"{title}:{number}{inside[str(path[-1])]}"


@lru_cache(maxsize=4096)
def path_of(said: str) -> tuple[Step, ...] | None:
    """The place in the standard that a head means; None where it means none of them."""
    words = [word for word in _SIGNS.split(said.strip()) if word]
    if words and _plain(words[0]) == "grants":
        words = [word for number, word in enumerate(words) if number > 1 or (number == 1 and not word.isdigit())]
    if not words:
        return None
    first = _known(words[0], {**SINGLE, **{name: title for name, (title, _) in GROUPS.items()}}, _SPELT)
    if first is None:
        return None
    rest = words[1:]
    if first in SINGLE:
        return (first,) if not rest or (first == "relatedActivity" and rest == ["0"]) else None
    number = int(rest.pop(0)) if rest and rest[0].isascii() and rest[0].isdigit() and len(rest[0]) < 3 else 0
    if not rest:
        return None
    inner = _known(rest[0], GROUPS[first][1], _SPELT_INSIDE)
    if inner is None:
        return None
    start: tuple[Step, ...] = (first,) if first in ALONE else (first, number)
    return _place((*start, inner), rest[1:]) if inner == "location" else (*start, inner) if len(rest) == 1 else None


def _place(start: tuple[Step, ...], rest: list[str]) -> tuple[Step, ...] | None:
    """What is said of the place of an organisation."""
    number = int(rest.pop(0)) if rest and rest[0].isascii() and rest[0].isdigit() and len(rest[0]) < 3 else 0
    inner = _known(rest[0], _PLACE, _SPELT_INSIDE) if len(rest) == 1 else None
    return None if inner is None else (*start, number, inner)


def _known(said: str, titles: dict[str, str], spelt: dict[str, str]) -> str | None:
    plain = _plain(said)
    for name, title in titles.items():
        if plain in (_plain(name), _plain(title), _plain(title).rstrip("?")):
            return name
    found = spelt.get(plain) or spelt.get(plain.rstrip("?"))
    return found if found in titles else None


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text.strip()).lower()
