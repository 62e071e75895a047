"""The door: commands are imported only when they are run, so that --help and --version cost next to nothing."""

from __future__ import annotations

import gc
import sys
from typing import Any

import click

from hls_procure._version import __version__
from hls_procure.cli.lazy import Lazy

COMMANDS = {
    "demo": "Build a worked sample from start to finish and say where it is.",
    "new": "Start a project folder.",
    "walk": "Walk the playbook: answer questions, stage by stage.",
    "status": "Show the stages, what is open, who owns it, and what is next.",
    "route": "Say which law governs, which ways are open, and why.",
    "recheck": "Say what law has changed since a document was issued, and what rests on it.",
    "build": "Build the documents into out/.",
    "check": "Read the pack across: whether its documents say the same thing.",
    "thread": "Follow the golden thread from what somebody said to clause and learning question.",
    "export": "Export draft notices or a grant as open data, or the dates as a calendar.",
    "issue": "Freeze a document as it was sent out.",
    "sign": "Freeze a document as it was signed.",
    "reconcile": "Bring edits made in Word home into the project.",
    "settle": "Note that somebody with the right role has settled a clause or a document.",
    "grant": "Letters, payments and promises of many grants.",
    "explain": "Explain a clause, a question, a document, a check or a legal fact.",
    "redact": "Take a person's words out, leaving a note that it was done.",
    "library": "List and show what documents are made from.",
}


class Commands(Lazy):
    """The commands of the program."""

    table = COMMANDS
    module = "hls_procure.cli.{}"
    help_at = "hls-procure --help"

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, and turn the library's errors into sentences and exit codes."""
        gc.set_threshold(500_000, 20, 20)  # a command is short, and what it reads it keeps
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="surrogateescape" if stream is sys.stdin else "backslashreplace")
        return super().main(*args, **kwargs)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hls-procure")
def main() -> None:
    """Commission in the Human Learning Systems way: from questions to a tender pack that holds together.

    Everything works offline. Start with: hls-procure demo
    """
