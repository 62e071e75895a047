"""Parsed YAML files, kept in the cache by the hash of their bytes, so that a second command need not parse them again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hls_procure.errors import InputError, Problem
from hls_procure.library.cache import Cache
from hls_procure.library.finder import Found
from hls_procure.library.yamlfile import Map, Place, Seq, parse, read_text

_SHAPE = "trees-2"


@dataclass(frozen=True)
class Trees:
    """The parsed files of one part of the library.

    :param key: a hash of the names and bytes of all files: the same key, the same words.
    :param problems: what could not be parsed.
    """

    key: str
    files: tuple[tuple[Found, Map], ...]
    problems: tuple[Problem, ...] = ()


def load_trees(found: Iterable[Found], cache: Cache) -> Trees:
    """Read files, from the cache where their bytes are known."""
    sources = [(one, one.path.read_bytes()) for one in found]
    total = hashlib.sha256()
    for one, raw in sources:
        total.update(f"{one.layer}\0{one.name}\0{len(raw)}\0".encode())
        total.update(raw)
    key = f"{_SHAPE}-{total.hexdigest()}"
    stored = cache.get(key)
    if stored is not None:
        packed = json.loads(stored)
        return Trees(key, tuple((one, unpack(tree)) for (one, _), tree in zip(sources, packed, strict=True)))
    files: list[tuple[Found, Map]] = []
    problems: list[Problem] = []
    for one, _ in sources:
        try:
            files.append((one, parse(read_text(one.path), one.name)))
        except InputError as error:
            problems += error.problems
    if not problems:
        cache.put(key, json.dumps([pack(tree) for _, tree in files], ensure_ascii=False, separators=(",", ":")).encode())
    return Trees(key, tuple(files), tuple(problems))


def pack(value: Any) -> Any:
    """A parsed value as JSON: mappings as ``{"": line, name: [line, value]}``, lists as ``[line, [line, value] …]``."""
    if isinstance(value, Map):
        return {
            "": value.line,
            **{key: [value.places[key].line, value.places[key].style, pack(inner)] for key, inner in value.items()},
        }
    if isinstance(value, Seq):
        return [value.line, *([place.line, place.style, pack(item)] for item, place in zip(value, value.places, strict=True))]
    return value


def unpack(value: Any) -> Any:
    """The inverse of :func:`pack`; offsets are not kept."""
    if isinstance(value, dict):
        made = Map(value.pop(""))
        for key, (line, style, inner) in value.items():
            made[key] = inner if inner.__class__ is str or inner is None else unpack(inner)
            made.places[key] = Place(line, 0, 0, style)
        return made
    if isinstance(value, list):
        seq = Seq(value[0])
        for line, style, inner in value[1:]:
            seq.append(inner if inner.__class__ is str or inner is None else unpack(inner))
            seq.places.append(Place(line, 0, 0, style))
        return seq
    return value
