"""What tests of several rooms share: the command run in process, worked folders to copy, and places in the checkout."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from hls_procure.model.clause import DocumentSpec

REPOSITORY = Path(__file__).resolve().parent.parent
SAMPLE = REPOSITORY / "playbooks" / "samples" / "tamarside"


#: The documents with a title page and a list of contents; the others are notes, which begin at once.
LONG = ("D07", "D08", "D09", "D10", "D12", "D22", "D24")
#: What the sample cannot have, because it keeps its competition for nobody; nor has it the papers of a grant.
REFUSED = ("D31",)


@cache
def shipped() -> dict[str, DocumentSpec]:
    """Every document of the shipped library: read once, for reading it costs a second."""
    from hls_procure.library.finder import Finder
    from hls_procure.library.load import load_words

    return dict(load_words(Finder()).documents)


def documents(purpose: str = "tender", *, every: bool = False) -> dict[str, DocumentSpec]:
    """What the sample builds for a purpose, by id; with ``every``, all that the shipped library has for it."""
    known = shipped()
    left_out = () if every else (*REFUSED, *(id for id, spec in known.items() if spec.walks))
    return {id: known[id] for id in sorted(known) if purpose in known[id].builds and id not in left_out}


def ticking(start: datetime = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)) -> Callable[[], datetime]:
    """A clock that goes on by one second each time it is asked."""
    seconds: Iterator[int] = iter(range(10**9))
    return lambda: start + timedelta(seconds=next(seconds))


def run(*args: object, input: str | bytes | None = None, **more: Any) -> Result:
    """Run a command of hls-procure in this process; stdout and stderr are kept apart."""
    from hls_procure.cli.main import main

    return CliRunner().invoke(main, [str(arg) for arg in args], input=input, **more)


def copied(folder: Path, to: Path) -> Path:
    """A copy of a project folder, to change; what is frozen in it can be deleted again."""
    shutil.copytree(folder, to)
    return to
