"""grant: many grants of one funder. Its commands are imported only when they are run."""

from __future__ import annotations

import click

GRANT_COMMANDS: dict[str, str] = {
    "start": "Make a funder's folder and its workbook.",
    "check": "Check every grant: problems, what letters lack, the law, the totals.",
    "letters": "Make the letters: first a look at every row, then all of them.",
    "import": "Take grants from a 360Giving file into the workbook.",
    "record": "Record what happened to a grant: sent, accepted, paid, spoke, ended …",
    "due": "List payments, conversations, promises and reports that are due.",
}


class LazyGrants(click.Group):
    """A group whose commands are modules of their own: ``grant start`` is ``hls_procure.cli.grant_start``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order in which a person meets them."""
        return list(GRANT_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, imported now."""
        if cmd_name not in GRANT_COMMANDS:
            return None
        import importlib

        module = importlib.import_module(f"hls_procure.cli.grant_{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(GRANT_COMMANDS.items()))


@click.group("grant", cls=LazyGrants, short_help="Letters, payments and promises of many grants.")
def command() -> None:
    """Letters, payments and promises of many grants, from one workbook."""
