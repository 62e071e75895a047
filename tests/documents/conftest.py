"""The built sample's files, found by document and format; built once for the session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from hls_procure.model.root import Project
from hls_procure.work.opening import Opened, open_project
from tests.documents.docx_reading import Docx
from tests.helpers import copied, ticking

Files = Mapping[str, Path]


def current(root: Path, suffix: str) -> dict[str, Path]:
    return {path.name.split("-")[0]: path for path in sorted(root.rglob(f"*{suffix}"))}


@pytest.fixture(scope="session")
def word_files(tamarside_built_once: Path) -> dict[str, Path]:
    """The Word files of the tender pack by document."""
    return current(tamarside_built_once / "out", ".docx")


@pytest.fixture(scope="session")
def html_files(tamarside_built_once: Path) -> dict[str, Path]:
    """The pages of the tender pack by document."""
    return current(tamarside_built_once / "out", ".html")


@pytest.fixture(scope="session")
def signature_built_once(tamarside_award_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tamarside with its award, built for signature."""
    from hls_procure.work.building import build

    path = copied(tamarside_award_once, tmp_path_factory.mktemp("signature") / "tamarside")
    build(open_project(path, now=ticking()), purpose="signature")
    return path


@pytest.fixture(scope="session")
def every_word_file(word_files: dict[str, Path], signature_built_once: Path) -> dict[str, Docx]:
    """Every Word file that the sample can make, read."""
    made = {id: Docx(path) for id, path in word_files.items()}
    made |= {f"{id}-for-signature": Docx(path) for id, path in current(signature_built_once / "out", ".docx").items()}
    return made


@pytest.fixture(scope="session")
def every_page(html_files: dict[str, Path], signature_built_once: Path) -> dict[str, str]:
    """Every page that the sample can make, as text."""
    made = {id: path.read_text("utf-8") for id, path in html_files.items()}
    signed = current(signature_built_once / "out", ".html")
    made |= {f"{id}-for-signature": path.read_text("utf-8") for id, path in signed.items()}
    return made


@pytest.fixture(scope="module")
def opened(tamarside_award_once: Path) -> Opened:
    return open_project(tamarside_award_once)


@pytest.fixture(scope="module")
def sample(opened: Opened) -> Project:
    """The sample without the words of its own people about the law, which are theirs to choose."""
    legal = replace(opened.project.legal, regime_reason="We looked at it.", route_reason="It fits.", decided_by="the lead")
    return replace(
        opened.project, legal=legal, decisions=(), withheld=(), clarifications=(), talks=(), interests=(), published=()
    )
