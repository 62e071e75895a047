"""The fields of notices as data, for a lawyer to edit: ``data/sheets/*.yaml``.

::

    notice: UK4                          # the number of the notice, or the word by which the register knows it
    regime: pa2023-below                 # where the notice has another sheet under this law; left out: the usual sheet
    stage: before                        # before the award, or after: with it and later
    undecided: "yes"                     # shown too while nobody can say whether the notice is needed
    counted: "yes"                       # published ones were counted; left out: the shares in blocks say nothing about it
    fields:
      - use: authority                   # the fields of a block in blocks.yaml
      - field: Title
        from: project.title              # the answer that fills it, or
        make: term                       # the way of saying several (named in filling.py)
        asks: [alliance.term.start]      # the answers that are asked for where nothing fills it; left out: that of "from"
        otherwise: who has to fill it    # a phrase, where no answer does
        facts: [pa-engagement-04]        # where the law asks for the field
        share: "100"                     # else: per cent of published notices that carried it
        regimes: [pa2023-full]           # only under these; left out: under every one
        when: staged                     # only in this case (named in filling.py)
        held: [address]                  # words by which what is held back names this field

A field without ``facts`` and ``share`` is one that the platform's form can be expected to ask; the form decides.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from hls_procure.law.facts import DATA
from hls_procure.law.lists import PsrNotice, psr_notices
from hls_procure.law.psr_notices import OTHERS, PROCESSES
from hls_procure.library.yamlfile import load
from hls_procure.model.record import record

FOLDER = DATA / "sheets"
_KEYS = {"field", "from", "make", "asks", "otherwise", "facts", "share", "regimes", "when", "held"}


@record
class FieldSpec:
    """A field of a notice before it is filled; see the module for what each part means.

    :param share: per cent of the light touch tender notices of August 2026 that carried it; 0 where nobody counted.
    """

    name: str
    path: str = ""
    make: str = ""
    asks: tuple[str, ...] = ()
    otherwise: str = ""
    facts: tuple[str, ...] = ()
    share: int = 0
    regimes: tuple[str, ...] = ()
    when: str = ""
    held: tuple[str, ...] = ()


@record
class Sheet:
    """The fields of a notice in order. :param undecided: shown too while it cannot be decided whether the notice is needed."""

    notice: str
    stage: str
    fields: tuple[FieldSpec, ...]
    undecided: bool = False


@lru_cache(maxsize=1)
def sheets() -> dict[tuple[str, str], Sheet]:
    """The sheets of the Procurement Act's notices by the number of the notice and the law; an empty word for the usual one.

    :raises ValueError: a field that is not in the form above.
    """
    made = {}
    for path in sorted(FOLDER.glob("uk*.yaml")):
        data = load(path)
        where = f"{path.name}:{data.line}"
        fields = tuple(spec for item in data["fields"] for spec in _fields(item, where))
        if data.get("counted") != "yes":
            fields = tuple(replace(spec, share=0) for spec in fields)
        sheet = Sheet(data["notice"], data["stage"], fields, data.get("undecided") == "yes")
        made[sheet.notice, data.get("regime") or ""] = sheet
    return made


def sheet(notice: str, regime: str) -> Sheet | None:
    """The sheet of a notice of the Procurement Act under a law. :return: None where there is none."""
    return sheets().get((notice, regime)) or sheets().get((notice, ""))


@lru_cache(maxsize=1)
def _blocks() -> dict[str, tuple[FieldSpec, ...]]:
    data = load(FOLDER / "blocks.yaml")
    return {name: tuple(_field(item, f"blocks.yaml:{item.line}") for item in items) for name, items in data.items()}


def _fields(item: Any, where: str) -> tuple[FieldSpec, ...]:
    return _blocks()[item["use"]] if "use" in item else (_field(item, where),)


def _field(item: Any, where: str) -> FieldSpec:
    more = set(item) - _KEYS
    if more or "field" not in item:
        raise ValueError(f"{where}: a field has a name and nothing but {', '.join(sorted(_KEYS))}; there is {sorted(more)}")
    path = item.get("from") or ""
    words = {key: tuple(item.get(key) or ()) for key in ("asks", "facts", "regimes", "held")}
    return FieldSpec(
        item["field"],
        path,
        item.get("make") or "",
        words["asks"] or ((path,) if path else ()),
        item.get("otherwise") or "",
        words["facts"],
        int(item.get("share") or 0),
        words["regimes"],
        item.get("when") or "",
        words["held"],
    )


@record
class PsrSheets:
    """What fills the items of the Schedules of the Provider Selection Regime.

    :param items: each item, in the words of the list of notices, and the field that it is. :param before: the notices that
        come before the award.
    """

    items: dict[str, FieldSpec]
    before: frozenset[str]


@lru_cache(maxsize=1)
def psr_sheets() -> PsrSheets:
    """The data of ``psr.yaml``. :raises ValueError: an item that stands in it twice."""
    data = load(FOLDER / "psr.yaml")
    items: dict[str, FieldSpec] = {}
    for item in data["items"]:
        spec = _field({key: value for key, value in item.items() if key != "texts"}, f"psr.yaml:{item.line}")
        for text in item["texts"]:
            if text in items:
                raise ValueError(f"psr.yaml:{item.line}: '{text}' stands in it twice")
            items[text] = spec
    return PsrSheets(items, frozenset(data["before"]))


def psr_sheet(regime: str, notice: str, route: str, *, change: bool = False) -> Sheet | None:
    """The sheet of a notice of the Provider Selection Regime, its fields those of its Schedule in their order.

    :param notice: as the register of what was published knows it (``psr-award``). :param route: the way that is taken.
    :param change: whether a contract is changed and not awarded. :return: None where the list has no such notice.
    """
    nation = "ENG" if regime == "psr-england" else "WLS"
    other = OTHERS[nation].get("urgent-change" if change and notice == "psr-urgent" else notice)
    number = dict(PROCESSES.get(route, ())).get(notice) or other
    schedule = f"Sch {number}" if number else "none" if number == "" else ""
    found = next((one for one in psr_notices() if (one.regime, one.schedule) == (regime, schedule)), None)
    if found is None:
        return None
    fact, known = psr_fact(found), psr_sheets()
    fields = tuple(_of_schedule(known.items[text], fact) for text in found.fields)
    return Sheet(notice, "before" if notice in known.before else "after", fields)


def psr_fact(notice: PsrNotice) -> str:
    """The id of the fact that knows the items of a Schedule."""
    number = notice.schedule.removeprefix("Sch ")
    if number == "none":
        return "gap-psr-notice-abandon"
    return f"gap-{'psr' if notice.regime == 'psr-england' else 'psrw'}-notice-sch{number}"


def _of_schedule(spec: FieldSpec, fact: str) -> FieldSpec:
    return FieldSpec(spec.name, spec.path, spec.make, spec.asks, spec.otherwise, (fact,), held=spec.held)
