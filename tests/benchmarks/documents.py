"""One agreement and all six documents in Word, whole processes, against docxtpl alone on the same text and rows."""

from __future__ import annotations

import os
from pathlib import Path

from hls_procure.library.yamlfile import read_text
from hls_procure.work.building import assemble
from hls_procure.work.demo import start_sample
from hls_procure.work.opening import open_project
from tests.benchmarks.docxtpl_peer import make_template
from tests.benchmarks.measure import PYTHON, compare, show

BUILD = [PYTHON, "-m", "hls_procure", "build"]
PEER = str(Path(__file__).with_name("docxtpl_peer.py"))
SHIPPED = Path(__file__).resolve().parents[2] / "clauses" / "documents" / "D12.yaml"


def documents(folder: Path) -> None:
    """The agreement as it is, an agreement of about 30 pages (its clauses without the schedules), and the whole pack."""
    os.environ["HLS_PROCURE_CACHE"] = str(folder / "cache")
    for name, short in (("whole", False), ("thirty", True)):
        place = folder / name
        start_sample(place, "tamarside").folder.close()
        if short:
            without_schedules(place)
        opened = open_project(place)
        document = assemble(opened, only=["D12"]).documents["D12"]
        opened.folder.close()
        words = sum(len(span.text.split()) for block in document.blocks for span in getattr(block, "spans", ()))
        make_template(document, folder / f"{name}.docx", folder / f"{name}.json")
        one = [*BUILD, str(place), "--only", "D12", "--to", "docx"]
        peer = [PYTHON, PEER, str(folder / f"{name}.docx"), str(folder / f"{name}.json"), str(folder / f"{name}-peer.docx")]
        commands = {"docxtpl alone": peer, "hls-procure build --only D12": one}
        if not short:
            six = "D07,D08,D09,D10,D12,D24"
            commands["hls-procure build, all six"] = [*BUILD, str(place), "--only", six, "--to", "docx"]
        compare(commands, runs=1)
        medians = compare(commands)
        show(f"Agreement, {name} ({words:,} words in paragraphs), CPU time of whole processes", medians, "docxtpl alone")
        if not short:
            ratio = medians["hls-procure build, all six"] / medians["hls-procure build --only D12"]
            print(f"  all six documents in {ratio:.2f} times the time of one")


def without_schedules(place: Path) -> None:
    """The project's own D12: the clauses, and only the schedules that belong to clauses."""
    text = read_text(SHIPPED)
    head, _, rest = text.partition("schedules:\n")
    kept = [line for line in rest.splitlines() if "clause:" in line]
    target = place / "clauses" / "documents" / "D12.yaml"
    target.parent.mkdir(parents=True)
    target.write_text(head + "schedules:\n" + "\n".join(kept) + "\n", "utf-8")
