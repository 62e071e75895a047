"""What was built, from what: ``out/manifest.json`` tells which file is current and whether somebody edited it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from hls_procure.model.record import record

FORMAT = 1
_EMPTY: dict[str, Any] = {"files": [], "documents": {}, "library": [], "blanks": []}


@record
class BuiltFile:
    """One file as it was written.

    :param name: below out/, with its audience folder. :param sha256: of its bytes as built.
    :param current: whether it is the newest file of its document and format.
    """

    name: str
    document: str
    format: str
    sha256: str
    current: bool = True


@dataclass
class Manifest:
    """The record of a build, written beside what it describes.

    :param replaced: by file, the characters that its fonts lack and that stand in it in square brackets.
    """

    tool: str = ""
    law_as_of: str = ""
    project: str = ""
    purpose: str = ""
    final: bool = False
    files: dict[str, BuiltFile] = field(default_factory=dict)
    documents: dict[str, Any] = field(default_factory=dict)
    library: list[dict[str, str]] = field(default_factory=list)
    blanks: list[dict[str, Any]] = field(default_factory=list)
    replaced: dict[str, dict[str, int]] = field(default_factory=dict)

    def text(self) -> str:
        """The manifest as JSON, the same for the same build."""
        return (
            json.dumps(
                {
                    "format": FORMAT,
                    "tool": self.tool,
                    "law_as_of": self.law_as_of,
                    "project": self.project,
                    "purpose": self.purpose,
                    "final": self.final,
                    "files": [asdict(self.files[name]) for name in sorted(self.files)],
                    "documents": self.documents,
                    "library": self.library,
                    "blanks": self.blanks,
                    **({"replaced": self.replaced} if self.replaced else {}),
                },
                indent=1,
                ensure_ascii=False,
                sort_keys=True,
            )
            + "\n"
        )

    def carry(self, before: Mapping[str, Any]) -> None:
        """Keep what an earlier manifest says of documents that still have files and were not built this time."""
        kept = {built.document for built in self.files.values()} - set(self.documents)
        replaced = before.get("replaced")
        if isinstance(replaced, dict):
            self.replaced |= {
                name: signs for name, signs in replaced.items() if name in self.files and self.files[name].document in kept
            }
        self.documents |= {id: made for id, made in before["documents"].items() if id in kept}
        self.blanks = sorted(
            [*self.blanks, *(blank for blank in before["blanks"] if blank["document"] in kept)],
            key=lambda blank: str(blank["document"]),
        )
        if kept:
            mine = {item["name"] for item in self.library}
            others = (item for item in before["library"] if item["name"] not in mine)
            self.library = sorted([*self.library, *others], key=lambda item: item["name"])


def read_manifest(path: Path) -> dict[str, BuiltFile]:
    """The files of the last build by name; empty where there is none, or where it cannot be read."""
    return {item["name"]: BuiltFile(**item) for item in read_record(path)["files"]}


def read_record(path: Path) -> dict[str, Any]:
    """The whole manifest of the last build as plain data; an empty one where there is none, or where it cannot be read."""
    try:
        data = json.loads(path.read_text("utf-8"))
        made = [BuiltFile(**item) for item in data["files"]]
        sound = all(isinstance(built.name, str) and isinstance(built.document, str) for built in made)
        sound = sound and all(isinstance(item["document"], str) for item in data["blanks"])
        sound = sound and all(isinstance(item["name"], str) for item in data["library"]) and isinstance(data["documents"], dict)
        return dict(data) if sound else dict(_EMPTY)
    except (OSError, ValueError, KeyError, TypeError):
        return dict(_EMPTY)


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def file_digest(path: Path) -> str | None:
    """The SHA-256 of a file, or None where there is none."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return None


def edited_since(root: Path) -> list[str]:
    """The names of the files that are not as they were built. :param root: the folder ``out/``."""
    made = read_manifest(root / "manifest.json").values()
    return sorted(one.name for one in made if file_digest(root / one.name) not in (None, one.sha256))


def documents_record(documents: Mapping[str, Any]) -> dict[str, Any]:
    """What each document was made of: clause versions, wordings and layers, bookmarks."""
    return {
        id: {
            "title": document.front.title,
            "version": document.front.version,
            "clauses": [{"id": c, "version": v, "wording": w, "layer": layer} for c, v, w, layer in document.clauses],
            "bookmarks": document.bookmarks,
        }
        for id, document in sorted(documents.items())
    }
