"""grant record: write down what happened to a grant."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hls_procure.cli.dates import DAY
from hls_procure.cli.say import echo_json, json_option, problems_as_sentences

if TYPE_CHECKING:
    from hls_procure.work.grants.acts import Recorded


@click.command("record", short_help="Record what happened to a grant: sent, accepted, paid, spoke, ended …")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("ids", metavar="ID[,ID…]|all|wording")
@click.argument("what", required=False, metavar="[WHAT]")
@click.option("--on", "day", type=DAY, help="The day on which it happened, like 3 March 2027.")
@click.option("--amount", help="paid: the sum, like £12,500.")
@click.option("--payment", default="", metavar="ID", help="paid: which payment it was, where day and sum do not say it.")
@click.option("--by", "who", default="", metavar="ROLE", help="The role that did it; accepted: who said yes there.")
@click.option("--words", default="", help="What was said, exactly.")
@click.option("--words-file", type=click.Path(path_type=Path), help="The same from a file, as of an e-mail.")
@click.option("--letter", type=int, default=0, metavar="N", help="sent, accepted: which letter of the grant.")
@click.option("--letter-file", type=click.Path(path_type=Path), help="sent: a letter that was made elsewhere, kept as it is.")
@click.option("--promise", default="", metavar="ID", help="kept: which promise of yours.")
@click.option("--undo", metavar="N[-M]", help="Take entry N back, or those from N to M; all stay in the ledger.")
@click.option(
    "--file", type=click.Path(path_type=Path), help="The file that letters were made from, where it lies elsewhere than in DIR."
)
@json_option
@problems_as_sentences
def command(
    folder: Path, ids: str, what: str | None, day: date | None, amount: str | None, payment: str, who: str, words: str,
    words_file: Path | None, letter: int, letter_file: Path | None, promise: str, undo: str | None,
    file: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Record WHAT happened to the grants ID of the funder's folder DIR. Without WHAT: show what is recorded of them.

    \b
    sent      the letter in letters/ went out; it is frozen as it lies there
    accepted  they said yes, by letter or e-mail: --by "director" --words "Yes, we accept."
    paid      a payment was made; its day and sum say which
    spoke     you had a conversation
    kept      a promise of yours was kept: --promise ID
    reported  something of theirs was read
    ended     the grant ended
    settled   (of wording) somebody with the right role has read the letters in letters/preview

    "all" stands for every grant of which it can be true: every letter that was not sent yet, every letter without a yes,
    every accepted grant with a payment whose day has come, every grant that runs. Bank details are kept nowhere here.
    """
    from hls_procure.work.grants.acts import Desk
    from hls_procure.work.grants.history import history
    from hls_procure.work.grants.source import reader
    from hls_procure.work.grants.typed import Act, amount_of, numbers_of, words_of
    from hls_procure.work.opening import clock, role

    wanted = tuple(one.strip() for one in ids.split(",") if one.strip())
    if not wanted:
        raise click.UsageError("Name at least one grant, like G-0001.")
    if undo is None and what is None:
        told = history(folder, wanted)
        if as_json:
            echo_json([one.as_dict() for one in told])
        else:
            click.echo("\n".join(line for one in told for line in one.lines()))
        return
    desk = Desk(folder, read=reader(file), now=clock, by=role())
    said = words_of(words, words_file)
    if undo is not None:
        if len(wanted) != 1 or what is not None:
            raise click.UsageError("--undo goes with one ID and no WHAT: hls-procure grant record DIR ID --undo N")
        made = desk.undo(wanted[0], numbers_of(undo), day or clock().date(), said)
    else:
        if day is None:
            raise click.UsageError("Say on which day it happened: --on DATE")
        act = Act(wanted, what or "", day, amount_of(amount), who.strip(), said, letter, promise, payment, letter_file)
        made = desk.record(act)
    if as_json:
        echo_json({"entries": [one.data() for one in made.entries], "said": made.said, "notes": [*made.passed, *made.notes]})
        return
    _echo(made, folder)


def _echo(made: Recorded, folder: Path) -> None:
    from hls_procure.errors import argument
    from hls_procure.work.grants.history import shown, told

    for note in made.notes:
        click.echo(f"Note: {note}", err=True)
    shown_all = len(made.entries) <= 20
    for one in made.entries if shown_all else [one for one in made.entries if made.said.get(one.n)][:20]:
        click.echo(f"{one.id}  {told(one)}  (entry {one.n})")
        for line in made.said.get(one.n, ()):
            click.echo(f"    {shown(line)}")
        if one.words:
            click.echo(f"    “{shown(one.words)}”")
    if not shown_all:
        first, last = made.entries[0], made.entries[-1]
        done = "entries taken back" if first.what == "undo" else "grants recorded"
        click.echo(f"{len(made.entries):,} {done}, as entries {first.n} to {last.n}.")
    for line in made.passed:
        click.echo(line)
    if made.entries and made.entries[0].what != "undo":
        first, last = made.entries[0], made.entries[-1]
        which = f"{first.id} --undo {first.n}" if first is last else f"all --undo {first.n}-{last.n}"
        click.echo(f"If that is wrong: hls-procure grant record {argument(folder)} {which}")
