"""Reads the catalogue of checks (``playbooks/checks.yaml``) and the lists of words (``playbooks/language/*.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.library.cache import Cache
from hls_procure.library.finder import Finder
from hls_procure.library.load import NO_CACHE
from hls_procure.library.trees import load_trees
from hls_procure.library.yamlfile import Map
from hls_procure.model.check import FAMILIES, SCOPES, SEVERITIES, Check, Lexicon, Phrase

_CODE = re.compile(r"RA\d{3}\Z")
_TEXTS = ("name", "family", "severity", "scope", "compares", "why", "example", "do")
_CHECK = {*_TEXTS, "reference", "suppressible"}
_LEXICON = {"code", "answers", "documents", "parts", "leave_out", "words", "known"}
_PHRASE = {"find", "say", "why", "right", "unless"}
CONTEXTS = frozenset({"law", "safety", "quote", "negated"})


def load_checks(finder: Finder, cache: Cache = NO_CACHE) -> dict[str, Check]:
    """Every check by its code, in the order of the file. :raises InputError: every problem of it at once."""
    trees = load_trees(finder.all("playbooks", "checks.yaml"), cache)
    problems = list(trees.problems)
    made: dict[str, Check] = {}
    for found, data in trees.files:
        for code, entry in data.items():
            where = f"{found.name}:{entry.line if isinstance(entry, Map) else data.line}"
            wrong = list(_faults(code, entry, where))
            problems += wrong
            if not wrong:
                texts: dict[str, Any] = {key: " ".join(entry[key].split()) for key in _TEXTS}
                made[code] = Check(
                    code=code,
                    reference=tuple(entry.get("reference") or ()),
                    suppressible=entry.get("suppressible") != "no",
                    where=where,
                    **texts,
                )
    if problems:
        raise InputError(problems)
    return made


def _faults(code: str, entry: Any, where: str) -> Iterator[Problem]:
    if not _CODE.match(code):
        yield Problem(where, f"'{code}' is not a code of a check", do="A code is RA and three figures, like RA203.")
    if not isinstance(entry, Map):
        yield Problem(where, f"{code} is not a mapping", do="See the other checks in the file.")
        return
    for key in _TEXTS:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            yield Problem(where, f"{code} has no {key}", do="Every check says what it compares, why, an example and what to do.")
    yield from _unknown(entry, _CHECK, where)
    for key, allowed in (("family", FAMILIES), ("scope", SCOPES), ("severity", SEVERITIES)):
        value = entry.get(key)
        if isinstance(value, str) and value not in allowed:
            yield Problem(where, f"{code}: '{value}' is no {key}", nearest(value, allowed), f"There are: {', '.join(allowed)}.")


def _unknown(entry: Map, known: set[str], where: str) -> Iterator[Problem]:
    for key in entry:
        if key not in known:
            yield Problem(where, f"has an unknown name '{key}'", nearest(key, known), f"There are: {', '.join(sorted(known))}.")


def load_language(finder: Finder, cache: Cache = NO_CACHE) -> tuple[Lexicon, ...]:
    """Every list of words, in the order of the files' names. :raises InputError: every problem of them at once."""
    trees = load_trees(finder.all("playbooks", "language/*.yaml"), cache)
    problems = list(trees.problems)
    made = []
    for found, data in trees.files:
        wrong = list(_lexicon_faults(data, found.name))
        problems += wrong
        if not wrong:
            made.append(_lexicon(found.stem, data))
    if problems:
        raise InputError(problems)
    return tuple(made)


def _lexicon_faults(data: Map, name: str) -> Iterator[Problem]:
    yield from _unknown(data, _LEXICON, f"{name}:1")
    if not isinstance(data.get("code"), str) or not _CODE.match(data["code"]):
        yield Problem(f"{name}:1", "names no check", do="Write the code of the check that looks for these words: code: RA801.")
    for entry in data.get("words") or ():
        if not isinstance(entry, Map):
            yield Problem(f"{name}:1", "has a line under words that is not a mapping", do="Give each find, say and why.")
            continue
        where = f"{name}:{entry.line}"
        yield from _unknown(entry, _PHRASE, where)
        for key in ("find", "say", "why"):
            if not entry.get(key):
                yield Problem(where, f"has no {key}", do="Say what to look for, what could be said instead, and why.")
        for context in entry.get("right") or ():
            if context not in CONTEXTS:
                do = f"There are: {', '.join(sorted(CONTEXTS))}."
                yield Problem(where, f"'{context}' is no context in which words are right", nearest(context, CONTEXTS), do)


def _lexicon(id: str, data: Map) -> Lexicon:
    return Lexicon(
        id,
        data["code"],
        tuple(
            Phrase(
                _several(entry["find"]),
                " ".join(entry["say"].split()),
                " ".join(entry["why"].split()),
                frozenset(entry.get("right") or ()),
                _several(entry.get("unless") or ()),
            )
            for entry in data.get("words") or ()
        ),
        tuple(data.get("answers") or ()),
        tuple(data.get("documents") or ()),
        tuple(data.get("leave_out") or ()),
        frozenset(data.get("known") or ()),
        tuple(data.get("parts") or ()),
    )


def _several(value: Any) -> tuple[str, ...]:
    return tuple(value.split(" | ")) if isinstance(value, str) else tuple(value)
