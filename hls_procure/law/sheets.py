"""The data sheets of notices: each field, filled from the project, or who has to fill it."""

from __future__ import annotations

from hls_procure.law.case import Case
from hls_procure.law.ruling import Ruling
from hls_procure.model.found import FoundField


def sheet_of(case: Case, ruling: Ruling) -> tuple[FoundField, ...]:
    """The fields of every notice that the ruling asks for, in order."""
    return ()
