"""Three layers, file by file; names and links that leave a layer are refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from small import said

from hls_procure.errors import FileProblem, InputError
from hls_procure.library.finder import COUNCIL, Finder, shipped_root
from hls_procure.work.workspace import Workspace
from tests.helpers import run

TERMS = "clauses/terms.yaml"
DECIDES = "clauses/alliance/AL-14.yaml"


@pytest.fixture
def layers(tmp_path: Path) -> tuple[Path, Path]:
    project, council = tmp_path / "project", tmp_path / "council"
    for root in (project, council):
        (root / "clauses/alliance").mkdir(parents=True)
    return project, council


def put(root: Path, name: str, text: str = "# ours\n") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_project_and_a_council_everything_is_shipped() -> None:
    found = Finder().all("clauses")
    assert {one.layer for one in found} == {"shipped"}
    assert [one.name for one in found] == sorted(one.name for one in found)
    assert {path.relative_to(shipped_root()).as_posix() for path in (shipped_root() / "clauses").rglob("*.yaml")} == {
        one.name for one in found
    }


def test_each_file_comes_from_the_layer_that_wins(layers: tuple[Path, Path]) -> None:
    project, council = layers
    put(council, TERMS)
    put(council, DECIDES)
    put(project, DECIDES)
    put(project, "clauses/alliance/AL-90.yaml")
    found = {one.name: one.layer for one in Finder(project, council).all("clauses")}
    assert (found[DECIDES], found[TERMS]) == ("project", "council")
    assert (found["clauses/alliance/AL-90.yaml"], found["clauses/alliance/AL-15.yaml"]) == ("project", "shipped")
    for name, layer in found.items():
        assert Finder(project, council).find(name).layer == layer


def test_a_file_is_named_once_and_with_its_hash(layers: tuple[Path, Path]) -> None:
    project, council = layers
    path = put(project, DECIDES, "# ours\n")
    found = [one for one in Finder(project, council).all("clauses") if one.name == DECIDES]
    assert [(one.path, one.stem, one.digest()) for one in found] == [(path, "AL-14", hashlib.sha256(b"# ours\n").hexdigest())]


def test_the_council_is_named_by_the_environment_and_an_option_wins(
    layers: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, council = layers
    other = tmp_path / "other"
    put(council, TERMS, "# of the environment\n")
    put(other, TERMS, "# of the option\n")
    monkeypatch.setenv(COUNCIL, str(council))
    assert Finder().find(TERMS).path.read_text() == "# of the environment\n"
    assert Finder(council=other).find(TERMS).path.read_text() == "# of the option\n"
    monkeypatch.setenv(COUNCIL, "")
    assert Finder().find(TERMS).layer == "shipped"


def test_a_council_folder_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    with pytest.raises(FileProblem) as error:
        Finder(council=gone)
    assert said(error.value).startswith(f"--council  names the folder {gone}, which is not there\n")
    put(tmp_path, "a-file")
    monkeypatch.setenv(COUNCIL, str(tmp_path / "a-file"))
    with pytest.raises(FileProblem) as error:
        Finder()
    assert said(error.value).startswith(f"{COUNCIL}  names the folder {tmp_path / 'a-file'}, which is not there\n")


def test_a_room_that_a_layer_has_not_is_no_problem(tmp_path: Path) -> None:
    assert Finder(tmp_path).all("templates") == Finder().all("templates")
    assert Finder(tmp_path / "gone").all("clauses") == Finder().all("clauses")


def test_what_starts_with_a_dot_is_left_out_and_only_what_fits_the_pattern_counts(layers: tuple[Path, Path]) -> None:
    project, _ = layers
    for name in (".hidden.yaml", ".git/AL-91.yaml", "alliance/AL-92.yaml~", "alliance/AL-93.txt", "alliance/AL-94.yaml"):
        put(project, f"clauses/{name}")
    assert [one.name for one in Finder(project).all("clauses") if one.layer == "project"] == ["clauses/alliance/AL-94.yaml"]


@pytest.mark.parametrize(
    "name",
    [
        "../secret.yaml",
        "clauses/../../secret.yaml",
        "clauses/alliance/../../../secret.yaml",
        "clauses\\..\\..\\secret.yaml",
        "..\\secret.yaml",
        "/etc/passwd",
        "\\etc\\passwd",
        "//server/share/secret.yaml",
        "\\\\server\\share\\secret.yaml",
        "C:/secret.yaml",
        "C:secret.yaml",
        "clauses/C:/secret.yaml",
        "file:///etc/passwd",
        "clauses/terms.yaml\x00.txt",
        "\x00",
        "clauses//terms.yaml",
        "",
    ],
)
def test_a_name_that_leaves_the_layer_is_refused(name: str, tmp_path: Path) -> None:
    put(tmp_path, "secret.yaml", "secret\n")
    (tmp_path / "project/clauses/alliance").mkdir(parents=True)
    with pytest.raises(InputError) as error:
        Finder(tmp_path / "project").find(name)
    assert error.value.problems[0].what == "leads out of the library"
    assert error.value.problems[0].where == name


@pytest.mark.parametrize(
    "name", ["secret.yaml", "issued/001-D07/blocks.json", "project.yaml", "hls_procure/errors.py", ".", "clausesx/a.yaml"]
)
def test_only_the_three_rooms_are_offered(name: str, tmp_path: Path) -> None:
    put(tmp_path, name if name != "." else "x")
    with pytest.raises(InputError, match="is not in templates/, clauses/, playbooks/ or languages/"):
        Finder(tmp_path).find(name)


def test_a_backslash_between_folders_is_read_as_a_slash() -> None:
    assert Finder().find("clauses\\alliance\\AL-14.yaml").name == DECIDES


def test_a_name_that_no_layer_has_is_told() -> None:
    with pytest.raises(FileProblem) as error:
        Finder().find("clauses/alliance/AL-99.yaml")
    assert said(error.value) == (
        "clauses/alliance/AL-99.yaml  is in no layer of the library\n                             See: hls-procure library list"
    )


@pytest.mark.parametrize("where", ["file", "folder", "room"])
def test_a_link_that_leads_out_of_its_layer_is_refused(where: str, layers: tuple[Path, Path], tmp_path: Path) -> None:
    project, _ = layers
    outside = tmp_path / "outside"
    put(outside, "alliance/AL-14.yaml", "# stolen\n")
    if where == "file":
        (project / DECIDES).symlink_to(outside / "alliance/AL-14.yaml")
    elif where == "folder":
        (project / "clauses/alliance").rmdir()
        (project / "clauses/alliance").symlink_to(outside / "alliance", target_is_directory=True)
    else:
        (project / "clauses/alliance").rmdir()
        (project / "clauses").rmdir()
        (project / "clauses").symlink_to(outside, target_is_directory=True)
    finder = Finder(project)
    for ask in (lambda: finder.find(DECIDES), lambda: finder.all("clauses")):
        with pytest.raises(InputError) as error:
            ask()
        assert said(error.value).splitlines()[0] == f"{project / DECIDES}  is a link that leads out of its folder"


def test_a_link_that_stays_inside_its_layer_is_followed(layers: tuple[Path, Path]) -> None:
    project, _ = layers
    put(project, "clauses/shelf/AL-14.yaml", "# ours\n")
    (project / DECIDES).symlink_to(project / "clauses/shelf/AL-14.yaml")
    assert Finder(project).find(DECIDES).path.read_text() == "# ours\n"
    assert DECIDES in {one.name for one in Finder(project).all("clauses") if one.layer == "project"}


def test_a_link_to_nothing_and_a_link_to_itself_are_not_there(layers: tuple[Path, Path]) -> None:
    project, _ = layers
    (project / "clauses/alliance/AL-91.yaml").symlink_to(project / "gone")
    (project / "clauses/alliance/AL-92.yaml").symlink_to(project / "clauses/alliance/AL-92.yaml")
    (project / "clauses/round").symlink_to(project / "clauses", target_is_directory=True)
    names = {one.name for one in Finder(project).all("clauses", "alliance/*.yaml") if one.layer == "project"}
    assert names == set()
    with pytest.raises(FileProblem):
        Finder(project).find("clauses/alliance/AL-91.yaml")


def test_the_words_of_a_council_and_of_a_project_reach_the_library(layers: tuple[Path, Path]) -> None:
    project, council = layers
    text = (shipped_root() / DECIDES).read_text(encoding="utf-8")
    put(council, DECIDES, text.replace("title: How the Leadership Team decides", "title: How the council would decide"))
    assert Workspace(council=council).words.clauses["AL-14"].title == "How the council would decide"
    assert Workspace(council=council).words.clauses["AL-14"].layer == "council"
    put(project, DECIDES, text.replace("title: How the Leadership Team decides", "title: How we decide here"))
    assert Workspace(project, council=council).words.clauses["AL-14"].title == "How we decide here"
    assert Workspace().words.clauses["AL-14"].layer == "shipped"


def test_the_command_tells_a_missing_council_folder_with_exit_code_3(tmp_path: Path) -> None:
    result = run("library", "list", "--council", tmp_path / "gone")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "names the folder" in result.stderr
