"""What a solicitor does to a built agreement is found and called by its name: each edit alone, and all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from hls_procure.reading.door import read_file
from hls_procure.reconcile.proposals import Proposal
from tests.helpers import copied, ticking
from tests.reconcile.conftest import Compare
from tests.reconcile.edits import EDITS, Scripted


def unlike(found: Iterable[Proposal], edits: Iterable[Scripted]) -> tuple[list[str], list[str]]:
    """What was expected and not found, and what was found and not expected."""
    wanted = [one for edit in edits for one in edit.expect]
    have = [(one.kind, one.id) for one in found]
    missed = [f"{kind} {id}" for kind, id in wanted if not any(kind == k and i.startswith(id) for k, i in have)]
    invented = [f"{k} {i}" for k, i in have if not any(kind == k and i.startswith(id) for kind, id in wanted)]
    return missed, invented


def test_there_are_enough_edits_and_each_has_a_name_of_its_own() -> None:
    assert len(EDITS) >= 40
    assert len({edit.name for edit in EDITS}) == len(EDITS)


def test_a_file_that_nobody_touched_gives_no_proposal(agreement: Path, compared: Compare) -> None:
    assert compared(agreement) == ()


def test_all_edits_at_once_are_found_and_called_by_their_names(edited: Callable[..., Path], compared: Compare) -> None:
    found = compared(edited(*EDITS))
    assert unlike(found, EDITS) == ([], [])
    assert len(found) == sum(len(edit.expect) for edit in EDITS)


@pytest.mark.slow
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_each_edit_alone(edit: Scripted, edited: Callable[..., Path], compared: Compare) -> None:
    found = compared(edited(edit))
    assert unlike(found, [edit]) == ([], [])
    assert len(found) == len(edit.expect)
    assert all(one.can_be_taken for one in found) is not edit.by_hand


def test_a_build_after_taking_keeps_every_edit_and_a_second_look_finds_nothing_new(
    tamarside_built_once: Path, tmp_path: Path, edited: Callable[..., Path]
) -> None:
    from hls_procure.work.building import build
    from hls_procure.work.opening import open_project
    from hls_procure.work.reconciling import read_edits
    from hls_procure.work.taking import take

    root = copied(tamarside_built_once, tmp_path / "tamarside")
    file = edited(*EDITS)
    opened = open_project(root, now=ticking())
    first = read_edits(opened, file)
    outcome = take(opened, first, {one.id: "take" for one in first.proposals if one.can_be_taken}, by="solicitor")
    assert outcome.failed == {}
    assert len(outcome.taken) == sum(len(edit.expect) for edit in EDITS if not edit.by_hand)

    build(open_project(root, now=ticking()), only=["D12"], formats=["docx"])
    (built,) = (root / "out").rglob("D12-*.docx")
    text = "\n".join(block.text for block in read_file(built).blocks)
    lost = [f"{edit.name}: {words}" for edit in EDITS if not edit.by_hand for words in edit.says if words not in text]
    assert lost == []

    again = read_edits(open_project(root, now=ticking()), file)
    assert sorted(one.id for one in again.proposals) == sorted(one.id for one in first.proposals if not one.can_be_taken)
    assert "which the Members call the Harbour Council." in text  # the definition, which the file had left as it was
    assert any("alliance.governance.council_name" in note for note in again.notes)
