"""grant start: the folder of a funder, with its workbook."""

from __future__ import annotations

from pathlib import Path

import click

from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


@click.command("start", short_help="Make a funder's folder and its workbook.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--sample", metavar="NAME", help="A made-up funder instead: thousand, a thousand grants in a CSV file.")
@json_option
@problems_as_sentences
def command(folder: Path, sample: str | None, as_json: bool) -> None:
    """Make the folder DIR with one workbook in it, in which you say who you are and what you give.

    In a funder's folder that has no workbook yet it makes one from what is answered already.
    """
    from hls_procure.errors import argument
    from hls_procure.work.grants.starting import start_folder, start_sample

    if sample is not None:
        grants = start_sample(folder, sample)
        if as_json:
            echo_json({"folder": str(folder), "grants": str(grants)})
            return
        click.echo(f"{grants} holds the made-up grants of the sample. A few letters to read, one of each choice of clauses:")
        click.echo(f"  hls-procure grant letters {argument(folder)} {argument(grants)} --preview")
        click.echo("And all of them:")
        click.echo(f"  hls-procure grant letters {argument(folder)} {argument(grants)}")
        return
    place = start_folder(folder)
    if as_json:
        echo_json({"folder": str(folder), "workbook": str(place)})
        return
    click.echo(f"{place} is ready. Open it in Excel or LibreOffice and fill in:")
    click.echo("  Funder       who you are, and what is the same in every letter; much of it is written already, to be changed")
    click.echo("  Recipients   whom you give to, one row each")
    click.echo("  Grants       what you give, one row a grant")
    click.echo("  Payments     only for grants that are paid on days of their own")
    click.echo("  Promises     what you promise everybody")
    click.echo(f"Then: hls-procure grant check {argument(folder)}")
    click.echo(f"The questions of the sheet Funder one at a time, if you like that better: hls-procure walk {argument(folder)}")
