"""walk: answer the questions of a playbook."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


@click.command("walk", short_help="Walk the playbook: answer questions, stage by stage.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--stage", help="Open this stage; any can be opened at any time.")
@click.option("--quick", is_flag=True, help="Only the questions without which nothing can be built.")
@click.option("--answers", type=click.Path(path_type=Path), help="Take the answers from a YAML file.")
@click.option("--no-input", is_flag=True, help="With --answers: ask nothing, and list every problem and gap at once.")
@click.option("--plain", is_flag=True, help="Plain prompts; they are the usual ones.")
@json_option
@problems_as_sentences
def command(
    folder: Path, stage: str | None, quick: bool, answers: Path | None, no_input: bool, plain: bool, as_json: bool
) -> None:
    """Walk the playbook of the project in DIR. Every answer is kept at once; Ctrl-C loses none."""
    from hls_procure.errors import InputError, Problem, argument
    from hls_procure.interview.asker import PlainAsker
    from hls_procure.work.opening import open_project
    from hls_procure.work.walking import run, walk

    if no_input and not answers:
        raise InputError(Problem("--no-input", "needs --answers FILE", "Without a person, the answers have to come from a file."))
    if as_json and not answers:
        raise InputError(Problem("--json", "needs --answers FILE", "A walk with a person is a conversation, not data."))
    opened = open_project(folder)
    for found in opened.folder.notes:
        click.echo(f"Note: {found.text}", err=True)
    if answers:
        done = run(opened, answers, stage=stage, complete=no_input, progress=lambda title: click.echo(f"  {title}", err=True))
        if as_json:
            echo_json({"answered": done.answered, "hidden": done.hidden, "missing": done.missing, "notes": done.notes})
        else:
            for note in done.notes:
                click.echo(f"Note: {note}")
            if done.hidden:
                click.echo(f"Kept, and left out while their condition does not hold: {', '.join(done.hidden)}")
            count = f"{len(done.answered)} question{'' if len(done.answered) == 1 else 's'}"
            click.echo(f"{count} answered from {answers.name}; without an answer: {len(done.missing)}.")
        if no_input or as_json:
            return
        opened = open_project(folder)
    resume = f"hls-procure walk {argument(folder)}"
    asker = PlainAsker(sys.stdin, sys.stdout, echo=not sys.stdin.isatty())
    try:
        walk(opened, asker, stage=stage, quick=quick)
    except KeyboardInterrupt:
        click.echo(f"\nStopped. Every answer so far is kept. To go on: {resume}")
        sys.exit(130)
    click.echo(f"\nSaved. To go on: {resume}     To see where you are: hls-procure status {argument(folder)}")
