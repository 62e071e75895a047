"""The pack of the fictional council, written and read once: right, and with every defect."""

from __future__ import annotations

from pathlib import Path

import pytest

from hls_procure.readacross.report import Report
from hls_procure.work.foreign import check_files
from tests.foreign.council import DEFECTS, write


@pytest.fixture(scope="session")
def right_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("right") / "pack"
    write(folder)
    return folder


@pytest.fixture(scope="session")
def wrong_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wrong") / "pack"
    write(folder, DEFECTS)
    return folder


def facts_of(pack: Path, folder: Path) -> Path:
    """The file of facts of a pack, as a person confirms it who agrees with everything."""
    path = folder / "facts.yaml"
    check_files([pack], facts=path)
    text = path.read_text("utf-8")
    path.write_text(text.replace("confirmed: no\n", "confirmed: yes\n"), "utf-8")
    return path


@pytest.fixture(scope="session")
def wrong_facts(wrong_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return facts_of(wrong_pack, tmp_path_factory.mktemp("facts"))


@pytest.fixture(scope="session")
def wrong_report(wrong_pack: Path, wrong_facts: Path) -> Report:
    return check_files([wrong_pack], facts=wrong_facts).report


@pytest.fixture(scope="session")
def guessed_report(wrong_pack: Path) -> Report:
    """The same pack before anybody has confirmed anything."""
    return check_files([wrong_pack]).report


@pytest.fixture(scope="session")
def right_report(right_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    return check_files([right_pack], facts=facts_of(right_pack, tmp_path_factory.mktemp("facts"))).report
