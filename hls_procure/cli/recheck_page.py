"""Saying what ``recheck`` found."""

from __future__ import annotations

import click

from hls_procure.model.values import say_date
from hls_procure.work.recheck import Recheck


def echo_recheck(found: Recheck) -> None:
    """The findings as lines for a terminal."""
    click.echo(f"The law on {say_date(found.on)}, beside {found.issues} issued documents that rest on {found.facts} legal facts")
    if found.known:
        click.echo(f"  {found.known}")
    if not found.issues:
        click.echo("\n  Nothing has been issued yet. Freeze a document first: hls-procure issue DIR D07 --on DATE")
    for one in found.moved:
        click.echo(f"\n  {one.document} of {say_date(one.on)}: {one.fact}" + (f" ({one.provision})" if one.provision else ""))
        click.echo(f"    {one.what}")
        for place in one.paragraphs[:12]:
            click.echo(f"      rests on it: {place}")
        if len(one.paragraphs) > 12:
            click.echo(f"      and {len(one.paragraphs) - 12} more places: --json lists them")
        click.echo(f"    Read it: hls-procure explain {one.fact}")
    for problem in found.unread:
        click.echo(f"\n  {problem.text()}")
    if found.issues and not found.moved and not found.unread:
        click.echo("\n  Nothing that they rest on has changed.")
