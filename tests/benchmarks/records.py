"""A project of 500, 1,000 and 2,000 records: walking, building and one more answer."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from hls_procure.interview.engine import Engine
from hls_procure.work.building import build
from hls_procure.work.demo import start_sample
from hls_procure.work.opening import open_project

SIZES = (500, 1_000, 2_000)


def clock() -> datetime:
    """One moment; the journal's times do not matter here."""
    return datetime(2027, 3, 1, tzinfo=UTC)


def records(folder: Path) -> None:
    """Time by size, and per record; what grows linearly keeps its time per record."""
    os.environ["HLS_PROCURE_CACHE"] = str(folder / "cache")
    print("\nRecords (CPU time in process; per record in milliseconds)")
    base: dict[str, float] = {}
    for size in SIZES:
        place = folder / f"records-{size}"
        start_sample(place, "tamarside", now=clock).folder.close()
        opened = open_project(place, now=clock)
        with opened.folder as kept:
            started = time.process_time()
            for number in range(size):
                values = {"name": f"Body {number}", "what": "works with people & listens", "kind": "community"}
                kept.put_row("actors", f"body-{number}", values, question="UN-01")
                Engine(opened.playbook, opened.workspace.schema, kept.project)
            walked = time.process_time() - started
            kept.save()
            saved = time.process_time() - started - walked
            started = time.process_time()
            for number in range(200):
                kept.set("purpose.hurts", f"Answer {number}", question="PU-08")
            answered = (time.process_time() - started) / 200
        started = time.process_time()
        opened = open_project(place, now=clock)
        reopened = time.process_time() - started
        started = time.process_time()
        build(opened, formats=("docx",), out=folder / f"out-{size}")
        built = time.process_time() - started
        opened.folder.close()
        row = {"walk": walked, "save": saved, "open": reopened, "build": built, "answer": answered}
        base = base or row
        each = {what: f"{what} {seconds / size * 1e3:.3f}" for what, seconds in row.items()}
        again = f"one more answer {answered * 1e3:.3f} ms ({answered / base['answer']:.2f} of the first)"
        print(f"  {size:>5} records: {each['walk']}, {each['save']}, {each['open']}, {each['build']} a record; {again}")
