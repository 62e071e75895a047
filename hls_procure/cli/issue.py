"""issue: freeze a document as it was sent out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from hls_procure.cli.dates import DAY
from hls_procure.cli.say import json_option, problems_as_sentences


@click.command("issue", short_help="Freeze a document as it was sent out.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("document", metavar="ID")
@click.option("--on", "day", type=DAY, required=True, help="The day, like 3 March 2027.")
@click.option("--why", default="", help="A note for the journal.")
@json_option
@problems_as_sentences
def command(folder: Path, document: str, day: date, why: str, as_json: bool) -> None:
    """Freeze the document ID (D07) of the project in DIR as it was sent out: the files in out/ as they lie, edited or not."""
    from hls_procure.cli.frozen import echo_frozen
    from hls_procure.model.clause import document_id
    from hls_procure.work.freezing import freeze
    from hls_procure.work.opening import open_project

    echo_frozen(freeze(open_project(folder), document_id(document), on=day, kind="issued", why=why), folder, as_json=as_json)
