"""The registers of a project: choices, what is open, what a person has settled, what is set aside."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Literal

from hls_procure.model.record import record

OpenKind = Literal["later", "deliberate", "tender", "award"]


@record
class ClauseChoice:
    """A choice between complete variants of a clause, made by a lawyer: by whom (a role) and why."""

    clause: str
    variant: str
    by: str | None = None
    why: str | None = None


@record
class OpenItem:
    """Something that has no value yet.

    :param path: the field, or a list of records.
    :param kind: ``later`` (not known yet), ``deliberate`` (left open on purpose), ``tender`` (to come from the
        winning tender) or ``award``.
    :param owner: who will find out, by role; :param by: until when.
    """

    path: str
    kind: OpenKind = "later"
    owner: str | None = None
    by: date | None = None
    why: str | None = None


@record
class Settled:
    """A person's judgement: a clause or a whole document that a lawyer has settled.

    :param text: a short hash of the words that were settled; the judgement is stale when they change.
    """

    id: str
    by: str
    on: date
    why: str | None = None
    text: str | None = None


@record
class Review:
    """What has been settled so far."""

    settled: tuple[Settled, ...] = ()


@record
class Suppression:
    """A finding that a person set aside, with the reason, the owner and until when."""

    code: str
    where: str | None = None
    why: str | None = None
    owner: str | None = None
    until: date | None = None


@record
class Registers:
    """All registers together."""

    choices: tuple[ClauseChoice, ...] = ()
    open: tuple[OpenItem, ...] = ()
    review: Review = field(default_factory=Review)
    suppressions: tuple[Suppression, ...] = ()
