"""grant record and grant due as somebody types them."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from hls_procure.cli.grant import GRANT_COMMANDS
from hls_procure.cli.grant import command as group
from hls_procure.cli.main import main
from hls_procure.work.grants import source
from tests.grants.funders import FunderFolder, row
from tests.helpers import REPOSITORY


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FunderFolder:
    made = FunderFolder(tmp_path / "fund", [row("G-1", "Quayside"), row("G-2", "Kiln\x1b[2J"), row("G-3", "Mead")])
    made.build()
    monkeypatch.setattr(source, "reader", lambda file: made.read)
    return made


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["grant", *words])
    assert result.exit_code == code, result.output
    return result


def test_what_happened_is_recorded_shown_and_taken_back(folder: FunderFolder) -> None:
    path = str(folder.path)
    assert (
        "letter 1 was sent on 1 December 2026  (entry 3)" in run("record", path, "all", "sent", "--on", "1 December 2026").output
    )
    told = run("record", path, "G-1", "accepted", "--on", "09/12/2026", "--by", "director", "--words", "Yes, we accept.\x1b[2J")
    assert "“Yes, we accept.\\x1b[2J”" in told.output
    paid = run("record", path, "G-1", "paid", "--on", "2027-01-16", "--amount", "£9,000")
    assert "£9,000 was paid, and the payment of 15 January 2027 is £10,000" in paid.output
    seen = run("record", path, "G-1").output
    assert seen.splitlines()[0] == "G-1: accepted"
    assert "£9,000 was paid on 16 January 2027" in seen
    run("record", path, "G-1", "--undo", "5", "--on", "2027-01-17")
    assert "taken back by entry 6" in run("record", path, "g-1").output
    data = json.loads(run("record", path, "G-2", "spoke", "--on", "2027-01-16", "--json").stdout)
    assert data["entries"][0]["what"] == "spoke"


def test_what_cannot_be_is_said_with_a_code(folder: FunderFolder) -> None:
    path = str(folder.path)
    assert "no letter was sent" in run("record", path, "G-1", "paid", "--on", "2027-01-16", code=2).output
    assert "--on" in run("record", path, "G-1", "sent", code=2).output
    assert "not a sum of money" in run("record", path, "G-1", "paid", "--on", "2027-01-16", "--amount", "lots", code=2).output
    assert "has nothing recorded" in run("record", path, "G-1", code=2).output
    assert "is not there" in run("record", path + "x", "G-1", "spoke", "--on", "2027-01-16", code=3).output
    assert "Write it like 7, or 7-19." in run("record", path, "G-1", "--undo", "9-7", code=2).output
    (folder.path / "letters" / "manifest.json").unlink()
    assert "holds no letters yet" in run("record", path, "all", "sent", "--on", "2027-01-16", code=3).output


def test_due_is_listed_for_people_for_programs_and_for_a_calendar(folder: FunderFolder) -> None:
    path = str(folder.path)
    run("record", path, "G-1,G-2", "sent", "--on", "1 December 2026")
    text = run("due", path, "--on", "2027-05-20", "--months", "12", "--to", "ics").output
    assert "\x1b" not in text
    heads = [line for line in text.splitlines() if line and not line.startswith(" ")]
    assert heads[:4] == [
        "From 20 May 2027 to 20 May 2028: The Long Acre Fund",
        "Late",
        "Due",
        "Sent, and nobody has said yes yet",
    ]
    assert "BEGIN:VCALENDAR" in (folder.path / "letters" / "due.ics").read_text(encoding="utf-8")
    data = json.loads(run("due", path, "--on", "2027-05-20", "--json").stdout)
    assert [one["late"] for one in data["items"]] == sorted((one["late"] for one in data["items"]), reverse=True)
    assert run("due", path, "--on", "2027-05-20").output == run("due", path, "--on", "2027-05-20").output
    assert "Nothing is due" in run("due", path, "--on", "2026-01-01", "--months", "1").output


@pytest.mark.parametrize("name", GRANT_COMMANDS)
def test_each_command_of_the_group_has_help_speaks_json_and_stands_in_the_readme_with_its_options(name: str) -> None:
    one = group.get_command(click.Context(group), name)
    assert one is not None
    assert one.short_help == GRANT_COMMANDS[name]
    assert one.help
    options = [option for option in one.params if isinstance(option, click.Option)]
    assert all(option.help for option in options)
    assert "--json" in [option.opts[-1] for option in options]
    text = (REPOSITORY / "README.md").read_text("utf-8")
    line = next((line for line in text.splitlines() if line.startswith(f"| `grant {name}")), "")
    missing = [option.opts[-1] for option in options if option.opts[-1] not in line and option.opts[-1] != "--json"]
    assert not missing


def test_the_help_of_the_group_lists_every_command() -> None:
    shown = run("--help").output
    assert [line.split()[0] for line in shown.partition("Commands:")[2].splitlines() if line.strip()] == list(GRANT_COMMANDS)
