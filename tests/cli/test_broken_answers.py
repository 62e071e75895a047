"""One broken answers file a mistake: what is said is in the .txt beside it, and nothing is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import REPOSITORY, copied, run

FOLDER = REPOSITORY / "tests" / "fixtures" / "broken" / "answers"
CASES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("fresh") / "x"
    run("new", path)
    return path


def test_there_are_cases() -> None:
    assert len(CASES) >= 20
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == CASES


@pytest.mark.parametrize("case", CASES)
def test_a_broken_answers_file_is_refused_with_every_problem_and_records_nothing(case: str, fresh: Path, tmp_path: Path) -> None:
    folder = copied(fresh, tmp_path / "x")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    result = run("walk", folder, "--answers", FOLDER / f"{case}.yaml", input="")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.replace(f"{FOLDER}/", "") == (FOLDER / f"{case}.txt").read_text("utf-8")
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != ".lock"}
    assert after == {name: data for name, data in before.items() if name != ".lock"}


@pytest.mark.parametrize(
    ("name", "exit_code", "said"),
    [
        ("nowhere.yaml", 3, "is not there\n"),
        ("folder", 3, "is a folder\n"),
        ("latin.yaml", 2, "latin.yaml:2  has a character that is not UTF-8\n"),
        ("control.yaml", 2, "control.yaml:1  has a character that YAML does not allow\n"),
        ("list.yaml", 2, "list.yaml:1  does not start with names and values\n"),
        ("empty.yaml", 0, ""),
        ("deep.yaml", 2, "deep.yaml:1  "),
    ],
)
def test_a_file_that_cannot_be_read_as_answers_is_said(fresh: Path, tmp_path: Path, name: str, exit_code: int, said: str) -> None:
    contents = {
        "latin.yaml": 'PU-01: "x"\nPU-13: "Größe"\n'.encode("latin-1"),
        "control.yaml": b'PU-01: "x\x07"\n',
        "list.yaml": b"- PU-01\n",
        "empty.yaml": b"# nothing yet\n",
        "deep.yaml": b"PU-01: " + b"[" * 2000 + b"]" * 2000 + b"\n",
    }
    (tmp_path / "folder").mkdir()
    if name in contents:
        (tmp_path / name).write_bytes(contents[name])
    result = run("walk", copied(fresh, tmp_path / "x"), "--answers", tmp_path / name, input="")
    assert result.exit_code == exit_code, result.output
    assert said in result.stderr
    assert "Traceback" not in result.output
