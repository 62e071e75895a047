"""Checks that wait for a document: their letters are written, they are no codes yet, and nothing else is found in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hls_procure.library.checks import load_checks
from hls_procure.library.finder import Finder
from hls_procure.library.yamlfile import load
from hls_procure.work.foreign import check_files
from tests.foreign.small import word

WAITING: dict[str, Any] = dict(load(Path(__file__).parent / "waiting.yaml"))


def test_what_waits_is_no_code_yet_and_has_both_letters() -> None:
    known = load_checks(Finder())
    assert sorted(set(WAITING) & set(known)) == [], "the check is written: its letters belong into cases/"
    names = {check.name for check in known.values()}
    for code, entry in WAITING.items():
        assert set(entry) == {"name", "one", "fails", "near"}, code
        assert entry["name"] not in names, code
        assert list(entry["fails"]) != list(entry["near"]), code


@pytest.mark.parametrize("code", WAITING)
def test_nothing_but_what_waits_is_wrong_with_the_letters(code: str, tmp_path: Path) -> None:
    for which in ("fails", "near"):
        path = tmp_path / f"Grant letter {which}.docx"
        path.write_bytes(word("# Your grant", *WAITING[code][which]))
        findings = check_files([path]).report.findings
        assert [one.message for one in findings if one.severity == "error"] == []
