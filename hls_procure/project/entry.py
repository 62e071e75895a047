"""One line of the journal: what happened, and the words that belong to it.

The words (value, was, why) are bound to the entry by a salted digest, and the entries to one another by a chain over
everything else. So words can be taken out at a person's wish while the chain still proves that no entry was added,
altered or removed. What is left of such words is bound by a second digest, which the entry that took them out holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

WORDS = ("value", "was", "why")
_OUTSIDE_CHAIN = frozenset({*WORDS, "salt", "chain", "left"})
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class BrokenLine(ValueError):
    """A line that is not a journal entry, with words for a person."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened.

    :param n: its number, from 1. :param at: ISO time. :param by: the role that did it. :param kind: ``set``, ``row`` …
    :param path: where in the project, or which stage, clause or document; :param question: the question answered.
    :param base: the SHA-256 of the project.yaml that it stands on; :param to: for ``saving``, of the one to come.
    :param words: ``value``, ``was`` and ``why`` in the plain shape, as far as there are any.
    :param salt: keeps the digest from being guessed; empty once words were taken out.
    :param left: after that, the salt and digest of what is left and the number of the entry that says so.
    """

    n: int
    at: str
    by: str
    kind: str
    path: str = ""
    question: str = ""
    base: str = ""
    to: str = ""
    words: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    salt: str = ""
    digest: str = ""
    chain: str = ""
    left: Mapping[str, Any] | None = None

    @property
    def value(self) -> Any:
        """What it is now."""
        return self.words.get("value")

    @property
    def was(self) -> Any:
        """What it was before."""
        return self.words.get("was")

    @property
    def why(self) -> str:
        """The reason that was given; may be empty."""
        return str(self.words.get("why") or "")

    @property
    def redacted(self) -> bool:
        """Whether words were taken out of it."""
        return self.left is not None

    def data(self) -> dict[str, Any]:
        """The entry as it stands in the file; what is empty is left out."""
        pairs = (
            ("n", self.n), ("at", self.at), ("by", self.by), ("kind", self.kind), ("path", self.path),
            ("question", self.question), ("base", self.base), ("to", self.to), *self.words.items(),
            ("salt", self.salt), ("digest", self.digest), ("chain", self.chain), ("left", self.left),
        )  # fmt: skip
        return {name: value for name, value in pairs if name in WORDS or value not in ("", None)}

    def line(self) -> bytes:
        """The entry as one line of the file, with its line end."""
        return (json.dumps(self.data(), ensure_ascii=False, separators=(", ", ": ")) + "\n").encode()


def read_line(raw: bytes) -> dict[str, Any]:
    """The data of one line. :raises BrokenLine: it is not an entry."""
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        raise BrokenLine("is not a line that hls-procure wrote") from None
    if not isinstance(data, dict):
        raise BrokenLine("is not an entry")
    texts = ("at", "by", "kind", "digest", "chain")
    if not isinstance(data.get("n"), int) or any(not isinstance(data.get(name), str) for name in texts):
        raise BrokenLine("is an entry without its number, time, author, kind or proof")
    return data


def entry_of(data: Mapping[str, Any]) -> Entry:
    """The entry that some data describe."""
    left = data.get("left")
    return Entry(
        n=data["n"],
        at=data["at"],
        by=data["by"],
        kind=data["kind"],
        path=str(data.get("path", "")),
        question=str(data.get("question", "")),
        base=str(data.get("base", "")),
        to=str(data.get("to", "")),
        words=MappingProxyType({name: data[name] for name in WORDS if name in data}),
        salt=str(data.get("salt", "")),
        digest=data["digest"],
        chain=data["chain"],
        left=left if isinstance(left, Mapping) else None,
    )


def canonical(value: Any) -> bytes:
    """One spelling for equal data, so that equal data have equal digests."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(words: Mapping[str, Any], salt: str) -> str:
    """The digest that binds words to their entry."""
    return hashlib.sha256(salt.encode() + canonical(dict(words))).hexdigest()


def chain_of(previous: str, data: Mapping[str, Any]) -> str:
    """The link of an entry: over the link before it and everything in the entry but its words."""
    rest = {name: value for name, value in data.items() if name not in _OUTSIDE_CHAIN}
    return hashlib.sha256(previous.encode() + canonical(rest)).hexdigest()
