"""new: a project folder."""

from __future__ import annotations

from pathlib import Path

import click

from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


@click.command("new", short_help="Start a project folder.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--playbook", help="The playbook to walk; commissioner-led where left out.")
@click.option("--sample", help="Start from a worked case, such as tamarside or eborby, answered through the engine.")
@click.option("--award", is_flag=True, help="With --sample: answer what is known only at award, too.")
@json_option
@problems_as_sentences
def command(folder: Path, playbook: str | None, sample: str | None, award: bool, as_json: bool) -> None:
    """Start a project in the new folder DIR."""
    from hls_procure.errors import InputError, Problem, argument
    from hls_procure.work.demo import start_sample
    from hls_procure.work.opening import start_project

    if award and not sample:
        raise InputError(Problem("--award", "belongs to --sample", do="Leave it out, or name a sample."))
    opened = start_sample(folder, sample, award=award) if sample else start_project(folder, playbook=playbook)
    opened.folder.close()
    if as_json:
        echo_json({"folder": str(folder), "id": opened.project.project.id, "playbook": opened.playbook.id})
        return
    click.echo(f"{folder} is ready: {opened.playbook.title}.")
    click.echo(f"Next: hls-procure {'build' if sample else 'walk'} {argument(folder)}")
