"""A thousand commitments and a thousand criteria, read across here, by StrictDoc and by Doorstop: CPU time of whole processes.

Each peer gets the same items in its own files and runs from an environment of its own, named by an environment variable:
``HLS_PEERS_STRICTDOC`` and ``HLS_PEERS_DOORSTOP``, or ``HLS_PEERS`` for one that has both. Nothing is installed here, and a
peer that is not there is reported as not measured. What each is asked to do is what it offers for the purpose: StrictDoc
validates links and writes its pages, Doorstop checks its tree. Ours includes starting Python and loading the catalogue.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.measure import PYTHON, cpu
from tests.benchmarks.readacross import project

SIZE, TIMEOUT = 1_000, 600
_OURS = """
import sys
from tests.benchmarks.readacross import engine, project
report = engine(project(int(sys.argv[1])), [])
print(len(report.findings))
"""


def items(size: int) -> tuple[list[tuple[str, str]], list[tuple[str, str, tuple[str, ...]]]]:
    """Commitments with their words, and criteria with their words and what they look at."""
    made = project(size)
    commitments = [(row.id, f"{row.title}. {row.intent} {row.practice}") for row in made.spec.commitments or ()]
    criteria = [(row.id, f"{row.name}. {row.looks_at}", row.commitments or ()) for row in made.evaluation.criteria or ()]
    return commitments, criteria


def strictdoc(folder: Path, size: int) -> list[str]:
    """Writes the items as forty files, fifty items each, as its users are advised; gives the arguments that check them."""
    folder.mkdir()
    commitments, criteria = items(size)
    parts = max(1, size // 50)
    for number in range(parts):
        (folder / f"commitments{number}.sdoc").write_text(
            f"[DOCUMENT]\nTITLE: Commitments {number}\n\n" + "\n".join(_nodes(commitments[number::parts])), "utf-8"
        )
        (folder / f"criteria{number}.sdoc").write_text(
            f"[DOCUMENT]\nTITLE: Criteria {number}\n\n" + "\n".join(_nodes(criteria[number::parts])), "utf-8"
        )
    return ["export", str(folder), "--output-dir", str(folder.parent / "strictdoc-out"), "--no-parallelization"]


def _nodes(rows: list[tuple[str, str]] | list[tuple[str, str, tuple[str, ...]]]) -> Iterator[str]:
    for id, words, *links in rows:
        parents = "".join(f"- TYPE: Parent\n  VALUE: {target}\n" for target in (links[0] if links else ()))
        yield f"[REQUIREMENT]\nUID: {id}\nSTATEMENT: {words}\n" + (f"RELATIONS:\n{parents}" if parents else "")


def doorstop(folder: Path, size: int) -> list[str]:
    """Writes the items as it keeps them, one file each, in a folder that is under version control; gives the arguments."""
    folder.mkdir()
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    commitments, criteria = items(size)
    names = {id: f"COM{number:05}" for number, (id, _) in enumerate(commitments, 1)}
    settings = "settings:\n  digits: 5\n  prefix: {0}\n  sep: ''\n{1}"
    for prefix, parent in (("COM", ""), ("CRI", "  parent: COM\n")):
        (folder / prefix).mkdir()
        (folder / prefix / ".doorstop.yml").write_text(settings.format(prefix, parent), "utf-8")
    for id, words in commitments:
        (folder / "COM" / f"{names[id]}.yml").write_text(_item(words, ()), "utf-8")
    for number, (_, words, links) in enumerate(criteria, 1):
        (folder / "CRI" / f"CRI{number:05}.yml").write_text(_item(words, tuple(names[id] for id in links)), "utf-8")
    return ["-j", str(folder), "--no-reformat", "--no-level-check"]


def _item(words: str, links: tuple[str, ...]) -> str:
    listed = "links: []\n" if not links else "links:\n" + "".join(f"- {id}: null\n" for id in links)
    head, foot = "active: true\nderived: false\nheader: ''\nlevel: 1.0\n", "normative: true\nref: ''\nreviewed: null\ntext: |\n"
    return f"{head}{listed}{foot}  {words}\n"


PEERS: dict[str, Callable[[Path, int], list[str]]] = {"strictdoc": strictdoc, "doorstop": doorstop}


def program(name: str) -> Path | None:
    """Where a peer is installed, by the environment variable that says so."""
    home = os.environ.get(f"HLS_PEERS_{name.upper()}") or os.environ.get("HLS_PEERS")
    found = Path(home) / "bin" / name if home else None
    return found if found and found.exists() else None


def peers(folder: Path, runs: int = 1) -> None:
    """Prints the CPU seconds of each and how many times ours that is, run by run in turn."""
    commands: dict[str, list[str]] = {"read-across": [PYTHON, "-c", _OURS, str(SIZE)]}
    for name, make in PEERS.items():
        where = program(name)
        if where is None:
            print(f"  {name} not measured: not installed (HLS_PEERS_{name.upper()} or HLS_PEERS names its environment)")
        else:
            commands[name] = [str(where), *make(folder / name, SIZE)]
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            taken[name].append(cpu(command, {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}))
    print(f"\n{SIZE:,} commitments and {SIZE:,} criteria, CPU time of whole processes (median of {runs} in turn)")
    mine = sorted(taken["read-across"])[runs // 2]
    for name, times in taken.items():
        seconds = sorted(times)[runs // 2]
        print(f"  {name.ljust(46)} {seconds:7.2f} s   {seconds / mine:6.1f} x read-across")
