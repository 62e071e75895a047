"""A file that was saved again and says the same gives exactly the findings of the document that was assembled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hls_procure.documents.manifest import edited_since
from hls_procure.readacross.report import mark
from hls_procure.work.building import build
from hls_procure.work.checking import check_project
from hls_procure.work.opening import look, open_project
from tests.helpers import copied, ticking
from tests.readacross.mutations.word_edits import Docx


def saved_again(path: Path) -> None:
    """Save a file without changing a word, so that it counts as edited."""
    data = path.read_bytes()
    path.write_bytes(Docx(data).bytes() if path.suffix == ".docx" else data + b"\n")


def found(path: Path) -> list[str]:
    return [f"{mark(one)} {one.message}" for one in check_project(look(path)).findings]


def check(sample: Path, room: Path, suffix: str) -> None:
    path = copied(sample, room / "sample")
    before = found(path)
    build(open_project(path, now=ticking()))
    files = sorted((path / "out").rglob(f"D*.{suffix}"))
    for file in files:
        saved_again(file)
    assert len(edited_since(path / "out")) == len(files) > 3
    assert found(path) == before


@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_a_small_sample_saved_again_says_the_same(sample_once: Callable[[str], Path], tmp_path: Path, suffix: str) -> None:
    check(sample_once("grant-or-contract"), tmp_path, suffix)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "html"])
@pytest.mark.parametrize("id", ["eborby", "reserved", "old-contract"])
def test_every_small_sample_saved_again_says_the_same(
    sample_once: Callable[[str], Path], tmp_path: Path, id: str, suffix: str
) -> None:
    check(sample_once(id), tmp_path, suffix)


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_the_sample_saved_again_says_the_same(
    tamarside_once: Path, tamarside_award_once: Path, tmp_path: Path, suffix: str
) -> None:
    check(tamarside_once, tmp_path / "tender", suffix)
    check(tamarside_award_once, tmp_path / "award", suffix)
