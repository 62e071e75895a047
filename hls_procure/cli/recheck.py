"""recheck: what law has changed since documents were issued."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from hls_procure.cli.dates import DAY
from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


@click.command("recheck", short_help="Say what law has changed since a document was issued, and what rests on it.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--on", type=DAY, required=True, metavar="DATE", help="The day for which the law is asked: 2027-05-03.")
@json_option
@problems_as_sentences
def command(folder: Path, on: date, as_json: bool) -> None:
    """List the legal facts that changed since the documents of the project in DIR were issued, with what rests on them."""
    from hls_procure.cli.recheck_page import echo_recheck
    from hls_procure.work.opening import open_project
    from hls_procure.work.recheck import recheck

    opened = open_project(folder)
    with opened.folder:
        found = recheck(opened, on)
    if as_json:
        echo_json(found.as_dict())
        return
    echo_recheck(found)
