"""Files that went through LibreOffice: opening and saving is no edit, and edits are found all the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.documents.test_libreoffice import convert
from tests.reconcile.conftest import Compare
from tests.reconcile.edits import EDITS
from tests.reconcile.test_edits import unlike

pytestmark = [
    pytest.mark.office,
    pytest.mark.xdist_group("office"),
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: its part was not looked at"),
]
DOCX = "docx:MS Word 2007 XML"


def test_a_file_that_was_only_opened_and_saved_gives_no_proposal(agreement: Path, compared: Compare, tmp_path: Path) -> None:
    saved = convert(agreement, DOCX, tmp_path / "out", tmp_path / "profile")
    assert compared(saved) == ()


def test_edits_are_found_after_another_program_saved_the_file(
    edited: Callable[..., Path], compared: Compare, tmp_path: Path
) -> None:
    saved = convert(edited(*EDITS), DOCX, tmp_path / "out", tmp_path / "profile")
    assert unlike(compared(saved), EDITS) == ([], [])
