"""Whether somebody's words hold bank details, which are kept nowhere here."""

from __future__ import annotations

import re

from hls_procure.errors import Problem

_SORT = re.compile(r"(?<![\w-])\d{2}([-‐‑–—. ])\d{2}\1\d{2}(?![\w-])|sort\s*code\W{0,5}(?:is\W{0,3})?\d{6}(?!\d)", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?<![\w.,£-])\d{4}[ -]?\d{4}(?![\w-])")
_NAMED = re.compile(r"(?:account|acc|a/c)\W{0,3}(?:no|number|nr)?\W{0,5}(?:is\W{0,3})?\d{4}[ -]?\d{4}(?!\d)", re.IGNORECASE)
_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?![A-Z0-9])", re.IGNORECASE)


def bank_details(text: str) -> str:
    """What kind of bank details some words seem to hold: words for a sentence, or nothing.

    A sort code counts only beside an account number; an IBAN only where its own check figures fit.
    """
    sort = _SORT.search(text)
    if sort and (_ACCOUNT.search(text[: sort.start()] + "|" + text[sort.end() :]) or _NAMED.search(text)):
        return "a sort code and an account number"
    for found in _IBAN.finditer(text):
        parts = re.split(r"[ -]", found[0].upper())
        if any(_checks("".join(parts[:count])) for count in range(1, len(parts) + 1)):
            return "an IBAN"
    return ""


def refuse_bank_details(text: str, where: str) -> list[Problem]:
    """A problem where words hold bank details."""
    kind = bank_details(text)
    if not kind:
        return []
    why = "Bank details are kept nowhere here, so that nobody can find or change them in this folder."
    return [Problem(where, f"hold what looks like {kind}", why, "Leave the numbers out, and record the rest.")]


def _checks(bare: str) -> bool:
    if not 15 <= len(bare) <= 34:
        return False
    turned = bare[4:] + bare[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1
