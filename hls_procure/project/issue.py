"""What was sent out or signed is frozen: ``issued/NNN-D07/`` keeps the exact bytes and all that they rest on.

Nothing in such a folder ever changes. Its manifest names the hash of each file and of the whole, and the journal keeps
the hash of the whole, so that a later change shows.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from datetime import date
from typing import Any

from hls_procure.errors import InputError, Problem
from hls_procure.project import files as disk
from hls_procure.project.issued import MANIFEST, Issue, Kind, documents, issued, next_version, signed, verify_issued, whole_hash
from hls_procure.project.numbers import ISSUED
from hls_procure.project.store import Store

__all__ = ["Issue", "Kind", "issue", "issued", "next_version", "signed", "verify_issued"]

FORMAT = 1
_DOCUMENT = re.compile(r"[A-Z]\d{2}[a-z]?\Z")
_NAME = re.compile(r"[^/\\:*?\"<>|\x00-\x1f]{1,200}(?<![. ])\Z")
_OWN = ("blocks.json", "facts.json", "versions.json")


def issue(
    folder: Store,
    document: str,
    *,
    on: date,
    files: Mapping[str, bytes],
    blocks_json: str,
    facts: Mapping[str, Any],
    versions: Mapping[str, Any],
    kind: Kind = "issued",
    why: str = "",
) -> Issue:
    """Freeze a document as it was sent out or signed.

    :param on: the day; :param files: the built files by name; :param blocks_json: the assembled blocks.
    :param facts: every fact that it shows, as data; :param versions: clause versions and layers, law date, tool version.
    :raises InputError: a name that cannot be kept, or nothing to keep. :raises FileProblem: it could not be written;
        nothing half-written is left.
    """
    _check(document, files)
    folder.hold()
    folder.save()
    root = folder.path / ISSUED
    for broken in root.glob(".*.new"):
        shutil.rmtree(broken, ignore_errors=True)
    _journal_again(folder)
    number = max(documents(folder), default=0) + 1
    name = f"{number:03d}-{document}"
    content = {
        **files,
        "blocks.json": blocks_json.encode(),
        "facts.json": _json(facts),
        "versions.json": _json(versions),
    }
    hashes = {one: disk.digest(content[one]) for one in sorted(content)}
    made = Issue(
        number=number,
        document=document,
        version=next_version(folder, document),
        kind=kind,
        on=on,
        by=folder.who,
        folder=f"{ISSUED}/{name}",
        files=hashes,
        whole=whole_hash(hashes),
        base=folder.base,
        journal=(folder.journal.count, folder.journal.chain),
    )
    whole = {**content, MANIFEST: _json(_manifest(made, folder.now()))}
    disk.new_folder(root, name, whole, "What was issued is never overwritten.")
    _record(folder, made, why)
    return made


def _check(document: str, content: Mapping[str, bytes]) -> None:
    problems = []
    if not _DOCUMENT.match(document):
        problems.append(Problem(document, "is not the id of a document", "Ids are like D07."))
    if not content:
        problems.append(Problem(document, "has no files to freeze", do="Build it first."))
    for name in content:
        if not _NAME.match(name) or name.startswith(".") or name.casefold() in {MANIFEST, *_OWN}:
            problems.append(Problem(name, "is not a name under which a file can be kept here"))
    if len({name.casefold() for name in content}) < len(content):
        problems.append(Problem(document, "has two files whose names differ only in capitals"))
    if problems:
        raise InputError(problems)


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _manifest(one: Issue, at: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "number": one.number,
        "document": one.document,
        "version": one.version,
        "kind": one.kind,
        "numbers": "literal" if one.kind == "signed" else "computed",
        "on": one.on.isoformat(),
        "at": at,
        "by": one.by,
        "files": dict(one.files),
        "whole": one.whole,
        "project": one.base,
        "journal": {"entries": one.journal[0], "chain": one.journal[1]},
    }


def _record(folder: Store, one: Issue, why: str) -> None:
    value = {
        "number": one.number,
        "document": one.document,
        "version": one.version,
        "on": one.on.isoformat(),
        "whole": one.whole,
    }
    folder.record(one.kind, {"value": value, **({"why": why} if why else {})}, path=one.folder)


def _journal_again(folder: Store) -> None:
    """Note what was frozen just before the program was stopped, so that the journal has it, too."""
    known = {entry.path for entry in folder.journal.entries if entry.kind in ("issued", "signed")}
    for one in issued(folder):
        if one.folder not in known:
            _record(folder, one, "noted late: the program was stopped when it was issued")
