"""Each command says what it is, stands in README, and a near miss gets a suggestion."""

from __future__ import annotations

import re

import click
import pytest

from hls_procure import __version__
from hls_procure.cli.main import COMMANDS, main
from tests.helpers import REPOSITORY, run

CONTEXT = click.Context(main)


def command(name: str) -> click.Command:
    found = main.get_command(CONTEXT, name)
    assert found is not None
    return found


def parts_of(one: click.Command) -> list[click.Command]:
    """The commands of a group, or the command itself."""
    if not isinstance(one, click.Group):
        return [one]
    parts = [one.get_command(CONTEXT, name) for name in one.list_commands(CONTEXT)]
    return [part for part in parts if part is not None]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_a_line_of_its_own_and_words_for_each_option(name: str) -> None:
    one = command(name)
    assert one.short_help == COMMANDS[name]
    assert one.short_help.endswith(".")
    assert one.help
    shown = run(name, "--help")
    assert shown.exit_code == 0
    assert "Usage:" in shown.stdout
    for part in parts_of(one):
        assert part.help, part.name
        for option in part.params:
            if isinstance(option, click.Option):
                assert option.help, (part.name, option.name)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_in_the_readme_with_its_options(name: str) -> None:
    text = (REPOSITORY / "README.md").read_text("utf-8")
    one = command(name)
    usual = {"--json", "--plain", "--help", "--on", "--by", "--why", "--award", "--in", "--council", "--sample"}
    for part in parts_of(one):
        typed = name if part is one else f"{name} {part.name}"
        row = next((line for line in text.splitlines() if line.startswith("| `") and re.search(rf"`{typed}[` ]", line)), "")
        assert row, typed
        for option in part.params:
            if isinstance(option, click.Option) and not set(option.opts) & usual:
                assert option.opts[-1] in row, option.opts


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_that_prints_also_speaks_json(name: str) -> None:
    one = command(name)
    for part in parts_of(one):
        assert any("--json" in option.opts for option in part.params), part.name


def test_help_lists_every_command_without_importing_any() -> None:
    shown = run("--help")
    assert shown.exit_code == 0
    assert re.findall(r"^  (\w+) +\S", shown.stdout.partition("Commands:")[2], re.MULTILINE) == list(COMMANDS)
    assert run("-h").stdout == shown.stdout


def test_version() -> None:
    assert run("--version").stdout == f"hls-procure, version {__version__}\n"


def test_without_a_command_help_is_shown() -> None:
    shown = run()
    assert "Usage:" in shown.output
    assert shown.exit_code in (0, 2)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("stauts", "There is no command 'stauts'. Did you mean 'status'? See: hls-procure --help"),
        ("wlak", "There is no command 'wlak'. Did you mean 'walk'? See: hls-procure --help"),
        ("xyzzy", "There is no command 'xyzzy'. See: hls-procure --help"),
        ("grant lettrs", "There is no command 'lettrs'. Did you mean 'letters'? See: hls-procure grant --help"),
    ],
)
def test_a_command_that_is_not_one_gets_the_nearest_that_is(typed: str, said: str) -> None:
    shown = run(*typed.split())
    assert shown.exit_code == 2
    assert f"Error: {said}\n" in shown.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("walk",),
        ("walk", "x", "--stge", "design"),
        ("issue", "x", "D07"),
        ("settle", "x", "D12", "--on", "2027-03-03"),
        ("redact", "x", "y"),
        ("build", "x", "--for", "everybody"),
        ("library",),
        ("library", "lst"),
    ],
)
def test_what_is_missing_or_unknown_is_said_and_ends_with_2(arguments: tuple[str, ...]) -> None:
    shown = run(*arguments)
    assert shown.exit_code == 2
    assert shown.output.strip()
    assert "Traceback" not in shown.output


@pytest.mark.parametrize(
    ("typed", "said"),
    [("soon", "'soon' is not a date; write it like 3 March 2027 or 2027-03-03"), ("30 Feb 2027", "not a day in the calendar")],
)
def test_a_day_that_is_not_one_is_said(typed: str, said: str) -> None:
    for arguments in (("issue", "x", "D07"), ("sign", "x", "D12"), ("settle", "x", "D12", "--by", "y")):
        shown = run(*arguments, "--on", typed)
        assert shown.exit_code == 2
        assert said in shown.stderr


def test_the_module_runs_like_the_command() -> None:
    import hls_procure.__main__ as door

    assert door.main is main
