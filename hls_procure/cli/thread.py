"""thread: from what somebody said to clause and learning question."""

from __future__ import annotations

from pathlib import Path

import click

from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


@click.command("thread", short_help="Follow the golden thread from what somebody said to clause and learning question.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("id", metavar="[ID]", required=False)
@json_option
@problems_as_sentences
def command(folder: Path, id: str | None, as_json: bool) -> None:
    """Show for each principle of the project in DIR what led to it and what hangs on it; with ID, tell one as a story.

    ID is that of an insight, a principle, a commitment, a criterion, a question, a learning question or a clause (AL-14).
    """
    from hls_procure.work.opening import look
    from hls_procure.work.thread_page import as_dict, matrix_page, story_page, thread_of

    thread = thread_of(look(folder))
    if as_json:
        echo_json(as_dict(thread, id))
    else:
        click.echo(story_page(thread, id) if id else matrix_page(thread, str(folder)))
