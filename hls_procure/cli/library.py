"""library: what documents are made from, and from which layer."""

from __future__ import annotations

from pathlib import Path

import click

from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


@click.group("library", short_help="List and show what documents are made from.")
def command() -> None:
    """List and show what documents are made from: clauses, sections, questions, playbooks, templates.

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
