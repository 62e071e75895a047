"""Prints what was frozen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hls_procure.cli.say import echo_json

if TYPE_CHECKING:
    from hls_procure.work.freezing import Frozen


def echo_frozen(frozen: Frozen, folder: Path, *, as_json: bool) -> None:
    """Where it lies, what is in it, and that it never changes."""
    made = frozen.issue
    if as_json:
        echo_json(
            {"folder": str(folder / made.folder), "document": made.document, "version": made.version, "kind": made.kind,
             "on": made.on.isoformat(), "files": dict(made.files), "sha256": made.whole, "edited": list(frozen.edited)}
        )  # fmt: skip
        return
    click.echo(f"{made.document} is {made.kind} as version {made.version}: {folder / made.folder}")
    for name in sorted(made.files):
        click.echo(f"  {name}")
    for name in frozen.edited:
        click.echo(f"  {name} had been edited since it was built; it is kept as edited.")
    click.echo("It never changes. The next build of this document is a draft of the version after it.")
