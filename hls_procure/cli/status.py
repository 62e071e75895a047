"""status: how a project stands."""

from __future__ import annotations

from pathlib import Path

import click

from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


@click.command("status", short_help="Show the stages, what is open, who owns it, and what is next.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@json_option
@problems_as_sentences
def command(folder: Path, as_json: bool) -> None:
    """Show how the project in DIR stands. Nothing in it is a score."""
    from hls_procure.work.opening import look
    from hls_procure.work.status import status

    opened = look(folder)
    made = status(opened)
    if as_json:
        echo_json(made.as_dict())
        return
    click.echo(made.text(str(folder)))
