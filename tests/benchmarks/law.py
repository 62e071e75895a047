"""What deciding a route costs beside ``status``: once in a fresh process, and again in one that has decided before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median

from hls_procure.work.demo import start_sample
from tests.benchmarks.measure import PYTHON, cpu

RUNS = 9
#: Opens a project and decides it twice, and prints the CPU seconds of each decision.
DECIDE = """
import sys, time
from pathlib import Path
from hls_procure.work.opening import look
from hls_procure.law.decide import decide
opened = look(Path(sys.argv[1]))
project, schema, book = opened.project, opened.workspace.schema, opened.workspace.book
for _ in range(2):
    before = time.process_time()
    decide(project, schema, book=book)
    print(time.process_time() - before)
"""


def law(folder: Path) -> None:
    """Print the ratios for each sample. Deciding costs at most a fifth of ``status``, in one run."""
    print("\nDeciding a route (CPU time) beside status (CPU time of the whole command), medians taken in turn")
    for id in ("tamarside", "eborby", "reserved", "grant-or-contract", "old-contract"):
        path = folder / id
        start_sample(path, id).folder.close()
        status, first, again = [], [], []
        for _ in range(RUNS):
            status.append(cpu([PYTHON, "-m", "hls_procure", "status", str(path)]))
            done = subprocess.run([sys.executable, "-c", DECIDE, str(path)], capture_output=True, text=True, check=True)
            once, twice = map(float, done.stdout.split())
            first.append(once)
            again.append(twice)
        whole = median(status)
        print(
            f"  {id.ljust(20)} status {whole:6.3f} s   decided {median(first):6.3f} s ({median(first) / whole:.2f})"
            f"   again {median(again):6.3f} s ({median(again) / whole:.2f})"
        )
