"""settle: a person's judgement on a clause or a document."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from hls_procure.cli.dates import DAY
from hls_procure.cli.say import echo_json, json_option, problems_as_sentences

#: A clause, in whatever letters it was typed; a link keeps its own.
_CODE = re.compile(r"[A-Za-z]{2}-\d+")


@click.command("settle", short_help="Note that somebody with the right role has settled a clause or a document.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("id", metavar="ID")
@click.option("--by", "who", required=True, help="The role that settled it, like: head of legal services.")
@click.option("--on", "day", type=DAY, required=True, help="The day, like 3 March 2027.")
@click.option("--why", default="", help="A note for the journal.")
@click.option("--undo", is_flag=True, help="Take it back.")
@json_option
@problems_as_sentences
def command(folder: Path, id: str, who: str, day: date, why: str, undo: bool, as_json: bool) -> None:
    """Note that the clause or document ID (AL-48, D12) is settled, or that a link holds: the criterion and the commitment,
    as in learning:company, or a commitment for all links to it. Or that an edit of a file in out/ is accepted, by the id that
    check shows: D12:words:AL-19.empty. It goes stale when the words change.
    """
    from hls_procure.model.clause import document_id
    from hls_procure.work.edited import is_edit
    from hls_procure.work.freezing import settle
    from hls_procure.work.opening import open_project

    id = id.upper() if _CODE.fullmatch(id) else document_id(id)
    text = settle(open_project(folder), id, by=who, on=day, why=why, undo=undo)
    if as_json:
        echo_json({"id": id, "by": who, "on": day.isoformat(), "undone": undo, "words": text})
    elif undo:
        click.echo(f"{id} is open again.")
    else:
        says = "check" if is_edit(id) else "build"
        click.echo(f"{id} is settled by the {who}. If its words change, that is stale, and the next {says} says so.")
