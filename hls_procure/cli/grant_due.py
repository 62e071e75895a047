"""grant due: what is due of many grants."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from hls_procure.cli.dates import DAY
from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


@click.command("due", short_help="List payments, conversations, promises and reports that are due.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--on", "day", type=DAY, help="From this day on, like 3 March 2027; today where it is not said.")
@click.option("--months", type=int, default=6, show_default=True, metavar="N", help="How far to look ahead.")
@click.option("--to", type=click.Choice(["ics"]), help="ics: write DIR/letters/due.ics for a calendar as well.")
@click.option(
    "--file", type=click.Path(path_type=Path), help="The file that letters were made from, where it lies elsewhere than in DIR."
)
@json_option
@problems_as_sentences
def command(folder: Path, day: date | None, months: int, to: str | None, file: Path | None, as_json: bool) -> None:
    """List what is due of the grants in the funder's folder DIR, what is late first: payments, conversations (the one about
    what comes next twelve months before the end), promises of yours, reports to read, letters without a yes, and ends.

    What is recorded as done (grant record) is not listed.
    """
    from hls_procure.work.grants.falling_due import list_due, write_calendar
    from hls_procure.work.grants.source import reader
    from hls_procure.work.opening import clock

    listed = list_due(folder, day or clock().date(), months, read=reader(file))
    path = write_calendar(folder, listed) if to else None
    if as_json:
        echo_json({**listed.as_dict(), **({"calendar": str(path) if path else None} if to else {})})
        return
    for note in listed.notes:
        click.echo(f"Note: {note.text()}", err=True)
    click.echo("\n".join(listed.lines()))
    if to:
        click.echo(f"\n{path}" if path else "\nNo calendar was written, since nothing is due.")
