"""What is held back from a notice, and which of its fields that touches."""

from __future__ import annotations

import re

from hls_procure.law.lists import notices
from hls_procure.law.sheets.desk import Desk
from hls_procure.law.sheets.lists import FieldSpec
from hls_procure.model.facts import Row
from hls_procure.model.telling import of, rows


def of_notice(on: Desk) -> tuple[Row, ...]:
    """The entries of the list of what is held back that name this notice, by its number or its name."""
    return tuple(row for row in rows(on.facts, "withheld") if _names(on, _where(on, row)))


def of_field(on: Desk, spec: FieldSpec) -> tuple[Row, ...]:
    """The entries that touch a field.

    An entry that names this notice touches the fields that the rest of its words name. One that names no notice touches a
    field by the words that the field's own data give for it, such as the copy of a contract.
    """
    found = []
    for row in rows(on.facts, "withheld"):
        what, where = str(of(on.facts, row, "what") or ""), _where(on, row)
        if _names(on, where):
            touched = _said((spec.name, *spec.held), f"{what} {_without(_own_names(on), where)}")
        else:
            touched = not _names_any(where) and _said(spec.held, where)
        if touched:
            found.append(row)
    return tuple(found)


def told(on: Desk, row: Row) -> str:
    """An entry as it stands beside a field: what, why, and who said so."""
    what, why, who = (of(on.facts, row, part) for part in ("what", "why", "by"))
    words = on.say("s-held", what=what or "", why=why or "").rstrip()
    return f"{words} {on.say('s-held-by', who=who)}" if who else words


def _where(on: Desk, row: Row) -> str:
    return str(of(on.facts, row, "where") or "")


def _names(on: Desk, where: str) -> bool:
    return _said(_own_names(on), where)


def _own_names(on: Desk) -> tuple[str, ...]:
    register = on.facts.schema.fields["published[].notice"].choices.get(on.notice.code or on.notice.id, "")
    return tuple(name for name in (register, on.notice.code, on.notice.name) if name)


def _names_any(where: str) -> bool:
    return _said(tuple(name for one in notices().values() for name in (one.code, one.name.partition(" (")[0])), where)


def _said(names: tuple[str, ...], words: str) -> bool:
    return any(_pattern(name).search(words) for name in names)


def _without(names: tuple[str, ...], words: str) -> str:
    for name in names:
        words = _pattern(name).sub(" ", words)
    return words


def _pattern(name: str) -> re.Pattern[str]:
    """A name as whole words, one or several of it."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?:e?s)?(?!\w)", re.IGNORECASE)
