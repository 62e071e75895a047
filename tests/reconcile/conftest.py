"""The built agreement with what it was built from, made once for the session; tests compare copies of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hls_procure.reconcile.compare import Base, compare_file
from hls_procure.reconcile.proposals import Proposal
from tests.reconcile.edits import Scripted
from tests.reconcile.word import Word

Compare = Callable[[Path], tuple[Proposal, ...]]


@pytest.fixture(scope="session")
def agreement(tamarside_built_once: Path) -> Path:
    """D12 as it was built."""
    (found,) = (tamarside_built_once / "out").rglob("D12-*.docx")
    return found


@pytest.fixture(scope="session")
def looked(tamarside_built_once: Path) -> Any:
    from hls_procure.work.opening import look

    return look(tamarside_built_once)


@pytest.fixture(scope="session")
def base(looked: Any, agreement: Path) -> Base:
    from hls_procure.model.facts import FactView
    from hls_procure.reading.door import read_file
    from hls_procure.work.building import assemble

    document = assemble(looked, only=["D12"]).documents["D12"]
    return Base(document, read_file(agreement), FactView(looked.project, looked.workspace.schema, award_known=False))


@pytest.fixture(scope="session")
def compared(looked: Any, base: Base) -> Compare:
    """Every proposal of a file, without looking for the document and the state that it was built from."""
    from hls_procure.reading.door import read_file

    def run(path: Path) -> tuple[Proposal, ...]:
        words, schema = looked.workspace.words, looked.workspace.schema
        return compare_file(read_file(path), base, words, schema, current=lambda path: None, places=dict).proposals

    return run


@pytest.fixture
def edited(agreement: Path, tmp_path: Path) -> Callable[..., Path]:
    """A copy of the agreement with some scripted edits."""

    def make(*edits: Scripted) -> Path:
        word = Word(agreement)
        for edit in edits:
            edit.do(word)
        return word.save(tmp_path / "edited.docx")

    return make
