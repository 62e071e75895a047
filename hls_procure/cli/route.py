"""route: which law governs, and which ways are open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from hls_procure.cli.dates import DAY
from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


@click.command("route", short_help="Say which law governs, which ways are open, and why.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--on", type=DAY, metavar="DATE", help="Ask as if it started, or a grant was decided, on this day: 2027-05-03.")
@click.option("--diff", is_flag=True, help="Say, too, what has changed since the decision was last recorded.")
@click.option("--full", is_flag=True, help="Each test, what the chosen way asks for, and every step, with its source.")
@json_option
@problems_as_sentences
def command(folder: Path, on: date | None, diff: bool, full: bool, as_json: bool) -> None:
    """Say which law governs the project in DIR, which ways are open, which are closed and why, with every source.

    Of a grant it says which law is asked, whether it may be unrestricted, and what the letter carries.
    """
    from hls_procure.work.opening import look
    from hls_procure.work.route_any import report_of

    report = report_of(look(folder), on=on, diff=diff)
    if as_json:
        echo_json(report.as_dict())
        return
    click.echo(report.page(full=full))
