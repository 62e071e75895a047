"""Drafts of notices for tests, what lies at a path of one, and the checker that stands beside the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hls_procure.exchange.notices import NOTICES
from hls_procure.exchange.ocds.completeness import Gap, completeness
from hls_procure.exchange.ocds.package import package, release, write
from hls_procure.model.facts import FactView
from hls_procure.model.root import Project
from hls_procure.work.opening import Looked
from tests.helpers import REPOSITORY

SHARED = REPOSITORY.parent / "shared"
CHECKER = SHARED / "tools" / "validate_ocds.py"


def facts(opened: Looked, project: Project | None = None, *, won: bool = False) -> FactView:
    """A view of a project: the opened one, or one made from it."""
    project, schema = project or opened.project, opened.workspace.schema
    return FactView(project, schema, award_known=won, hidden=opened.guide.hidden(FactView(project, schema)))


def draft(opened: Looked, code: str, project: Project | None = None) -> dict[str, Any]:
    """The release of a notice."""
    notice = NOTICES[code]
    return release(notice, facts(opened, project, won=notice.needs_award))


def gaps(opened: Looked, code: str, project: Project | None = None) -> dict[str, Gap]:
    """What is missing in it, by path."""
    notice = NOTICES[code]
    questions = {path: id for path, (_, id) in opened.guide.labels.items()}
    view = facts(opened, project, won=notice.needs_award)
    return {gap.path: gap for gap in completeness(notice, release(notice, view), view, questions)}


def reserve(project: Project, kind: str) -> Project:
    """The project with its contract reserved."""
    legal = project.legal
    return replace(project, legal=replace(legal, reserved=replace(legal.reserved, kind=kind)))


def at(made: Any, path: str) -> Iterator[Any]:
    """Everything at a path such as ``lots/*/value/amount``; nothing where it is not."""
    head, _, rest = path.partition("/")
    for item in made if head == "*" and isinstance(made, list) else [made.get(head)] if isinstance(made, dict) else []:
        if rest and item is not None:
            yield from at(item, rest)
        elif item is not None:
            yield item


def check(made: dict[str, Any], folder: Path) -> str:
    """What the checker of the standard says of a release; skips where it or what it needs is not there."""
    if not CHECKER.exists():
        pytest.skip("the schemas of the standard lie in shared/, beside a checkout, and are not there")
    for library in ("jsonschema", "referencing", "rfc3339_validator"):
        pytest.importorskip(library)
    path = folder / "draft.json"
    path.write_bytes(write(package(made)))
    assert json.loads(path.read_text("utf-8"))["releases"] == [made]
    ran = subprocess.run([sys.executable, CHECKER, path], capture_output=True, text=True, check=False, timeout=120)
    return ran.stdout + ran.stderr
