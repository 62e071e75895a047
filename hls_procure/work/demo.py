"""A worked sample from start to finish: started, answered through the engine, built, and where it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hls_procure.work.building import Report, build
from hls_procure.work.opening import Opened, Sample, clock, load_sample, open_project, start_project
from hls_procure.work.walking import run


@dataclass(frozen=True)
class Demo:
    """What a demo made: the sample, the project folder, the build, and the file to open first."""

    sample: Sample
    folder: Path
    report: Report
    first: Path


def start_sample(
    path: Path,
    id: str,
    *,
    award: bool = False,
    progress: Callable[[str], None] = lambda words: None,
    now: Callable[[], datetime] = clock,
) -> Opened:
    """A project folder with a sample's answers, each given through the engine.

    :param award: whether what is known only at award is answered too.
    """
    sample = load_sample(id)
    opened = start_project(path, playbook=sample.playbook, as_of=sample.as_of_date, now=now)
    opened.folder.close()
    files = [*sample.answers, *([sample.award] if award and sample.award else [])]
    for file in files:
        opened = open_project(path, now=now)
        run(opened, file, progress=progress)
    return open_project(path, now=now)


def demo(
    path: Path,
    id: str = "tamarside",
    *,
    progress: Callable[[str], None] = lambda words: None,
    now: Callable[[], datetime] = clock,
) -> Demo:
    """Build a sample in a new folder. :raises InputError: the folder is not empty."""
    sample = load_sample(id)
    opened = start_sample(path, id, progress=lambda title: progress(f"Answering: {title}"), now=now)
    report = build(opened, progress=progress)
    first = report.current.get(f"{sample.open_first}.docx") or next(iter(report.current.values()))
    return Demo(sample, path, report, report.root / first)
