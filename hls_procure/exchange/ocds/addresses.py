"""An address written in one line or several, in the parts that a release has for it."""

from __future__ import annotations

import re

from hls_procure.exchange.ocds.values import Plain, kept

_POSTCODE = re.compile(r"[\s,]*\b([A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2})\.?\Z")
_EMAIL = re.compile(r"[^\s@;,]+@[^\s@;,]+\.[^\s@;,]+\Z")


def address(text: str | None, region: str | None = None) -> Plain:
    """The parts of an address in the United Kingdom.

    Only what ends in a postcode is taken apart: the part before it after the last comma is the place. Any other text
    stands whole as the street, so that nothing is lost or guessed.

    :param region: its region code, where it is known.
    """
    raw = _without_email(text)
    if not raw and not region:
        return {}
    found = _POSTCODE.search(raw)
    before = raw[: found.start()] if found else raw
    street, comma, place = before.rpartition(",") if found else (before, "", "")
    return kept(
        {
            "streetAddress": street.strip() if comma or not found else before.strip(),
            "locality": place.strip() if comma else None,
            "region": region,
            "postalCode": found[1] if found else None,
            "country": "GB",
            "countryName": "United Kingdom",
        }
    )


def email(text: str | None) -> str | None:
    """The e-mail address that stands behind a semicolon, or None."""
    return next((part.strip() for part in (text or "").split(";") if _EMAIL.match(part.strip())), None)


def _without_email(text: str | None) -> str:
    parts = [part.strip() for part in (text or "").split(";")]
    return "; ".join(part for part in parts if part and not _EMAIL.match(part))
