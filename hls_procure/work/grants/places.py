"""Where things are in a funder's folder, and whether somebody has the workbook open."""

from __future__ import annotations

from pathlib import Path

from hls_procure.errors import FileProblem, Problem

WORKBOOK = "grants.xlsx"
MAP = "columns.yaml"
CACHE = ".cache"


def workbook(folder: Path) -> Path:
    """The workbook of a funder's folder."""
    return folder / WORKBOOK


def open_in(path: Path) -> str:
    """The program in which a workbook is open, in words; empty where it is in none.

    Excel and LibreOffice put a small file beside a workbook while it is open there.

    :param path: a workbook, or a funder's folder.
    """
    file = path if path.suffix.lower() == ".xlsx" else workbook(path)
    for name, words in ((f"~${file.name}", "Excel"), (f".~lock.{file.name}#", "LibreOffice")):
        if (file.parent / name).exists():
            return words
    return ""


def refuse_if_open(path: Path, doing: str = "written") -> None:
    """Refuse to write a workbook that is open. :raises FileProblem: it is; the words say where."""
    program = open_in(path)
    if program:
        file = path if path.suffix.lower() == ".xlsx" else workbook(path)
        why = "What is saved there afterwards would take the place of what is written now."
        do = f"Close it there and try again. If it is not open, delete the file that begins with ~ beside {file.name}."
        raise FileProblem(Problem(str(file), f"could not be {doing}: it is open in {program}", why, do))
