"""Reading a Word file of about a hundred pages, everything included, against python-docx's paragraphs and tables alone."""

from __future__ import annotations

import io
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from hls_procure.reading.door import read_bytes
from hls_procure.work.building import build
from hls_procure.work.demo import start_sample
from hls_procure.work.opening import open_project
from tests.benchmarks.measure import PYTHON

_PEAK = """
import re, sys
from pathlib import Path
{work}
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""
_OURS = "from hls_procure.reading.door import read_file; read_file(Path(sys.argv[1]))"
_THEIRS = """
import docx
file = docx.Document(sys.argv[1])
[p.text for p in file.paragraphs]
[cell.text for table in file.tables for row in table.rows for cell in row.cells]
"""


def theirs(data: bytes) -> int:
    """The characters that python-docx gives for paragraphs and tables."""
    import docx

    file = docx.Document(io.BytesIO(data))
    count = sum(len(p.text) for p in file.paragraphs)
    return count + sum(len(cell.text) for table in file.tables for row in table.rows for cell in row.cells)


def ours(data: bytes) -> int:
    """The characters that we read."""
    return sum(len(block.text) for block in read_bytes(data, "x.docx").blocks)


def compare(data: bytes, rounds: int = 9) -> dict[str, float]:
    """CPU seconds of each in this process, in turn; medians."""
    taken: dict[str, list[float]] = {"python-docx, paragraphs and tables": [], "reading room, everything": []}
    works: tuple[Callable[[bytes], int], ...] = (theirs, ours)
    for _ in range(rounds):
        for name, work in zip(taken, works, strict=True):
            start = time.process_time()
            work(data)
            taken[name].append(time.process_time() - start)
    return {name: statistics.median(times[1:]) for name, times in taken.items()}


def peak(work: str, path: Path) -> int:
    """MiB of a process that does nothing else, by its own high-water mark (that of the shell starts with its parent's)."""
    done = subprocess.run([PYTHON, "-c", _PEAK.format(work=work), str(path)], capture_output=True, text=True, check=True)
    return int(done.stdout)


def reading(folder: Path) -> None:
    """The agreement as built, and as LibreOffice saves it where that is installed."""
    place = folder / "read"
    start_sample(place, "tamarside").folder.close()
    build(open_project(place), only=["D12"])
    (built,) = (place / "out").rglob("D12-*.docx")
    files = {"as built": built}
    if shutil.which("soffice"):
        office = ["soffice", "--headless", f"-env:UserInstallation=file://{folder / 'office'}", "--convert-to", "docx"]
        subprocess.run([*office, "--outdir", str(folder / "saved"), str(built)], capture_output=True, check=True, timeout=180)
        files["as LibreOffice saves it"] = folder / "saved" / built.name
    for name, path in files.items():
        data = path.read_bytes()
        medians = compare(data)
        base, mine = medians.values()
        blocks = len(read_bytes(data, "x.docx").blocks)
        print(f"\nReading the agreement {name} ({len(data) // 1024} KiB, {blocks:,} blocks), CPU time in one process")
        for title, seconds in medians.items():
            print(f"  {title.ljust(46)} {seconds:7.3f} s")
        print(
            f"  ratio {mine / base:.2f}; peak memory of a process: {peak(_THEIRS, path)} MiB theirs, {peak(_OURS, path)} MiB ours"
        )
    sys.stdout.flush()
