"""What an answer, a record, a save and an opening cost as a project grows. Run on demand:

    python tests/benchmarks/project_folder.py [FOLDER]

Prints milliseconds and ratios; nothing is asserted. An answer should cost the same in every column, records and saves
should grow no faster than the project. FOLDER is where the projects are made (the disk counts); a temporary one if none.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hls_procure.library.finder import Finder
from hls_procure.library.load import load_fields
from hls_procure.model.fields import FieldSchema
from hls_procure.model.root import Project
from hls_procure.model.system import Actor
from hls_procure.project.folder import ProjectFolder

SIZES = (500, 1000, 2000)
TIMES = 60


def clock() -> datetime:
    return datetime(2027, 3, 1, tzinfo=UTC)


def spent(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def actor(n: int) -> Actor:
    return Actor(f"a{n}", name=f"Actor number {n}", what="does something that matters " * 5, stance="in")


def measure(root: Path, schema: FieldSchema, size: int) -> dict[str, float]:
    project = Project(actors=tuple(actor(n) for n in range(size)))
    folder = ProjectFolder.create(root / f"p{size}", schema, clock=clock, who="x", project=project)
    found = {
        "set a value": median(spent(lambda n=n: folder.set("project.title", f"Title {n}")) for n in range(TIMES)),
        "change a record": median(spent(lambda n=n: folder.put_row("actors", f"a{n}", {"what": f"x {n}"})) for n in range(TIMES)),
        "save (splice)": median(spent(lambda n=n: (folder.set("project.place", f"{n}"), folder.save())) for n in range(5)),
    }
    folder.close()
    found["open"] = median(spent(lambda: ProjectFolder.open(root / f"p{size}", schema, clock=clock, who="x")) for _ in range(3))
    with ProjectFolder.create(root / f"q{size}", schema, clock=clock, who="x") as empty:
        found["add so many records"] = spent(lambda: [empty.add_row("actors", actor(n)) for n in range(size)])
    found["open with them unsaved"] = spent(lambda: ProjectFolder.open(root / f"q{size}", schema, clock=clock, who="x"))
    with ProjectFolder.open(root / f"q{size}", schema, clock=clock, who="x") as again:
        found["save them all"] = spent(again.save)
    return found


def main(root: Path) -> None:
    schema = load_fields(Finder())
    table = {size: measure(root, schema, size) for size in SIZES}
    print(f"{'milliseconds, records:':26}" + "".join(f"{size:>10,}" for size in SIZES) + "   largest / smallest")
    for name in table[SIZES[0]]:
        row = [table[size][name] for size in SIZES]
        print(f"{name:26}" + "".join(f"{value:10.2f}" for value in row) + f"   {row[-1] / row[0]:.2f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        with tempfile.TemporaryDirectory(dir=sys.argv[1]) as name:
            main(Path(name))
    else:
        with tempfile.TemporaryDirectory() as name:
            main(Path(name))
