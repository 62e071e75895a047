"""grant: many grants of one funder. Its commands are imported only when they are run."""

from __future__ import annotations

import click

from hls_procure.cli.lazy import Lazy

GRANT_COMMANDS: dict[str, str] = {
    "start": "Make a funder's folder and its workbook.",
    "check": "Check every grant: problems, what letters lack, the law, the totals.",
    "letters": "Make the letters: first a look at every row, then all of them.",
    "import": "Take grants from a 360Giving file into the workbook.",
    "record": "Record what happened to a grant: sent, accepted, paid, spoke, ended …",
    "due": "List payments, conversations, promises and reports that are due.",
}


class Grants(Lazy):
    """The commands of the group: ``grant start`` is ``hls_procure.cli.grant_start``."""

    table = GRANT_COMMANDS
    module = "hls_procure.cli.grant_{}"
    help_at = "hls-procure grant --help"


@click.group("grant", cls=Grants, short_help="Letters, payments and promises of many grants.")
def command() -> None:
    """Letters, payments and promises of many grants, from one workbook."""
