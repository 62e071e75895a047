"""What was sent out is frozen: the exact bytes and all that they rest on, and any later change shows."""

from __future__ import annotations

import json
import os
import shutil
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from project_strategies import Opener

from hls_procure.errors import InputError
from hls_procure.project.folder import ProjectFolder
from hls_procure.project.issue import Issue, issue, issued, next_version, signed, verify_issued
from hls_procure.project.journal import verify

DAY = date(2027, 3, 5)


def send(folder: ProjectFolder, document: str = "D07", **more: Any) -> Issue:
    parts: dict[str, Any] = {
        "on": DAY,
        "files": {f"{document}-invitation.docx": b"PK\x00", f"{document}-invitation.html": b"<p>"},
        "blocks_json": '[{"id": "IT-01"}]',
        "facts": {"project.title": "Tamarside Alliance"},
        "versions": {"tool": "0.1", "clauses": [["IT-01", "1", "shipped"]]},
    }
    return issue(folder, document, **{**parts, **more})


def test_an_issue_keeps_the_bytes_and_what_they_rest_on(sample: ProjectFolder, place: Path) -> None:
    sample.set("project.place", "Tamarside")
    one = send(sample, why="the notice went out")
    assert (one.number, one.version, one.kind, one.folder, one.by) == (1, 1, "issued", "issued/001-D07", "commissioner")
    here = place / "issued" / "001-D07"
    assert {path.name for path in here.iterdir()} == {*one.files, "manifest.json"}
    assert (here / "D07-invitation.docx").read_bytes() == b"PK\x00"
    assert json.loads((here / "blocks.json").read_text()) == [{"id": "IT-01"}]
    assert json.loads((here / "facts.json").read_text()) == {"project.title": "Tamarside Alliance"}
    manifest = json.loads((here / "manifest.json").read_text())
    assert manifest["numbers"] == "computed"
    assert manifest["project"] == sample.base
    assert sample.unsaved == 0
    entry = sample.journal.entries[-1]
    assert (entry.kind, entry.path, entry.value["whole"], entry.why) == ("issued", one.folder, one.whole, "the notice went out")
    assert not any(os.stat(path).st_mode & stat.S_IWUSR for path in here.iterdir())
    assert issued(sample) == (one,)
    assert verify_issued(sample) == ()


def test_numbers_count_over_the_project_and_versions_over_the_document(sample: ProjectFolder, place: Path) -> None:
    made = [send(sample, document) for document in ("D07", "D12", "D07")]
    assert [(one.folder, one.version) for one in made] == [("issued/001-D07", 1), ("issued/002-D12", 1), ("issued/003-D07", 2)]
    assert [next_version(sample, document) for document in ("D07", "D12", "D08")] == [3, 2, 1]
    assert next_version(place, "D07") == 3
    assert next_version(place / "nowhere", "D07") == 1


def test_a_signed_document_has_literal_numbers_from_then_on(sample: ProjectFolder, place: Path) -> None:
    send(sample, "D12")
    assert signed(sample, "D12") is None
    one = send(sample, "D12", kind="signed")
    send(sample, "D12")
    assert signed(sample, "D12") == one
    assert json.loads((place / one.folder / "manifest.json").read_text())["numbers"] == "literal"
    assert [entry.kind for entry in sample.journal.entries if entry.path] == ["issued", "signed", "issued"]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "has no files"),
        ({"../x.docx": b""}, "is not a name"),
        ({"a/b.docx": b""}, "is not a name"),
        ({"Manifest.json": b""}, "is not a name"),
        ({"facts.json": b""}, "is not a name"),
        ({".hidden": b""}, "is not a name"),
        ({"a.docx ": b""}, "is not a name"),
        ({"a.docx": b"", "A.docx": b""}, "differ only in capitals"),
    ],
)
def test_what_cannot_be_kept_is_refused(sample: ProjectFolder, place: Path, files: dict[str, bytes], words: str) -> None:
    with pytest.raises(InputError, match=words):
        send(sample, files=files)
    assert list((place / "issued").iterdir()) == []
    assert sample.journal.count == 1


def test_a_document_needs_an_id(sample: ProjectFolder) -> None:
    with pytest.raises(InputError, match="is not the id of a document"):
        send(sample, "../D07")


def change(path: Path, data: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(data)


def test_a_file_that_was_changed_removed_or_added_is_named(sample: ProjectFolder, place: Path) -> None:
    here = place / send(sample).folder
    change(here / "D07-invitation.docx", b"other")
    (here / "facts.json").unlink()
    (here / "note.txt").write_text("x")
    assert [problem.where for problem in verify_issued(sample)] == [
        "issued/001-D07/D07-invitation.docx",
        "issued/001-D07/facts.json",
        "issued/001-D07/note.txt",
    ]


def test_a_manifest_that_fits_changed_files_is_found_out_by_the_journal(sample: ProjectFolder, place: Path) -> None:
    from hls_procure.project import issue as module

    here = place / send(sample).folder
    change(here / "D07-invitation.docx", b"other")
    manifest = json.loads((here / "manifest.json").read_text())
    manifest["files"]["D07-invitation.docx"] = module.disk.digest(b"other")
    change(here / "manifest.json", json.dumps(manifest).encode())
    assert [problem.what for problem in verify_issued(sample)] == ["was changed after the document was issued"]
    manifest["whole"] = module.whole_hash(manifest["files"])
    change(here / "manifest.json", json.dumps(manifest).encode())
    assert [problem.what for problem in verify_issued(sample)] == ["says something else than the journal did on the day"]


def test_an_issue_that_is_gone_or_unreadable_is_named_and_its_number_not_used_again(
    sample: ProjectFolder, place: Path, reopen: Opener
) -> None:
    first, second = send(sample), send(sample, "D08")
    shutil.rmtree(place / second.folder)
    change(place / first.folder / "manifest.json", b"{")
    assert [problem.where for problem in verify_issued(sample)] == ["issued/001-D07/manifest.json", "issued/002-D08"]
    assert issued(sample) == ()
    third = send(sample, "D08")
    assert (third.folder, third.version) == ("issued/003-D08", 2)


def test_a_journal_that_was_cut_back_since_is_noticed(sample: ProjectFolder, place: Path, reopen: Opener) -> None:
    sample.set("project.place", "Tamarside")
    send(sample)
    sample.close()
    path = place / "journal.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:2]))
    assert verify(path).broken is None
    said = [problem.what for problem in verify_issued(reopen())]
    assert said == ["is not the journal that stood when issued/001-D07 was frozen", "is not in the journal"]


def test_what_was_frozen_when_the_program_was_stopped_is_noted_later(
    sample: ProjectFolder, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hls_procure.project import issue as module

    with monkeypatch.context() as patch:
        patch.setattr(module, "_record", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            send(sample)
    (place / "issued" / ".002-D09.new").mkdir()
    assert [problem.what for problem in verify_issued(sample)] == ["is not in the journal"]
    assert send(sample, "D08").number == 2
    assert verify_issued(sample) == ()
    assert sorted(path.name for path in (place / "issued").iterdir()) == ["001-D07", "002-D08"]


def test_redacting_leaves_what_was_issued_alone_and_still_sound(sample: ProjectFolder, place: Path) -> None:
    from hls_procure.project.redact import redact

    send(sample, files={"D07.html": b"<p>I told my story eleven times before lunch</p>"})
    done = redact(sample, "doors", by="clerk", on=DAY, why="asked for it")
    assert [holding.path for holding in done.files] == ["issued/001-D07/D07.html"]
    assert verify_issued(sample) == ()
