"""Plans on the disk, and what the words after ``--take`` decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hls_procure.documents.outfolder import write_atomic
from hls_procure.errors import FileProblem, InputError, Problem, argument, nearest
from hls_procure.library.yamlfile import read_text
from hls_procure.reconcile.plan import plan_text, read_plan
from hls_procure.reconcile.proposals import Decision, Proposal
from hls_procure.work.opening import clock
from hls_procure.work.reconciling import Edited

#: What --take may say beside a file or an id.
GROUPS = ("all", "facts", "words")


def write_plan(path: Path, edited: Edited, folder: str, file: str, *, day: date | None = None) -> None:
    """Write the proposals into a file, to be decided there.

    :raises FileProblem: there is a file already, which may hold decisions, or it cannot be written.
    """
    if path.exists():
        do = "Name another file, or take the decisions of this one: --take"
        raise FileProblem(Problem(str(path), "is there already", "It may hold decisions. Nothing was written.", do))
    command = f"hls-procure reconcile {argument(folder)} {argument(file)} --take {argument(path)}"
    text = plan_text(
        edited.proposals, name=edited.file.name, fingerprint=edited.file.fingerprint, document_id=edited.document,
        read=(day or clock().date()).isoformat(), command=command,
    )  # fmt: skip
    write_atomic(path, text.encode())


def decisions(edited: Edited, take: Sequence[str]) -> dict[str, Decision]:
    """What is to become of each proposal. :raises InputError: what was typed is neither a plan, a group nor an id."""
    known = {one.id: one for one in edited.proposals}
    made: dict[str, Decision] = {}
    for said in take:
        if said in GROUPS:
            made |= {one.id: "take" for one in edited.proposals if one.can_be_taken and _within(one, said)}
        elif said in known:
            made[said] = "take"
        elif Path(said).is_file():
            made |= read_plan(read_text(Path(said)), said, edited.proposals, edited.file.fingerprint)
        else:
            why = nearest(said, [*GROUPS, *known]) or "There is no such file either."
            raise InputError(
                Problem(f"--take {said}", "is no plan and no proposal", why, "Write: all, facts, words, an id, or a plan.")
            )
    return made


def _within(one: Proposal, group: str) -> bool:
    return group == "all" or (group == "facts") == (one.fact is not None)
