"""Takes every measurement of the product and prints ratios of this one run."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.benchmarks.documents import documents
from tests.benchmarks.law import law
from tests.benchmarks.letters import letters
from tests.benchmarks.measure import PYTHON, compare, show
from tests.benchmarks.pdf import pdf
from tests.benchmarks.peers_readacross import peers
from tests.benchmarks.readacross import readacross
from tests.benchmarks.reading import reading
from tests.benchmarks.records import records


def start() -> None:
    """Cold start against importing click."""
    medians = compare(
        {
            "import click": [PYTHON, "-c", "import click"],
            "hls-procure --version": [PYTHON, "-m", "hls_procure", "--version"],
            "hls-procure --help": [PYTHON, "-m", "hls_procure", "--help"],
        },
        runs=11,
    )
    show("Start (CPU time, whole processes)", medians, "import click")


def main() -> None:
    """All of them, or those named on the command line."""
    wanted = set(sys.argv[1:]) or {"start", "documents", "letters", "pdf", "records", "law", "reading", "readacross", "peers"}
    with tempfile.TemporaryDirectory() as folder:
        if "start" in wanted:
            start()
        if "documents" in wanted:
            documents(Path(folder))
        if "letters" in wanted:
            letters(Path(folder))
        if "pdf" in wanted:
            pdf(Path(folder))
        if "records" in wanted:
            records(Path(folder))
        if "law" in wanted:
            law(Path(folder))
        if "reading" in wanted:
            reading(Path(folder))
        if "peers" in wanted:
            peers(Path(folder))
    if "readacross" in wanted:
        readacross()


if __name__ == "__main__":
    main()
