"""check: whether tender, specification, evaluation and contract say the same thing."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from hls_procure.cli.dates import DAY
from hls_procure.cli.say import problems_as_sentences


@click.command("check", short_help="Read the pack across: whether its documents say the same thing.")
@click.argument("paths", type=click.Path(path_type=Path), metavar="DIR|FILE…", nargs=-1, required=True)
@click.option("--on", type=DAY, metavar="DATE", help="The day that counts as today: 2027-05-03.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "sarif", "html", "xlsx", "docx", "pdf", "odt"]),
    default="text", show_default=True, help="For people: text, html, xlsx, docx, pdf, odt. For programs: json, sarif.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write the report into a file.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "never"]), default="error", show_default=True,
              help="End with exit code 1 if something as grave as this is open.")  # fmt: skip
@click.option(
    "--baseline", type=click.Path(path_type=Path), metavar="FILE", help="An earlier report as JSON: what it knows counts no more."
)
@click.option("--facts", type=click.Path(path_type=Path), metavar="FILE",
              help="What was read in files that no project made, for you to confirm; written if not there.")  # fmt: skip
@click.option("--comments", type=click.Path(path_type=Path), metavar="FOLDER",
              help="Copies of the Word files go there, with the findings as comments.")  # fmt: skip
@problems_as_sentences
def command(
    paths: tuple[Path, ...],
    on: date | None,
    form: str,
    as_json: bool,
    output: Path | None,
    fail_on: str,
    baseline: Path | None,
    facts: Path | None,
    comments: Path | None,
) -> None:
    """Read the project in DIR and the documents that it would build across, and show every finding with both sides.

    Instead of DIR, name the files of a pack that no project made (Word, Excel, HTML), or a folder of them.

    Nothing is changed. hls-procure explain RA203 says what a check compares, why, and what to do.
    """
    from hls_procure.work.checked import check_paths
    from hls_procure.work.reporting import asked, shown, write_report

    form = "json" if as_json else form
    asked(form, output)
    checked = check_paths(paths, on=on, baseline=baseline, facts=facts)
    made = shown(checked, form)
    if output is None:
        click.echo(made.decode("utf-8"), nl=False)
    else:
        write_report(output, made)
        click.echo(f"Written: {output}", err=True)
    if comments is not None:
        from hls_procure.work.commenting import comment

        click.echo(comment(checked, comments).text(comments), err=True)
    if checked.said:
        click.echo(checked.said, err=True)
    if checked.report.fails(fail_on):
        sys.exit(1)
