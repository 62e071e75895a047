"""A pack of another hand is read as well as the first."""

from __future__ import annotations

from pathlib import Path

from tests.foreign.other import CONTRACT, ITT, SHEET, SPEC, WRONG, pack
from tests.foreign.small import checked


def test_what_is_wrong_is_found_and_nothing_else(tmp_path: Path) -> None:
    report = checked(tmp_path, pack(wrong=True))
    found = {one.code for one in report.findings if one.severity in ("error", "warning")}
    assert WRONG - found == set()
    assert found - WRONG == set()
    assert {one["part"] for one in report.files} == {"invitation", "specification", "evaluation", "agreement"}


def test_the_right_pack_has_no_error_and_no_warning(tmp_path: Path) -> None:
    for confirm in (True, False):
        report = checked(tmp_path, pack(wrong=False), confirm=confirm)
        assert [f"{one.code} {one.message}" for one in report.findings if one.severity != "info"] == []
    assert [one["file"] for one in report.files] == [ITT, SPEC, SHEET, CONTRACT]
