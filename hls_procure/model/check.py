"""A check of the read-across as data, and the words that language checks look for; both stand in ``playbooks/``."""

from __future__ import annotations

from typing import Literal

from hls_procure.model.record import record

FAMILIES = (
    "coverage and links",
    "evaluation criteria and weights",
    "values, parties, terms",
    "timetable",
    "law and claims",
    "social value",
    "learning and governance",
    "grants",
    "language",
    "documents",
    "the check itself",
)
SCOPES = ("local", "network", "document")
SEVERITIES = ("error", "warning", "info")


@record
class Check:
    """One kind of defect: what ``explain`` says of it, and what its findings carry.

    :param scope: ``local`` (one record), ``network`` (records that point to one another) or ``document`` (printed words).
    :param reference: ids of the legal facts that it rests on. :param suppressible: whether a person may set it aside.
    :param where: file and line.
    """

    code: str
    name: str
    family: str
    severity: Literal["error", "warning", "info"]
    scope: str
    compares: str
    why: str
    example: str
    do: str
    reference: tuple[str, ...] = ()
    suppressible: bool = True
    where: str = ""


@record
class Phrase:
    """Words to look for, and what might stand there instead.

    :param find: each way of writing it, as words parted by blanks; ``{number}`` stands for any number.
    :param say: what could be said instead. :param why: what is wrong with it. :param right: contexts in which it is right:
        ``law``, ``safety``, ``quote`` (people's own words), ``negated`` (it is said that there is none).
    :param unless: words that make it right where they stand in the same passage.
    """

    find: tuple[str, ...]
    say: str
    why: str
    right: frozenset[str] = frozenset()
    unless: tuple[str, ...] = ()


@record
class Lexicon:
    """A list of phrases that one check looks for.

    :param answers: the fields whose words are looked at; empty where all that a document prints are.
    :param documents: the documents whose own words are looked at; empty for all, ``none`` for none.
    :param parts: the parts of a pack that it is for, such as ``grant``; such a list is looked for nowhere else.
    :param leave_out: fields whose words are not looked at. :param known: words that need no explanation.
    """

    id: str
    code: str
    phrases: tuple[Phrase, ...] = ()
    answers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()
