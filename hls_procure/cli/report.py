"""Prints what a build did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hls_procure.errors import argument

if TYPE_CHECKING:
    from hls_procure.work.building import Report
    from hls_procure.work.exporting import Exported
    from hls_procure.work.giving import Given

_NOUNS = {"errors": "error", "warnings": "warning", "notes": "note"}
MOST = 12
UNREAD = (".pdf", ".odt", ".txt")
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
    _files(report)
    for problem in report.refused:
        click.echo(f"\n{problem.text()}")
    for name, signs in report.replaced.items():
        lacking = ", ".join(list(signs)[:MOST]) + (f" and {len(signs) - MOST} more" if len(signs) > MOST else "")
        click.echo(f"\n{name}: its fonts lack {lacking}.")
        click.echo("    Square brackets say what stands there; the Word file has it as typed.")
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
    if report.edited:
        read = "" if all(name.endswith(UNREAD) for name in report.edited) else " What they say is read by check."
        more = f" and {len(report.edited) - 4} more" if len(report.edited) > 4 else ""
        click.echo(f"\nEdited since it was built: {', '.join(report.edited[:4])}{more}.{read}")
        if any(name.endswith(UNREAD) for name in report.edited):
            click.echo("PDF, ODT and text files are not read back: make the change in the Word file, or in the project.")
    if report.across:
        click.echo(f"\nRead-across: {_counted(report.across)}.")
        click.echo(f"Every finding with both sides: hls-procure check {argument(report.folder)}")
    else:
        click.echo(
            f"\n{len(errors)} error{'' if len(errors) == 1 else 's'}, {len(others)} warning{'' if len(others) == 1 else 's'}."
        )


def _counted(counts: dict[str, int]) -> str:
    words = [f"{counts[key]} {one if counts[key] == 1 else one + 's'}" for key, one in _NOUNS.items()]
    return ", ".join(words) + (f", {counts['set_aside']} set aside" if counts["set_aside"] else "")


def echo_export(report: Exported) -> None:
    """The files, and for each notice what is missing and what to confirm."""
    _files(report)
    for drafted in report.notices:
        count = len(drafted.missing)
        what = (
            "nothing is missing that this draft could hold"
            if not count
            else f"{count} {'thing is' if count == 1 else 'things are'} missing"
        )
        click.echo(f"\n{drafted.notice.code} {drafted.notice.name}: {what}")
        for gap in drafted.missing:
            click.echo(f"    missing  {gap.words}{f'  {gap.question}' if gap.question else ''}\n             {gap.path}")
        for one in drafted.confirm:
            law = f" See: hls-procure explain {one.law[0]}" if one.law else ""
            click.echo(f"    confirm  {one.words}{law}\n             {one.path}")
    for problem in report.skipped:
        click.echo(f"\nNot drafted: {problem.text()}")
    if report.grant:
        echo_giving(report.grant)
    if report.events:
        click.echo(f"\n{report.events} dates in the calendar for everybody, {report.steps} in that of the whole timetable.")
        click.echo("The whole timetable shows papers, approvals and the last days for notices: keep it among those who need it.")
    if report.notices:
        click.echo("\nThese are drafts: copy them into the platform, which gives them their numbers. Nothing was sent anywhere.")


#: How many things of one kind are printed; ``--json`` has every one.
SHOWN = 20


def echo_giving(given: Given) -> None:
    """Grants as open data: how many, what is left out, missing, to look at, and only in one of the files."""
    click.echo(f"\n{given.count:,} {'grant' if given.count == 1 else 'grants'} in 360Giving's form, as JSON and as a workbook.")
    kinds = (("left out", given.left_out), ("missing ", given.wanted), ("look at ", given.confirm), ("JSON only", given.dropped))
    for lead, told in kinds:
        for one in told[:SHOWN]:
            ids = f"  {', '.join(one.grants[:5])}{f' and {len(one.grants) - 5:,} more' if len(one.grants) > 5 else ''}"
            question = f"  {one.question}" if one.question else ""
            click.echo(f"\n    {lead}  {one.words}{question}\n              {one.field}{ids if one.grants else ''}")
        if len(told) > SHOWN:
            click.echo(f"\n    {lead}  and {len(told) - SHOWN:,} more; --json names every one")
    click.echo("\nNothing was sent anywhere: you publish the files, when the recipients know that you will.")


def _files(report: Report | Exported) -> None:
    click.echo()
    for name in report.written:
        click.echo(f"  built      {report.root / name}")
    for name in report.same:
        click.echo(f"  unchanged  {report.root / name}")
    for base, name in report.beside.items():
        click.echo(f"  left alone {report.root / base} (edited since it was built); the new one is {name}")
