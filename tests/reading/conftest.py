"""The built sample's documents with the blocks that they were written from."""

from __future__ import annotations

from pathlib import Path

import pytest

from hls_procure.assembly.blocks import Document
from tests.helpers import copied, ticking

Built = dict[str, tuple[Document, Path, Path]]


def built_from(root: Path, purpose: str) -> Built:
    """Each document of a build: as assembled, as Word, as a page."""
    from hls_procure.work.building import assemble
    from hls_procure.work.opening import open_project

    documents = assemble(open_project(root), purpose=purpose).documents  # type: ignore[arg-type]
    made = {}
    for id, document in documents.items():
        (word,), (page,) = (list((root / "out").rglob(f"{id}-*.{kind}")) for kind in ("docx", "html"))
        made[id] = (document, word, page)
    return made


@pytest.fixture(scope="session")
def tender(tamarside_built_once: Path) -> Built:
    """The tender pack."""
    return built_from(tamarside_built_once, "tender")


@pytest.fixture(scope="session")
def signature(tamarside_award_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The pack for signature."""
    from hls_procure.work.building import build
    from hls_procure.work.opening import open_project

    path = copied(tamarside_award_once, tmp_path_factory.mktemp("reading") / "tamarside")
    build(open_project(path, now=ticking()), purpose="signature")
    return built_from(path, "signature")
