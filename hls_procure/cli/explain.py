"""explain: what any id means."""

from __future__ import annotations

from pathlib import Path

import click

from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


@click.command("explain", short_help="Explain a clause, a question, a document, a check or a legal fact.")
@click.argument("code")
@click.option("--in", "folder", type=click.Path(path_type=Path), help="A project folder: says whether a clause is in, and why.")
@json_option
@problems_as_sentences
def command(code: str, folder: Path | None, as_json: bool) -> None:
    """Explain CODE: AL-14 a clause, IT-11 a section, D07 a document, AR-04 a question, RA201 a check, S104 a source,
    PLY-c a principle of the alliance, or a legal fact such as pa-light-touch-14.
    """
    from hls_procure.interview.show import wrap
    from hls_procure.work.explain import Explainer
    from hls_procure.work.workspace import Workspace

    if folder is None:
        made = Explainer(Workspace()).explain(code)
    else:
        from hls_procure.work.freezing import decide
        from hls_procure.work.opening import look

        opened = look(folder)
        made = Explainer(opened.workspace, opened.project.project.playbook).explain(code)
        if made.kind in ("clause", "section"):
            made.lines.insert(0, ("In this project", decide(opened, made.id)))
    if as_json:
        echo_json(made.as_dict())
        return
    click.echo(f"{made.id} · {made.title}   ({made.kind})")
    for label, words in made.lines:
        click.echo()
        click.echo(label)
        click.echo(wrap(words, "  "))
