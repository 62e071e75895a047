"""Taking a person's words out of a project: out of project.yaml and out of every journal entry that ever held them.

A tombstone stays in their place, the chain of the journal still verifies, and documents build without the words.
Copies elsewhere (version control, backups, what was sent) are for people to see to; the files of the folder that may
still hold the words are named.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.model.build import plain_project
from hls_procure.model.fields import FieldSchema, clean
from hls_procure.model.values import say_date
from hls_procure.project import files, journal
from hls_procure.project.changes import REGISTERS, register_key, steps, touches
from hls_procure.project.entry import Entry, digest_of
from hls_procure.project.holding import Finder, Holding, files_holding
from hls_procure.project.replay import BY_HAND, CHANGES
from hls_procure.project.store import NAME, Store

CACHE = ".cache"
_TARGET = re.compile(r"([a-z_.]+)\[([^\[\]]+)\]\Z")
_TEXTS_OF_REGISTERS = frozenset({"why", "owner", "by"})


@dataclass(frozen=True, slots=True)
class Redaction:
    """What a redaction did, and what it leaves for a person to do.

    :param record: the record, as a path. :param leaves: the leaves whose words are gone from project.yaml.
    :param entries: the journal lines whose words are gone. :param places: other fields in which the same words stand.
    :param comments: lines of project.yaml whose comments hold them. :param files: files that hold or may hold them.
    """

    record: str
    leaves: tuple[str, ...]
    entries: tuple[int, ...]
    places: tuple[str, ...]
    comments: tuple[str, ...]
    files: tuple[Holding, ...]


def redact(folder: Store, id: str, *, by: str, on: date, why: str, tombstone: str = "") -> Redaction:
    """Replace the words of the record with this id by a tombstone, wherever the folder keeps them.

    :param id: an id, or ``list[id]`` where two lists have the same. :param by: the role that does it.
    :param why: the reason; it goes into the journal only. :param tombstone: other words than the usual ones.
    :raises InputError: no record, now or ever, has the id (with the nearest that is one).
    :raises FileProblem: a file could not be written; the words are then where they were, or it is finished when the
        folder is next changed.
    """
    folder.hold()
    folder.save()
    record = _record(folder, id)
    words = tombstone or f"[taken out on {say_date(on)} at the person's wish]"
    heard: set[str] = set()
    tree = plain_project(folder.project)
    own = _Own(folder.schema, record)
    for entry in folder.journal.entries:
        _mapped_words(entry, own.collect(heard))
    _mapped("", tree, own.collect(heard))
    finder = Finder(heard)
    places = own.elsewhere(tree, _pattern(heard, words))
    take = own.take(words, _pattern(heard, words), places)
    changes = {path: new for path, old in own.leaves(tree) if (new := _mapped(path, old, take)) != old}
    changed = _rewrite(folder, take, _pattern(heard, words), words, record, changes, by=by, why=clean(why)[0])
    _torn(folder, finder, record, words)
    shutil.rmtree(folder.path / CACHE, ignore_errors=True)
    text = files.read(folder.path / NAME).decode("utf-8", "replace")
    comments = tuple(f"{NAME}:{n}" for n, line in enumerate(text.splitlines(), 1) if "#" in line and _in_comment(line, finder))
    held = files_holding(folder.path, finder, {NAME, journal.NAME, journal.TORN, ".lock"})
    return Redaction(record, tuple(changes), changed, places, comments, held)


_Change = Callable[[str, str], str]


class _Own:
    """Knows which texts belong to the record."""

    def __init__(self, schema: FieldSchema, record: str) -> None:
        self.schema = schema
        self.steps = steps(record)

    def text(self, path: str) -> bool:
        register = path.partition("[")[0]
        if register in REGISTERS:
            return path.rpartition(".")[2] in _TEXTS_OF_REGISTERS
        field = self.schema.get(path)
        return field is not None and field.is_text

    def owns(self, path: str) -> bool:
        return steps(path)[: len(self.steps)] == self.steps and self.text(path)

    def collect(self, heard: set[str]) -> _Change:
        def change(path: str, text: str) -> str:
            if text.strip() and self.owns(path):
                heard.add(text)
            return text

        return change

    def take(self, words: str, pattern: re.Pattern[str] | None, places: tuple[str, ...]) -> _Change:
        def change(path: str, text: str) -> str:
            if self.owns(path):
                return words if text.strip() else text
            if pattern is None or not self.text(path) or any(touches(path, place) for place in places):
                return text
            return pattern.sub(lambda found: words, text)

        return change

    def elsewhere(self, tree: Mapping[str, Any], pattern: re.Pattern[str] | None) -> tuple[str, ...]:
        """The other fields in which the same words stand now."""
        found: dict[str, None] = {}

        def change(path: str, text: str) -> str:
            if pattern is not None and self.text(path) and not self.owns(path) and pattern.search(text):
                found[path] = None
            return text

        _mapped("", tree, change)
        return tuple(found)

    def leaves(self, tree: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """The text leaves of the record as it stands."""
        found: Any = tree
        for step in self.steps:
            if step.startswith("["):
                found = next((row for row in found or () if row["id"] == step[1:-1]), {})
            else:
                found = found.get(step, {})
        record = "".join(s if s.startswith("[") else f".{s}" for s in self.steps).lstrip(".")
        return [(f"{record}.{name}", value) for name, value in found.items() if name != "id"]


def _pattern(heard: set[str], words: str) -> re.Pattern[str] | None:
    """Finds the record's words in other texts: only what is long enough not to be anybody's words."""
    wanted = {text for text in heard if text != words and (len(text) >= 12 or (len(text) >= 6 and " " in text.strip()))}
    joined = "|".join(re.escape(text) for text in sorted(wanted, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE) if joined else None


def _mapped(path: str, value: Any, change: _Change) -> Any:
    """A plain value with every text in it changed, each text with its path."""
    if isinstance(value, str):
        return change(path, value)
    if isinstance(value, Mapping):
        return {name: _mapped(f"{path}.{name}" if path else name, inner, change) for name, inner in value.items()}
    if isinstance(value, list):
        return [_mapped(_item_path(path, item), item, change) for item in value]
    return value


def _item_path(path: str, item: Any) -> str:
    if isinstance(item, Mapping):
        return f"{path}[{register_key(path, item) if path in REGISTERS else item.get('id')}]"
    return path


def _mapped_words(entry: Entry, change: _Change) -> dict[str, Any]:
    """The words of an entry with every text in them changed; ``why`` stays."""
    words = dict(entry.words)
    if entry.kind == "created":
        words["value"] = _mapped("", words.get("value"), change)
    elif entry.kind == BY_HAND:
        for side in ("value", "was"):
            words[side] = {path: _mapped(path, value, change) for path, value in (words.get(side) or {}).items()}
    elif entry.kind in CHANGES and entry.kind != "redacted":
        for side in {"value", "was"} & set(words):
            words[side] = _mapped(entry.path, words[side], change)
    return words


def _record(folder: Store, id: str) -> str:
    """The path of the record that has an id now, or once had."""
    lists = {name.removesuffix("[]") for name in folder.schema.lists}
    known: dict[str, None] = {}

    def change(path: str, text: str) -> str:
        head = path.rpartition("].")[0] + "]"
        found = _TARGET.match(head)
        if found and found[1] in lists:
            known[head] = None
        return text

    for entry in folder.journal.entries:
        _mapped_words(entry, change)
        found = _TARGET.match(entry.path)
        if found and found[1] in lists:
            known[entry.path] = None
    _mapped("", plain_project(folder.project), change)
    if id in known:
        return id
    same = [path for path in known if path.endswith(f"[{id}]")]
    if len(same) == 1:
        return same[0]
    if same:
        raise InputError(Problem(id, "is the id of several records", f"There are {', '.join(same)}.", "Name one of them in full."))
    ids = [path[path.index("[") + 1 : -1] for path in known]
    raise InputError(Problem(id, "is not the id of a record, now or ever", nearest(id, [*ids, *known])))


def _rewrite(
    folder: Store,
    take: _Change,
    pattern: re.Pattern[str] | None,
    words: str,
    record: str,
    changes: Mapping[str, Any],
    *,
    by: str,
    why: str,
) -> tuple[int, ...]:
    """Write the journal anew with the words gone and an entry that proves what is left; then mend project.yaml."""
    number = folder.journal.count + 1
    entries: list[Entry] = []
    proofs: dict[str, str] = {}
    for entry in folder.journal.entries:
        now = _mapped_words(entry, take)
        if "why" in now and pattern is not None:
            now["why"] = pattern.sub(lambda found: words, str(now["why"]))
        if now != dict(entry.words):
            salt = secrets.token_hex(16)
            left = {"salt": salt, "digest": digest_of(now, salt), "by": number}
            proofs[str(entry.n)] = left["digest"]
            entry = replace(entry, words=MappingProxyType(now), salt="", left=left)
        entries.append(entry)
    value = {"record": record, "changes": dict(changes), "entries": proofs}
    made = folder.journal.make(
        "redacted", at=folder.now(), by=by, words={"value": value, "why": why}, path=record, base=folder.base
    )
    files.replace(folder.journal.path, b"".join(entry.line() for entry in (*entries, made)))
    folder.reload()
    return tuple(int(n) for n in proofs)


def _torn(folder: Store, finder: Finder, record: str, words: str) -> None:
    """A broken line that was set aside may hold the words, too; it gives way as a whole."""
    path = folder.path / journal.TORN
    if not path.exists():
        return
    lines = files.read(path).decode("utf-8", "replace").split("\n")
    kept = [words if record in line or finder.inside(line.replace("\\n", " ").replace('\\"', '"')) else line for line in lines]
    if kept != lines:
        files.replace(path, "\n".join(kept).encode())


def _in_comment(line: str, finder: Finder) -> bool:
    return finder.inside(line[line.index("#") :])
