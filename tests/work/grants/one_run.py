"""A run over a batch in processes of their own, which a test can kill: python -m tests.work.grants.one_run FOLDER COUNT JOBS.

Where the environment names a number of letters, the run stands still as soon as so many are there, until it is killed: on a
busy machine a test that only watched would come too late. The processes that help read this module, too, and stop with it.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

LETTERS, MOMENT, MARK = "HLS_TEST_LETTERS", "HLS_TEST_MOMENT", "HLS_TEST_MARK"


def stand_still(wanted: int, moment: str, mark: Path) -> None:
    """Stop before or after the letter of a number gets its final name."""
    put = os.replace

    def replace(source: Any, target: Any) -> None:
        letter = str(target).endswith(".docx")
        root = Path(target).parent.parent
        if letter and moment == "before" and len(list(root.glob("*/*.docx"))) >= wanted:
            wait(mark)
        put(source, target)
        if letter and moment == "after" and len(list(root.glob("*/*.docx"))) >= wanted:
            wait(mark)

    os.replace = replace


def wait(mark: Path) -> None:
    """Say that the moment is there, and do nothing more."""
    mark.touch()
    while True:
        signal.pause()


if LETTERS in os.environ:
    stand_still(int(os.environ[LETTERS]), os.environ[MOMENT], Path(os.environ[MARK]))

if __name__ == "__main__":
    from hls_procure.work.grants.lettering import Lettering, Order
    from tests.work.grants.batches import batch

    place, count, jobs = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    Lettering(place, batch(place, count), Order(jobs=jobs)).run()
