"""What people install: the wheel and the source archive, built, looked into, and the demo run from a fresh environment."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from tests.helpers import REPOSITORY

pytestmark = pytest.mark.slow
ROOMS = ("templates", "clauses", "playbooks", "languages")
TOP = {"hls_procure", "templates", "clauses", "playbooks", "languages", "tests", "README.md", "CHANGELOG.md", "LICENSE",
       "pyproject.toml", ".ci", "PKG-INFO", ".gitignore"}  # fmt: skip


def called(*words: object, where: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")} | more
    line = [str(word) for word in words]
    return subprocess.run(line, cwd=where, env=environment, capture_output=True, text=True, timeout=600, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive, and that archive."""
    pytest.importorskip("build", reason="python -m build is not installed")
    out = tmp_path_factory.mktemp("dist")
    said = []
    for how in ((), ("--no-isolation",)):
        result = called(sys.executable, "-m", "build", *how, "--outdir", out, REPOSITORY, where=out)
        if result.returncode == 0:
            return out
        said.append(result.stdout[-600:] + result.stderr[-600:])
    pytest.skip("the wheel can be built neither with packages from the network nor with those that are here: " + "\n".join(said))


def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


def files(room: str) -> set[str]:
    """The files of a folder of the checkout that git knows or would take."""
    listed = called("git", "ls-files", "--cached", "--others", "--exclude-standard", room, where=REPOSITORY)
    if listed.returncode:
        pytest.skip("this is not a checkout")
    return {name for name in listed.stdout.splitlines() if (REPOSITORY / name).is_file()}


def test_the_wheel_carries_the_package_its_types_and_every_file_of_the_library(built: Path) -> None:
    with zipfile.ZipFile(wheel(built)) as archive:
        names = set(archive.namelist())
    assert "hls_procure/py.typed" in names
    for room in ROOMS:
        assert {f"hls_procure/_data/{name}" for name in files(room)} <= names, room
    assert files("hls_procure") <= names
    info = next(name.partition("/")[0] for name in names if ".dist-info/" in name)
    rest = names - files("hls_procure") - {f"hls_procure/_data/{name}" for room in ROOMS for name in files(room)}
    assert {name.partition("/")[0] for name in rest} == {info}, rest
    assert any(name.startswith(f"{info}/licenses/") and name.endswith("LICENSE") for name in names)


def test_the_source_archive_has_no_stray_files(built: Path) -> None:
    (found,) = built.glob("*.tar.gz")
    with tarfile.open(found) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()} - {""}
    assert {name.partition("/")[0] for name in names} <= TOP
    strays = [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".egg-info")) or ".venv" in name]
    assert strays == []
    for room in ("hls_procure", *ROOMS):
        assert files(room) <= names
    known = set().union(*(files(room) for room in ("hls_procure", "tests", ".ci", *ROOMS)))
    assert {name for name in names if "/" in name} <= known


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A new environment with the wheel in it, and what has to be said to it: nothing, unless the network is closed."""
    place = tmp_path_factory.mktemp("environment") / "env"
    venv.create(place, with_pip=True)
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    result = called(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel(built), where=place)
    if result.returncode == 0:
        return python, {}
    result = called(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", wheel(built), where=place)
    assert result.returncode == 0, result.stderr
    return python, {
        "PYTHONPATH": sysconfig.get_path("purelib")
    }  # the libraries of this environment; hls_procure is not among them


def test_the_installed_demo_builds_the_same_pack_from_another_folder(
    installed: tuple[Path, dict[str, str]], tamarside_built_once: Path, tmp_path: Path
) -> None:
    python, more = installed
    where = called(python, "-c", "import hls_procure; print(hls_procure.__file__)", where=tmp_path, **more)
    assert str(python.parent.parent) in where.stdout, where.stderr
    command = python.parent / ("hls-procure.exe" if os.name == "nt" else "hls-procure")
    result = called(command, "demo", where=tmp_path, HLS_PROCURE_CACHE=str(tmp_path / "cache"), **more)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "\nRead-across: 0 errors, 0 warnings, 0 notes.\n" in result.stdout
    here, there = tmp_path / "tamarside" / "out" / "bidders", tamarside_built_once / "out" / "bidders"
    names = sorted(path.name for path in there.iterdir())
    assert sorted(path.name for path in here.iterdir()) == names
    assert {"D07-invitation-to-tender.docx", "D12-alliance-agreement.html"} <= set(names)
    assert [name for name in names if (here / name).read_bytes() != (there / name).read_bytes()] == []


def test_the_installed_command_explains_and_lists(installed: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    python, more = installed
    for words in (("--version",), ("explain", "AL-14"), ("explain", "pa-light-touch-14"), ("library", "list")):
        result = called(python, "-m", "hls_procure", *words, where=tmp_path, HLS_PROCURE_CACHE=str(tmp_path / "cache"), **more)
        assert (result.returncode, result.stderr) == (0, ""), words
