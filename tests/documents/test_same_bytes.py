"""The same project gives the same bytes: again, in another process, in another time zone, in another order of hashing."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hls_procure.work.building import build
from hls_procure.work.opening import open_project
from tests.helpers import REPOSITORY, copied, documents, ticking


def digests(out: Path) -> dict[str, str]:
    files = [p for p in sorted(out.rglob("*")) if p.is_file() and p.name != ".lock"]
    return {p.relative_to(out).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_a_second_build_elsewhere_gives_the_same_bytes(tamarside_built_once: Path, tamarside: Path) -> None:
    build(open_project(tamarside, now=ticking()))
    assert digests(tamarside / "out") == digests(tamarside_built_once / "out")
    assert len(digests(tamarside / "out")) == 2 * len(documents()) + 1, "each in two formats, and the manifest"


def test_the_order_and_the_number_of_documents_change_no_byte(tamarside_built_once: Path, tamarside: Path) -> None:
    opened = open_project(tamarside, now=ticking())
    first = (["D24"], ["D12", "D08"], ["D10", "D09", "D07"])
    for only in (*first, sorted(documents().keys() - {id for ids in first for id in ids}, reverse=True)):
        build(opened, only=only)
    whole = digests(tamarside_built_once / "out")
    parts = digests(tamarside / "out")
    whole.pop("manifest.json")
    parts.pop("manifest.json")
    assert parts == whole


def test_one_format_alone_is_the_same_as_both(tamarside_built_once: Path, tamarside: Path) -> None:
    opened = open_project(tamarside, now=ticking())
    build(opened, formats=["html"])
    assert not list((tamarside / "out").rglob("*.docx"))
    build(opened, formats=["docx"])
    whole, parts = digests(tamarside_built_once / "out"), digests(tamarside / "out")
    assert {k: v for k, v in parts.items() if k != "manifest.json"} == {k: v for k, v in whole.items() if k != "manifest.json"}


def test_the_clock_and_the_place_of_the_folder_stand_in_no_file(tamarside_built_once: Path, tamarside: Path) -> None:
    build(open_project(tamarside, now=ticking(datetime(2031, 7, 9, 3, 33, tzinfo=UTC))))
    assert digests(tamarside / "out") == digests(tamarside_built_once / "out")
    for path in (tamarside / "out").rglob("*"):
        if path.is_file():
            assert str(tamarside).encode() not in path.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "4242"},
        {"PYTHONHASHSEED": "random", "PYTHONUTF8": "0", "LC_ALL": "POSIX"},
    ],
)
def test_another_process_elsewhere_gives_the_same_bytes(
    surroundings: dict[str, str], tamarside_built_once: Path, tmp_path: Path
) -> None:
    path = copied(tamarside_built_once, tmp_path / "tamarside")
    before = digests(path / "out")
    env = {**os.environ, **surroundings, "PYTHONPATH": str(REPOSITORY), "HLS_PROCURE_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "hls_procure", "build", str(path), "--out", str(tmp_path / "out"), "--json"]
    done = subprocess.run(command, env=env, capture_output=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert len(json.loads(done.stdout)["written"]) == 2 * len(documents())
    assert digests(tmp_path / "out") == before
