"""grant import: grants of an open data file into the funder's workbook."""

from __future__ import annotations

from pathlib import Path

import click

from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


@click.command("import", short_help="Take grants from a 360Giving file into the workbook.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")
@click.option("--update", is_flag=True, help="Write over what grants that are there already say otherwise.")
@click.option("--leave-out", is_flag=True, help="Leave out grants that have a problem, and take the others.")
@json_option
@problems_as_sentences
def command(folder: Path, file: Path, dry_run: bool, update: bool, leave_out: bool, as_json: bool) -> None:
    """Take the grants of a 360Giving FILE (JSON, Excel or CSV) into the workbook of the funder's folder DIR.

    A grant is known by its id and never added twice. What has no place here is named, and nothing in the file is ever run.
    """
    from hls_procure.cli.grant_imported import echo_imported
    from hls_procure.work.grants.importing import import_file

    report = import_file(folder, file, update=update, leave_out=leave_out, dry=dry_run)
    if as_json:
        echo_json(report.as_dict())
        return
    echo_imported(report, folder, dry=dry_run)
