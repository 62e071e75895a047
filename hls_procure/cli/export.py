"""export: the project for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from hls_procure.cli.say import echo_json, json_option, problems_as_sentences
from hls_procure.exchange.notices import NOTICES

CODES = ",".join(NOTICES)


@click.command("export", short_help="Export draft notices or a grant as open data, or the dates as a calendar.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--to",
    metavar="FORMAT",
    required=True,
    help="ocds: draft notices as OCDS releases; ics: the dates as a calendar; 360giving: grants as JSON and a workbook.",
)
@click.option("--notice", metavar="CODE,…", help=f"Only these notices, of {CODES}.")
@click.option("--out", type=click.Path(path_type=Path), help="Another folder than DIR/out.")
@json_option
@problems_as_sentences
def command(folder: Path, to: str, notice: str | None, out: Path | None, as_json: bool) -> None:
    """Export the project in DIR for other programs. What a notice still lacks is said; nothing is made up to fill it.

    The drafts are for copying into the platform on which notices are published, and for checking; they are not sent anywhere.
    """
    from hls_procure.cli.report import echo_export
    from hls_procure.work.exporting import export
    from hls_procure.work.opening import look

    opened = look(folder)
    for note in opened.folder.notes:
        click.echo(f"Note: {note.text}", err=True)
    report = export(
        opened, to.strip().lower(), notices=[one.strip() for one in (notice or "").split(",") if one.strip()], out=out
    )
    if as_json:
        echo_json(report.as_dict())
        return
    echo_export(report)
