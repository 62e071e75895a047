"""Parsed YAML files, kept in the cache by the hash of their bytes, so that a second command need not parse them again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from hls_procure.errors import FileProblem, InputError, Problem
from hls_procure.library.cache import Cache
from hls_procure.library.finder import Found
from hls_procure.library.yamlfile import Map, Place, Seq, parse, read_text

_SHAPE = "trees-3"


class Trees:
    """The parsed files of one part of the library; each is unpacked when it is asked for.

    :param key: a hash of the names and bytes of all files: the same key, the same words.
    :param digests: the SHA-256 of each file by name. :param problems: what could not be read or parsed.
    """

    def __init__(self, key: str, found: list[Found], digests: dict[str, str]) -> None:
        self.key = key
        self.found = found
        self.digests = digests
        self.problems: list[Problem] = []
        self._packed: dict[str, str] = {}
        self._trees: dict[str, Map] = {}

    def tree(self, found: Found) -> Map:
        """The parsed file."""
        if found.name not in self._trees:
            self._trees[found.name] = unpack(json.loads(self._packed[found.name]))
        return self._trees[found.name]

    @property
    def files(self) -> Iterator[tuple[Found, Map]]:
        """Every file that could be parsed, with its contents."""
        for found in self.found:
            if self._packed or found.name in self._trees:
                yield found, self.tree(found)


def load_trees(found: Iterable[Found], cache: Cache) -> Trees:
    """Read files, from the cache where their bytes are known. What is wrong is in ``problems``."""
    total = hashlib.sha256()
    kept, digests, problems = [], {}, []
    for one in found:
        try:
            with open(one.path, "rb") as stream:
                raw = stream.read()
        except OSError as error:
            problems.append(Problem(one.name, f"could not be read ({error.strerror or error})", do="Check who may read it."))
            continue
        digest = hashlib.sha256(raw)
        digests[one.name] = digest.hexdigest()
        total.update(f"{one.layer}\0{one.name}\0".encode() + digest.digest())
        kept.append(one)
    if problems:
        raise FileProblem(problems)
    trees = Trees(f"{_SHAPE}-{total.hexdigest()}", kept, digests)
    stored = cache.get(trees.key)
    if stored is not None:
        trees._packed = dict(zip((one.name for one in kept), json.loads(stored), strict=True))
        return trees
    for one in kept:
        try:
            trees._trees[one.name] = parse(read_text(one.path), one.name)
        except InputError as error:
            trees.problems += error.problems
    if not trees.problems:
        packed = [json.dumps(pack(trees._trees[one.name]), ensure_ascii=False, separators=(",", ":")) for one in kept]
        cache.put(trees.key, json.dumps(packed, ensure_ascii=False).encode())
    return trees


def pack(value: Any) -> Any:
    """A parsed value as JSON.

    A mapping is ``{"": line, name: [line, style, value]}``, a list ``[line, [line, style, value]]``.
    """
    if isinstance(value, Map):
        places = value.places
        return {"": value.line, **{key: [places[key].line, places[key].style, pack(inner)] for key, inner in value.items()}}
    if isinstance(value, Seq):
        return [value.line, *([place.line, place.style, pack(item)] for item, place in zip(value, value.places, strict=True))]
    return value


class _Places(dict[str, Place]):
    """Where values stand, made from the packed form when somebody asks."""

    def __getitem__(self, key: str) -> Place:
        line, style, _ = super().__getitem__(key)  # type: ignore[misc]
        return Place(line, 0, 0, style)


def unpack(value: Any) -> Any:
    """The inverse of :func:`pack`; offsets are not kept."""
    if isinstance(value, dict):
        made = Map(value.pop(""))
        made.places = _Places(value)
        for key, entry in value.items():
            inner = entry[2]
            made[key] = inner if inner.__class__ is str or inner is None else unpack(inner)
        return made
    if isinstance(value, list):
        seq = Seq(value[0])
        for line, style, inner in value[1:]:
            seq.append(inner if inner.__class__ is str or inner is None else unpack(inner))
            seq.places.append(Place(line, 0, 0, style))
        return seq
    return value
