"""Prints what a run over a batch did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hls_procure.errors import argument

if TYPE_CHECKING:
    from hls_procure.work.grants.across import Finds
    from hls_procure.work.grants.lettering import Lettered

MOST = 8
_SAID = {
    "new": "new",
    "changed": "changed since the last run, or since their letter was sent",
    "same": "as they were",
    "sent": "sent already and unchanged since: not made again",
    "ended": "ended: no letter goes out any more",
}


def some(names: Sequence[str], most: int = MOST) -> str:
    """The first few names, and how many more there are."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most:,} more"


def letters(count: int) -> str:
    """``1 letter`` or ``1,000 letters``."""
    return f"{count:,} {'letter' if count == 1 else 'letters'}"


def echo_letters(done: Lettered, folder: Path, file: Path | None = None) -> None:
    """What was made, what was left alone and why, what the checks say, and what to do next."""
    for note in done.notes:
        click.echo(f"Note: {note.text()}", err=True)
    for name, why in done.preview.items():
        click.echo(f"  {name}   {why}")
    if done.preview:
        click.echo(f"\n{letters(len(done.preview))} to read in {done.root}, of {done.count:,}.")
    else:
        complete = f"; {done.kept:,} {'was' if done.kept == 1 else 'were'} complete already" if done.kept else ""
        click.echo(f"{letters(done.made)} made in {done.root}{complete}.")
        states = [f"{done.states[name]:,} {words}" for name, words in _SAID.items() if done.states.get(name)]
        click.echo(f"Of the rows of {done.source}: {'; '.join(states)}.")
    _left_alone(done)
    _findings(done.finds)
    _choices(done, folder, file)


def _left_alone(done: Lettered) -> None:
    if done.replacing:
        click.echo(f"They take the place of letters that were sent, and say so: {some(sorted(done.replacing))}.")
    if done.gone:
        click.echo(f"In no row any more, their letters left as they are: {some(done.gone)}.")
    if done.twins:
        pairs = [f"{id} as {first}" for id, first in done.twins.items()]
        click.echo(f"These say the same as another grant, word for word and pound for pound: {some(pairs)}.")
    if done.edited:
        click.echo(f"Edited since they were made, and left as they are: {some(done.edited)}.")
    for old, new in done.beside.items():
        click.echo(f"Somebody has edited {old}: it was left alone, and the new letter is {new}.")


def _findings(finds: Finds) -> None:
    found = finds.of("warning", "info")
    if found:
        click.echo("\nWhat the checks say:")
    for fault, ids, keys in found:
        about = f"choice {some(keys, 4)}, such as {ids[0]}" if keys else some(ids)
        click.echo(f"  {fault.code} {fault.severity}  {about}: {fault.message}")
        if fault.hint:
            click.echo(f"        {fault.hint}")


def _choices(done: Lettered, folder: Path, file: Path | None) -> None:
    click.echo(f"\n{len(done.choices)} {'choice' if len(done.choices) == 1 else 'choices'} of clauses:")
    for key, count in sorted(done.choices.items(), key=lambda item: (-item[1], item[0])):
        words = f"   {done.apart[key]}" if done.apart.get(key) else ""
        click.echo(f"  {key}  {letters(count)}{words}")
    if done.drafts:
        here = argument(folder)
        again = f"hls-procure grant letters {here}{f' {argument(file)}' if file is not None else ''}"
        count, kinds = sum(done.drafts.values()), len(done.drafts)
        say = "says that it is a draft" if count == 1 else "say that they are drafts"
        click.echo(f"\n{letters(count)} of {kinds} {'choice' if kinds == 1 else 'choices'} of clauses still {say}.")
        first = "" if done.preview else f"Make a few to read: {again} --preview\n"
        settle = f"hls-procure grant record {here} wording settled --by ROLE --on DATE"
        click.echo(f"{first}When somebody who knows the law has read one of each: {settle}")
        click.echo(f"Then make them again: {again}")
    elif not done.preview:
        click.echo(f"\nWhen a letter has gone out: hls-procure grant record {argument(folder)} ID sent --on DATE")
    if done.files:
        click.echo(f"Beside the letters: {', '.join(done.files)}.")
