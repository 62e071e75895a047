"""A small library that is good, and the same with one file of it broken."""

from __future__ import annotations

import shutil
from pathlib import Path

from hls_procure.assembly.say import fits
from hls_procure.errors import HlsError
from hls_procure.library.cache import Cache
from hls_procure.library.finder import Finder, Layer
from hls_procure.library.load import load_checked, load_fields
from hls_procure.library.playbooks import load_playbook
from hls_procure.model.clause import Library
from hls_procure.model.fields import FieldSchema
from hls_procure.model.playbook import Playbook

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SMALL = FIXTURES / "small"
BROKEN = FIXTURES / "broken"
LAW = frozenset({"law-one", "law-two"})
NO_CACHE = Cache(None)

#: Which file of the small library a broken one of each kind stands in for.
TARGETS = {
    "clause": "clauses/alliance/AL-01.yaml",
    "variants": "clauses/alliance/AL-02.yaml",
    "terms": "clauses/terms.yaml",
    "document": "clauses/documents/D01.yaml",
    "fields": "playbooks/fields/all.yaml",
    "questions": "playbooks/questions/start.yaml",
    "playbook": "playbooks/small.yaml",
    "reminders": "playbooks/reminders.yaml",
}


def finder(*roots: Path) -> Finder:
    """A finder over the small library, with other folders above it; the first wins."""
    made = Finder()
    made.layers = (*(Layer("project", root) for root in roots), Layer("shipped", SMALL))
    return made


def schema(found: Finder, cache: Cache = NO_CACHE) -> FieldSchema:
    return load_fields(found, cache)


def words(found: Finder, cache: Cache = NO_CACHE) -> Library:
    return load_checked(found, schema(found, cache), lambda: LAW, fits, cache)


def playbook(found: Finder, cache: Cache = NO_CACHE) -> Playbook:
    return load_playbook(found, "small", schema(found, cache), cache)


def cases(kind: str) -> list[Path]:
    """The broken files of a kind."""
    return sorted((BROKEN / kind).glob("*.yaml"))


def overlaid(folder: Path, broken: Path) -> Finder:
    """The small library with one file replaced by a broken one."""
    target = folder / TARGETS[broken.parent.name]
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(broken, target)
    return finder(folder)


def expected(broken: Path) -> str:
    """What a person is told, word for word: it lies beside the broken file."""
    return broken.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")


def said(error: HlsError) -> str:
    return "\n".join(problem.text() for problem in error.problems)
