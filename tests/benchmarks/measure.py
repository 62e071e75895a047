"""CPU time of whole processes: medians of several runs, taken in turn so that a busy machine hurts everybody alike."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence

PYTHON = sys.executable


def cpu(command: Sequence[str], env: Mapping[str, str] | None = None) -> float:
    """CPU seconds of one run of a command, user and system together; compiled modules are kept, as an installation has them."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, capture_output=True, env={**kept, **(env or {})})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr.decode()}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(commands: Mapping[str, Sequence[str]], runs: int = 5, env: Mapping[str, str] | None = None) -> dict[str, float]:
    """The median of each command, the commands taken in turn."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            taken[name].append(cpu(command, env))
    return {name: statistics.median(values) for name, values in taken.items()}


def show(title: str, medians: Mapping[str, float], base: str) -> None:
    """Print the medians and their ratios to one of them."""
    print(f"\n{title}")
    for name, seconds in medians.items():
        print(f"  {name.ljust(46)} {seconds:7.3f} s   {seconds / medians[base]:6.2f} x {base}")
