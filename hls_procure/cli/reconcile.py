"""reconcile: edits made in Word come home."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hls_procure.cli.say import echo_json, json_option, problems_as_sentences


@click.command("reconcile", short_help="Bring edits made in Word home into the project.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.docx")
@click.option("--document", metavar="ID", default="", help="Which document it is, where that cannot be told from the file: D12.")
@click.option(
    "--plan", type=click.Path(path_type=Path), metavar="FILE", help="Write the proposals into a small file to decide in."
)
@click.option("--take", multiple=True, metavar="FILE|all|facts|words|ID",
              help="Take what a decided plan says; or all, facts, words, or one proposal. May be repeated.")  # fmt: skip
@click.option("--by", "who", metavar="ROLE", help="The role that decides, like: commissioner's solicitor.")
@click.option("--why", default="", help="A note for the journal.")
@json_option
@problems_as_sentences
def command(
    folder: Path, file: Path, document: str, plan: Path | None, take: tuple[str, ...], who: str | None, why: str, as_json: bool
) -> None:
    """Read FILE.docx, an edited copy of a document of the project in DIR, and offer each difference.

    Facts that read otherwise are offered for project.yaml; changed, new, moved and deleted words become the project's own
    text of their clause. Nothing is taken silently: on a terminal each is asked, and otherwise a plan is written and
    taken. What has no place, and what has to be done by hand, is listed.
    """
    from hls_procure.interview.asker import PlainAsker
    from hls_procure.work import reconcile_page as page
    from hls_procure.work.opening import open_project
    from hls_procure.work.plans import decisions, write_plan
    from hls_procure.work.reconciling import read_edits
    from hls_procure.work.taking import take as put

    opened = open_project(folder, who=who)
    for note in opened.folder.notes:
        click.echo(f"Note: {note.text}", err=True)
    edited = read_edits(opened, file, document)
    known = {one.id: one for one in edited.proposals}
    if plan is not None:
        write_plan(plan, edited, str(folder), str(file))
    chosen = decisions(edited, take)
    if not as_json:
        click.echo(page.head(edited))
        click.echo(page.summary(edited.proposals))
    asked = not take and plan is None and not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    if asked:
        hands = [one for one in edited.proposals if not one.can_be_taken]
        if hands:
            click.echo(page.listing(hands))
        chosen = page.decide(edited.proposals, PlainAsker(sys.stdin, sys.stdout))
    elif not as_json and not take and edited.proposals:
        click.echo(page.listing(edited.proposals))
    outcome = put(opened, edited, chosen, by=opened.folder.who, why=why) if take or asked else None
    if as_json:
        echo_json({**edited.as_dict(), "outcome": outcome.as_dict() if outcome else None})
    elif outcome is not None and edited.proposals:
        click.echo("")
        click.echo(page.done(outcome, edited, str(folder), known.__getitem__))
    elif plan is not None:
        click.echo(f"\nWritten: {plan}")
    elif edited.proposals:
        click.echo("")
        click.echo(page.next_steps(str(folder), str(file)))
    if outcome is not None and outcome.failed:
        sys.exit(1)
