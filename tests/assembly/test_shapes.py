"""A document's numbers are the same whether it is unfolded whole or only for another document's references."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hls_procure.documents.pack import PackBuilder
from hls_procure.model import paths
from hls_procure.model.root import Project
from hls_procure.work.demo import start_sample
from hls_procure.work.opening import Opened


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return start_sample(tmp_path_factory.mktemp("shapes") / "tamarside", "tamarside", award=True)


def projects(full: Project) -> list[Project]:
    changed = paths.put(full, "tender.tupe.applies.answer", False)
    changed = paths.put(changed, "alliance.term.extensions", ())
    changed = paths.put(changed, "alliance.governance.key_issues", ())
    return [full, Project(), changed, replace(full, authority=replace(full.authority, joint=()))]


@pytest.mark.parametrize("purpose", ["tender", "signature"])
def test_shape_and_skeleton_number_alike(opened: Opened, purpose: str) -> None:
    for project in projects(opened.project):
        words = opened.workspace.words
        for document in words.documents:
            whole = PackBuilder(project, opened.workspace.schema, words, opened.guide, purpose=purpose)  # type: ignore[arg-type]
            light = PackBuilder(project, opened.workspace.schema, words, opened.guide, purpose=purpose)  # type: ignore[arg-type]
            numbers = whole.assembler.skeleton(document).numbers
            shape = light.assembler.shape(document)
            full = {id: number.full for id, number in numbers.items()}
            assert {id: number.full for id, number in shape.numbers.items()} == full
