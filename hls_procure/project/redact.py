"""Taking a person's words out of a project: out of project.yaml and out of every journal entry that ever held them.

A tombstone stays in their place, the chain of the journal still verifies, and documents build without the words.
Copies elsewhere (version control, backups, what was sent) are for people to see to; the files of the folder that may
still hold the words are named.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from hls_procure.errors import InputError, Problem, nearest
from hls_procure.model.build import plain_project
from hls_procure.model.fields import clean
from hls_procure.model.values import say_date
from hls_procure.project import files, journal
from hls_procure.project.entry import Entry, digest_of
from hls_procure.project.glance import CACHE
from hls_procure.project.holding import Finder, Holding, files_holding
from hls_procure.project.store import NAME, Store
from hls_procure.project.texts import ChangeText, Record, mapped, mapped_words, words_pattern

_TARGET = re.compile(r"([a-z_.]+)\[([^\[\]]+)\]\Z")


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
    shutil.rmtree(folder.path / CACHE, ignore_errors=True)
    folder.save()
    record = _record(folder, id)
    words = tombstone or f"[taken out on {say_date(on)} at the person's wish]"
    heard: set[str] = set()
    tree = plain_project(folder.project)
    before = (entry.value for entry in folder.journal.entries if entry.kind == "redacted")
    own = Record(folder.schema, record, {words, *(str(value["tombstone"]) for value in before)})
    for entry in folder.journal.entries:
        mapped_words(entry, own.collect(heard))
    mapped("", tree, own.collect(heard))
    finder, pattern = Finder(heard), words_pattern(heard)
    places = own.elsewhere(tree, pattern)
    take = own.take(words, pattern, places)
    changes = {path: new for path, old in own.leaves(tree) if (new := mapped(path, old, take)) != old}
    plan = _Plan(record, words, take, pattern, changes)
    changed = _rewrite(folder, plan, by=by, why=plan.free(clean(why)[0]))
    _torn(folder, finder, record, words)
    text = files.read(folder.path / NAME).decode("utf-8", "replace")
    comments = tuple(f"{NAME}:{n}" for n, line in enumerate(text.splitlines(), 1) if "#" in line and _in_comment(line, finder))
    held = files_holding(folder.path, finder, {NAME, journal.NAME, journal.TORN, ".lock"})
    return Redaction(record, tuple(changes), changed, places, comments, held)


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
        mapped_words(entry, change)
        found = _TARGET.match(entry.path)
        if found and found[1] in lists:
            known[entry.path] = None
    mapped("", plain_project(folder.project), change)
    if id in known:
        return id
    same = [path for path in known if path.endswith(f"[{id}]")]
    if len(same) == 1:
        return same[0]
    if same:
        why = f"There are {', '.join(same)}."
        raise InputError(Problem(id, "is the id of several records", why, "Name one of them in full."))
    ids = [path[path.index("[") + 1 : -1] for path in known]
    raise InputError(Problem(id, "is not the id of a record, now or ever", nearest(id, [*ids, *known])))


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is taken out, how, and what the leaves of the record become."""

    record: str
    tombstone: str
    take: ChangeText
    pattern: re.Pattern[str] | None
    changes: Mapping[str, Any]

    def free(self, text: str) -> str:
        """A reason without the words."""
        return text if self.pattern is None else self.pattern.sub(lambda found: self.tombstone, text)


def _rewrite(folder: Store, plan: _Plan, *, by: str, why: str) -> tuple[int, ...]:
    """Write the journal anew with the words gone and an entry that proves what is left; then mend project.yaml."""
    number = folder.journal.count + 1
    entries: list[Entry] = []
    proofs: dict[str, str] = {}
    for entry in folder.journal.entries:
        words = mapped_words(entry, plan.take)
        if "why" in words:
            words["why"] = plan.free(str(words["why"]))
        if words == dict(entry.words):
            entries.append(entry)
            continue
        salt = secrets.token_hex(16)
        proof = digest_of(words, salt)
        proofs[str(entry.n)] = proof
        entries.append(replace(entry, words=MappingProxyType(words), salt="", left={"salt": salt, "digest": proof, "by": number}))
    value = {"record": plan.record, "tombstone": plan.tombstone, "changes": dict(plan.changes), "entries": proofs}
    made = folder.journal.make(
        "redacted", at=folder.now(), by=by, words={"value": value, "why": why}, path=plan.record, base=folder.base
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
