"""Prints what a build did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from hls_procure.work.building import Report

MOST = 12
KINDS = {
    "unanswered": "not answered yet",
    "later": "not known yet",
    "deliberate": "left open on purpose",
    "tender": "to come from the winning tender",
    "award": "known only at award",
    "attach": "to be attached by somebody",
    "law": "legal points to check",
}


def echo_report(report: Report) -> None:
    """The files, the gaps by kind, what stands out, and what to do next."""
    click.echo()
    for name in report.written:
        click.echo(f"  built      {report.root / name}")
    for name in report.same:
        click.echo(f"  unchanged  {report.root / name}")
    for base, name in report.beside.items():
        click.echo(f"  left alone {report.root / base} (edited since it was built); the new one is {name}")
    for problem in report.refused:
        click.echo(f"\n{problem.text()}")
    gaps = report.blanks_by_kind()
    if gaps:
        click.echo("\nPlaces that are not filled:")
        for kind, count in sorted(gaps.items(), key=lambda item: list(KINDS).index(item[0]) if item[0] in KINDS else 99):
            click.echo(f"  {count:>4}  {KINDS.get(kind, kind)}")
        shown = [b for b in report.blanks if b[1].kind in ("unanswered", "later", "law")]
        for id, blank in shown[:MOST]:
            click.echo(f"        {id} {'first page' if blank.where == id else blank.where}: {blank.words}")
        if len(shown) > MOST:
            click.echo(f"        and {len(shown) - MOST} more, each marked in its document; out/manifest.json lists them all")
    errors = [f for f in report.findings if f.severity == "error"]
    others = [f for f in report.findings if f.severity != "error"]
    for finding in errors + others:
        click.echo(f"\n{finding.code} {finding.severity}: {finding.message}\n      {finding.hint}")
    click.echo(f"\n{len(errors)} error{'' if len(errors) == 1 else 's'}, {len(others)} warning{'' if len(others) == 1 else 's'}.")
