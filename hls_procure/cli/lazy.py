"""Groups of commands that are imported only when they are run, so that --help and --version cost next to nothing."""

from __future__ import annotations

from collections.abc import Mapping

import click


class Lazy(click.Group):
    """A group whose commands are in modules of their own, imported when they are called.

    A group says which in a class of its own: ``table`` has each command with its line of help, ``module`` the module of a
    command, with ``{}`` where its name goes, and ``help_at`` what shows them all.
    """

    table: Mapping[str, str] = {}
    module = ""
    help_at = ""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order in which a person meets them."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command, imported now."""
        if cmd_name not in self.table:
            return None
        import importlib

        command: click.Command = importlib.import_module(self.module.format(cmd_name)).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.table.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named first; a near miss gets a suggestion."""
        name = args[0] if args else ""
        if name and name not in self.table and not name.startswith("-"):
            from hls_procure.errors import nearest

            words = f"There is no command '{name}'. {nearest(name, self.table)} See: {self.help_at}"
            raise click.UsageError(words.replace("  ", " "))
        return super().resolve_command(ctx, args)
