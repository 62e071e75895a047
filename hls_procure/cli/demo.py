"""demo: a worked sample from start to finish."""

from __future__ import annotations

from pathlib import Path

import click

from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


@click.command("demo", short_help="Build a worked sample from start to finish and say where it is.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="[DIR]", default=Path("tamarside"))
@click.option("--sample", default="tamarside", show_default=True, help="Which worked case.")
@json_option
@problems_as_sentences
def command(folder: Path, sample: str, as_json: bool) -> None:
    """Start a project in DIR from a worked case, answer every question from its answers file, and build the pack."""
    from hls_procure.cli.report import echo_report
    from hls_procure.errors import argument
    from hls_procure.work.demo import demo

    done = demo(folder, sample, progress=lambda words: click.echo(f"  {words}", err=True))
    if as_json:
        echo_json({"sample": done.sample.id, "folder": str(done.folder), "open_first": str(done.first), **done.report.as_dict()})
        return
    place = argument(done.folder)
    echo_report(done.report)
    click.echo(f"\n{done.sample.title}.\n{done.sample.about}\n")
    click.echo(f"The pack is in     {done.report.root}")
    click.echo(f"Open first         {done.first}")
    agreement = ", and the agreement (D12) beside it" if "D12.docx" in done.report.current else ""
    click.echo(f"Then               {done.first.with_suffix('.html')} in a browser{agreement}")
    click.echo(f"Where it stands    hls-procure status {place}")
    stage, file = done.sample.stage, done.folder / "project.yaml"
    click.echo(f"Change an answer   hls-procure walk {place} --stage {stage}     or edit {file}")
    click.echo(f"Build again        hls-procure build {place}")
    click.echo(f"Start your own     {done.sample.new} && hls-procure walk my-place")
