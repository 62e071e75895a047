"""build: the documents of a project."""

from __future__ import annotations

from pathlib import Path

import click

from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


def _several(value: str | None) -> list[str]:
    return [part.strip() for part in (value or "").split(",") if part.strip()]


@click.command("build", short_help="Build the documents into out/.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--only", metavar="ID,…", help="Only these documents: D07,D12.")
@click.option("--to", metavar="FORMAT,…", default="docx,html", show_default=True,
              help="In these formats: docx, html, pdf, odt, txt (plain text for an e-mail).")  # fmt: skip
@click.option("--for", "purpose", type=click.Choice(["tender", "signature"]), default="tender", show_default=True,
              help="For a tender, with places for Members; or for signature, with what the award says.")  # fmt: skip
@click.option("--final", is_flag=True, help="A final version: refused while there is a gap it cannot do without.")
@click.option("--language", type=click.Choice(["en", "cy", "both"]), default="en", show_default=True,
              help="Grant papers in Welsh too, from the words that a translator gave; see library translate.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="Another folder than DIR/out.")
@json_option
@problems_as_sentences
def command(
    folder: Path, only: str | None, to: str, purpose: str, final: bool, language: str, out: Path | None, as_json: bool
) -> None:
    """Build the documents of the project in DIR. Files that somebody has edited are left alone."""
    from hls_procure.cli.report import echo_report
    from hls_procure.work.building import build
    from hls_procure.work.opening import look

    opened = look(folder)
    for note in opened.folder.notes:
        click.echo(f"Note: {note.text}", err=True)
    report = build(
        opened,
        purpose="signature" if purpose == "signature" else "tender",
        only=_several(only),
        formats=_several(to),
        final=final,
        out=out,
        languages=("en", "cy") if language == "both" else (language,),
        progress=lambda words: click.echo(f"  {words}", err=True),
    )
    if as_json:
        echo_json(report.as_dict())
        return
    echo_report(report)
    if language != "en":
        click.echo("Whether a duty about the Welsh language applies to you is not covered here.")
