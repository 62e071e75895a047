"""How much of a file is read before it is refused: counts, never a clock, so that the same file gives the same answer."""

from __future__ import annotations

from hls_procure.errors import FileProblem, Problem
from hls_procure.model.record import record


@record
class Limits:
    """The most that is read of one file.

    :param packed: bytes on disk. :param parts: entries of the zip. :param unpacked: bytes of all parts that are opened;
        pictures are not. :param ratio: how many times larger than packed a part of more than a million bytes may be.
    :param tags: XML tags in all parts together. :param depth: content controls, tables and text boxes inside each other.
    :param blocks: paragraphs. :param cells: cells of a workbook.
    """

    packed: int = 200_000_000
    parts: int = 10_000
    unpacked: int = 64_000_000
    ratio: int = 400
    tags: int = 1_500_000
    depth: int = 40
    blocks: int = 200_000
    cells: int = 100_000


LIMITS = Limits()
_EXHAUST = "It may be made to exhaust the machine."


def refuse(name: str, what: str, why: str = "", do: str = "") -> FileProblem:
    """The error that says why a file is not read (exit code 3)."""
    return FileProblem(Problem(name, what, why, do))


def too_much(name: str, what: str) -> FileProblem:
    """A file that goes past a limit."""
    return refuse(name, what, _EXHAUST, "Ask whoever made it for an ordinary copy, or split it.")
