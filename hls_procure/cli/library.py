"""library: what documents are made from, and from which layer."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from hls_procure.cli.say import echo_json, json_option, problems_as_sentences
from hls_procure.errors import argument


@click.group("library", short_help="List and show what documents are made from.")
def command() -> None:
    """List and show what documents are made from: clauses, sections, questions, playbooks, templates, words of a second language.

    A file of the project folder stands in for one of the same name in the council's folder (HLS_PROCURE_LIBRARY), and
    that for the shipped one.
    """


@command.command("list")
@click.option("--in", "folder", type=click.Path(path_type=Path), help="A project folder, whose own files win.")
@click.option("--council", type=click.Path(path_type=Path), help="A council's folder; the environment's where left out.")
@json_option
@problems_as_sentences
def list_files(folder: Path | None, council: Path | None, as_json: bool) -> None:
    """List every file of the library with the layer that it comes from."""
    from hls_procure.library.listing import listing
    from hls_procure.work.workspace import Workspace

    workspace = Workspace(folder, council=council)
    rows = listing(workspace.finder, workspace.cache)
    if as_json:
        echo_json([row.as_dict() for row in rows])
        return
    room = ""
    for row in rows:
        if row.room != room:
            room = row.room
            click.echo(f"\n{room}")
        click.echo(f"  {row.id.ljust(12)} {row.layer.ljust(8)} {row.title}")


@command.command("show")
@click.argument("name")
@click.option("--in", "folder", type=click.Path(path_type=Path), help="A project folder, whose own files win.")
@click.option("--council", type=click.Path(path_type=Path), help="A council's folder; the environment's where left out.")
@json_option
@problems_as_sentences
def show_file(name: str, folder: Path | None, council: Path | None, as_json: bool) -> None:
    """Show a file of the library as it is written: NAME is an id (AL-14) or a file (clauses/terms.yaml)."""
    from hls_procure.library.listing import show
    from hls_procure.work.workspace import Workspace

    workspace = Workspace(folder, council=council)
    found, text = show(workspace.finder, name, workspace.cache)
    if as_json:
        echo_json({"name": found.name, "layer": found.layer, "sha256": found.digest(), "text": text})
        return
    click.echo(f"# {found.name} ({found.layer})")
    click.echo(text)


@command.command("translate")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--to", "code", type=click.Choice(["cy"]), default="cy", show_default=True, help="The language: cy is Welsh.")
@click.option("--only", metavar="ID,…", help="Only the texts of these documents: D29a.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE.xlsx", help="Write the list into a workbook.")
@json_option
@problems_as_sentences
def translate(folder: Path, code: str, only: str | None, output: Path | None, as_json: bool) -> None:
    """List every English text of the grant papers of DIR for a translator, with the words that there are already.

    Nothing is translated here. The list comes back with: library translated DIR FILE.xlsx
    """
    from hls_procure.documents.outfolder import write_atomic
    from hls_procure.work.languages import LANGUAGES, work_list
    from hls_procure.work.opening import look
    from hls_procure.work.worklist import write_work_list

    lines = work_list(look(folder), code, [part.strip() for part in (only or "").split(",") if part.strip()])
    if output is not None:
        write_atomic(output, write_work_list(lines, code))
    if as_json:
        echo_json([asdict(line) for line in lines])
        return
    for line in lines if output is None else ():
        click.echo(f"  {line.state.ljust(8)} {line.id}\n           {line.english}")
    counts = {state: sum(line.state == state for line in lines) for state in ("done", "missing", "changed", "optional")}
    click.echo(
        f"{len(lines)} texts in {LANGUAGES[code]}: {counts['done']} done, {counts['missing']} missing, {counts['changed']} whose "
        f"English has changed since, and {counts['optional']} names and addresses that may stay as they are."
    )
    if output is not None:
        click.echo(
            f"The list is in {output}. When it comes back: hls-procure library translated {argument(folder)} {output.name}"
        )


@command.command("translated")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.xlsx")
@click.option("--to", "code", type=click.Choice(["cy"]), default="cy", show_default=True, help="The language: cy is Welsh.")
@json_option
@problems_as_sentences
def translated(folder: Path, file: Path, code: str, as_json: bool) -> None:
    """Take a list that a translator has filled in into DIR/languages, if all of it fits."""
    from hls_procure.work.languages import take_back
    from hls_procure.work.opening import look
    from hls_procure.work.worklist import read_work_list

    given = read_work_list(file.read_bytes(), file.name, code)
    taken = take_back(look(folder), code, given)
    if as_json:
        echo_json({"taken": taken.count, "files": taken.files, "left": taken.left})
        return
    for name in taken.files:
        click.echo(f"  wrote      {folder / name}")
    click.echo(f"{taken.count} texts were taken{'' if taken.files else ', and nothing has changed'}.")
    for id in taken.left:
        click.echo(
            f"  left       {id}: the English has changed and these words have not. If they still fit, write done as State."
        )
    click.echo(f"See what is missing: hls-procure library translate {argument(folder)} --to {code}")
