"""Prints what an import of grants did, or would do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hls_procure.errors import argument

if TYPE_CHECKING:
    from hls_procure.work.grants.importing import Imported

SHOWN, FIELDS = 20, 60


def echo_imported(report: Imported, folder: Path, *, dry: bool) -> None:
    """How many grants are new, the same and other ones; what was not taken; what to do next."""
    would, beside = (
        "would be " if dry else "",
        f"{_many(len(report.recipients), 'recipient')} and {_many(report.payments, 'payment')}",
    )
    click.echo(f"{would}added: {_many(len(report.added))}, {beside}.".capitalize())
    click.echo(f"There already, and the same: {_many(len(report.same))}.")
    changed = sorted({one.id for one in report.changed})
    if changed:
        done = f"{would}written over" if report.updated else "left as they are; --update writes over them"
        click.echo(f"There already, and other than in the file: {_many(len(changed))} ({done}).")
        for one in report.changed[:SHOWN]:
            click.echo(f"    {one.id}  {one.head}: here '{_short(one.here)}', in the file '{_short(one.file)}'")
        _more(len(report.changed), SHOWN)
    if report.left_out:
        click.echo(f"\nLeft out, each with its problem: {len(report.left_out):,}")
        for problem in report.left_out[:SHOWN]:
            click.echo(f"    {problem.text()}")
        _more(len(report.left_out), SHOWN)
    if report.dropped:
        click.echo("\nNot taken, because it has no place here (in how many grants):")
        for lost in report.dropped[:FIELDS]:
            click.echo(f"    {lost.count:>6,}  {lost.field}: {lost.words}")
        _more(len(report.dropped), FIELDS)
    if report.added and not dry:
        click.echo(f"\nLetters need more than open data holds. What is missing: hls-procure grant check {argument(folder)}")


def _many(count: int, noun: str = "grant") -> str:
    return f"{count:,} {noun if count == 1 else f'{noun}s'}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def _more(count: int, shown: int) -> None:
    if count > shown:
        click.echo(f"    and {count - shown:,} more; --json names every one")
