"""grant check: every problem of every grant, before any letter is made."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


@click.command("check", short_help="Check every grant: problems, what letters lack, the law, the totals.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option(
    "--map", "columns", type=click.Path(path_type=Path), help="What the heads of FILE mean; DIR/columns.yaml where left out."
)
@json_option
@problems_as_sentences
def command(folder: Path, file: Path | None, columns: Path | None, as_json: bool) -> None:
    """Check the grants of the funder's folder DIR: its workbook, or FILE (CSV, another workbook, or 360Giving)."""
    from hls_procure.work.grants.check_page import page
    from hls_procure.work.grants.checking import check_grants

    checked = check_grants(folder, file, columns, _progress if sys.stderr.isatty() else lambda done, count: None)
    if as_json:
        echo_json(checked.as_dict())
    else:
        click.echo(page(checked))
    sys.exit(checked.exit_code)


def _progress(done: int, count: int) -> None:
    """How many are done, for somebody who waits."""
    if count >= 500 and (done % 100 == 0 or done == count):
        click.echo(f"\r{done:,} of {count:,} looked at" + ("\n" if done == count else ""), nl=False, err=True)
