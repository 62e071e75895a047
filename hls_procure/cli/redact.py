"""redact: take a person's words out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from hls_procure.cli.dates import DAY
from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


@click.command("redact", short_help="Take a person's words out, leaving a note that it was done.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("id", metavar="ID")
@click.option("--why", required=True, help="The reason; it goes into the journal and into no document.")
@click.option("--on", "day", type=DAY, help="The day; today where left out.")
@click.option("--by", "who", help="The role that does it; HLS_PROCURE_ROLE, or commissioner, where left out.")
@json_option
@problems_as_sentences
def command(folder: Path, id: str, why: str, day: date | None, who: str | None, as_json: bool) -> None:
    """Take out the words of the record ID (an insight, a listening entry …) from project.yaml and from the journal."""
    from hls_procure.errors import argument
    from hls_procure.work.freezing import take_out
    from hls_procure.work.opening import clock, open_project, role

    done = take_out(open_project(folder), id, by=who or role(), on=day or clock().date(), why=why)
    if as_json:
        echo_json(
            {
                "record": done.record,
                "fields": list(done.leaves),
                "journal_lines": list(done.entries),
                "elsewhere": list(done.places),
                "comments": list(done.comments),
                "files": [{"path": held.path, "sure": held.sure} for held in done.files],
            }
        )
        return
    fields, lines = len(done.leaves), len(done.entries)
    gone = f"{fields} field{'' if fields == 1 else 's'} and {lines} line{'' if lines == 1 else 's'} of the journal"
    click.echo(f"{done.record}: the words are gone from {gone}.")
    for place in (*done.places, *done.comments):
        click.echo(f"  Look here too: {place}")
    for held in done.files:
        click.echo(f"  {held.path} {'holds them' if held.sure else 'may hold them; look into it'}")
    click.echo(f"Build again, so that the documents in out/ are without them: hls-procure build {argument(folder)}")
