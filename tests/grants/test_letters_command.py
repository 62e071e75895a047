"""grant letters as a person types it: what it says, what programs get, and with which code it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.grants.workbooks import GRANT, filled
from tests.helpers import run

pytestmark = pytest.mark.slow


def grants(count: int) -> list[dict[str, object]]:
    return [
        {**GRANT, "Grant": f"G-{n:04}", "Title": f"Work {n}", "Programme": ("Roots", "Wings")[n % 2]} for n in range(1, count + 1)
    ]


def test_from_the_workbook_to_letters(tmp_path: Path) -> None:
    folder = filled(tmp_path / "fund", grants(3))
    shown = run("grant", "letters", folder, "--preview")
    assert shown.exit_code == 0, shown.output
    assert "1 letter to read in " in shown.stdout
    shown = run("grant", "letters", folder)
    assert shown.exit_code == 0, shown.output
    assert "3 letters made in " in shown.stdout
    assert "Of the rows of grants.xlsx: 3 new." in shown.stdout
    assert "3 letters of 1 choice of clauses still say that they are drafts." in shown.stdout
    assert (folder / "letters/wings/G-0001-quayside.docx").exists()
    settled = run("grant", "record", folder, "wording", "settled", "--by", "lawyer", "--on", "2026-12-01")
    assert settled.exit_code == 0, settled.output
    told = json.loads(run("grant", "letters", folder, "--json").stdout)
    assert (told["made"], told["drafts"], told["states"]) == (3, {}, {"same": 3})
    assert run("grant", "record", folder, "G-0002", "sent", "--on", "2026-12-02").exit_code == 0
    again = run("grant", "letters", folder, "--to", "txt")
    assert "1 sent already and unchanged since: not made again" in again.stdout
    assert (folder / "letters/wings/G-0001-quayside.txt").exists()


def test_problems_end_with_2_and_nothing_is_made(tmp_path: Path) -> None:
    rows = grants(2)
    rows[1]["Amount (£)"] = "a lot"
    folder = filled(tmp_path / "fund", rows)
    shown = run("grant", "letters", folder)
    assert shown.exit_code == 2
    assert "grants.xlsx, Grants" in shown.stderr
    assert not (folder / "letters").exists()
    assert run("grant", "letters", folder, "--to", "pages").exit_code == 2
    assert run("grant", "letters", tmp_path / "nowhere").exit_code in (2, 3)
