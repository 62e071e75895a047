"""A person's words go, everywhere the folder keeps them; the proof of everything else stays."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from project_strategies import IDS, SAMPLE, TEXT, Opener, schema

from hls_procure.errors import InputError
from hls_procure.project.folder import ProjectFolder
from hls_procure.project.holding import Holding
from hls_procure.project.journal import verify
from hls_procure.project.redact import Redaction, redact
from hls_procure.project.replay import recover

QUOTE = "I told my story eleven times before lunch"
TOMB = "[taken out on 3 March 2027 at the person's wish]"


def take(folder: ProjectFolder, id: str, **more: Any) -> Redaction:
    return redact(folder, id, by="information officer", on=date(2027, 3, 3), why="She asked for it.", **more)


def everything(place: Path) -> str:
    return "".join(path.read_text() for path in (place / "project.yaml", place / "journal.jsonl"))


def test_words_go_from_project_and_journal_and_the_rest_stays(sample: ProjectFolder, place: Path, reopen: Opener) -> None:
    sample.put_row("insights", "doors", {"quote": "Eleven times I told my story", "text": "Doors, doors, doors everywhere."})
    sample.put_row("listening", "morning", {"people": 4})
    done = take(sample, "doors")
    assert done.record == "insights[doors]"
    assert done.leaves == ("insights[doors].text", "insights[doors].quote")
    assert done.entries == (1, 2)
    text = everything(place)
    for words in (QUOTE, "Eleven times I told", "at every door", "doors everywhere"):
        assert words not in text
    assert "outreach workers" in text
    assert (place / "project.yaml").read_text().count(TOMB) == 2
    assert (place / "project.yaml").read_text().count("#") == SAMPLE.count("#")
    checked = verify(place / "journal.jsonl")
    assert (checked.redacted, checked.broken) == (2, None)
    sample.close()
    folder = reopen()
    (insight,) = folder.project.insights or ()
    assert (folder.notes, folder.unsaved, insight.id, insight.quote, insight.text) == ((), 0, "doors", TOMB, TOMB)
    assert folder.project.listening is not None
    assert folder.project.listening[1].people == 4


def test_the_reason_is_in_the_journal_and_nowhere_else(sample: ProjectFolder, place: Path) -> None:
    take(sample, "doors")
    assert "She asked for it." in (place / "journal.jsonl").read_text()
    assert "She asked for it." not in (place / "project.yaml").read_text()
    entry = next(entry for entry in sample.journal.entries if entry.kind == "redacted")
    assert (entry.by, entry.why, entry.path) == ("information officer", "She asked for it.", "insights[doors]")


def test_words_in_edits_by_hand_and_in_reasons_go_too(sample: ProjectFolder, place: Path, reopen: Opener) -> None:
    sample.set("purpose.hurts", "x", why=f"because somebody said: {QUOTE.upper()}!")
    sample.set("purpose.never_claim", f"They said: {QUOTE}.")
    sample.set("purpose.never_claim", "Nothing.")
    sample.save()
    sample.close()
    path = place / "project.yaml"
    path.write_text(path.read_text().replace(QUOTE, "My whole life is in a filing cabinet"))
    folder = reopen()
    folder.drop_row("insights", "doors")
    folder.add_row("insights", {"id": "doors", "quote": "Nobody ever wrote back to me"})
    take(folder, "doors")
    text = everything(place).lower()
    for words in (QUOTE, "my whole life is in a filing", "nobody ever wrote"):
        assert words.lower() not in text
    assert verify(place / "journal.jsonl").broken is None
    assert reopen().notes == ()


def test_somebody_who_is_not_in_the_project_any_more_can_be_taken_out(sample: ProjectFolder, place: Path) -> None:
    sample.drop_row("insights", "doors")
    sample.save()
    done = take(sample, "doors")
    assert done.leaves == ()
    assert QUOTE not in everything(place)
    assert sample.project.insights == ()
    assert verify(place / "journal.jsonl").broken is None


def test_two_people_one_after_the_other_and_one_of_them_twice(sample: ProjectFolder, place: Path, reopen: Opener) -> None:
    take(sample, "doors")
    take(sample, "evening")
    sample.put_row("insights", "doors", {"quote": "I changed my mind about being heard"})
    done = take(sample, "doors", tombstone="[gone]")
    assert done.leaves == ("insights[doors].quote",)
    text = everything(place)
    for words in (QUOTE, "night shelter", "changed my mind"):
        assert words not in text.replace("# not the day", "")
    checked = verify(place / "journal.jsonl")
    assert (checked.broken, checked.redacted) == (None, 2)
    sample.close()
    folder = reopen()
    assert folder.notes == ()
    assert folder.project.insights is not None
    assert (folder.project.insights[0].text, folder.project.insights[0].quote) == (TOMB, "[gone]")


def test_what_is_left_of_an_entry_is_still_proved(sample: ProjectFolder, place: Path) -> None:
    take(sample, "doors")
    path = place / "journal.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    assert "salt" not in json.loads(lines[0])
    path.write_text("".join([lines[0].replace("outreach workers", "somebody else"), *lines[1:]]))
    problem = verify(path).broken
    assert problem is not None
    assert problem.where == "journal.jsonl:1"


def test_the_same_words_elsewhere_are_named_and_left(sample: ProjectFolder, place: Path, reopen: Opener) -> None:
    sample.set("purpose.hurts", f"Somebody said '{QUOTE}' to us.")
    sample.put_row("principles", "ask-once", {"text": f"{QUOTE}."})
    done = take(sample, "doors")
    assert done.places == ("purpose.hurts", "principles[ask-once].text")
    assert QUOTE in (place / "project.yaml").read_text()
    sample.close()
    folder = reopen()
    assert folder.notes == ()
    folder.set("purpose.hurts", None)
    folder.put_row("principles", "ask-once", {"text": None})
    assert take(folder, "doors").places == ()
    assert verify(place / "journal.jsonl").broken is None


def docx(words: str) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as parts:
        runs = "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in (words[:9], words[9:]))
        parts.writestr("word/document.xml", f"<w:p>{runs}</w:p>")
    return raw.getvalue()


def test_files_that_hold_the_words_or_cannot_be_read_are_named(sample: ProjectFolder, place: Path) -> None:
    (place / "issued" / "001-D07").mkdir()
    spans = [{"kind": "text", "text": QUOTE[:9]}, {"kind": "fact", "text": QUOTE[9:]}]
    contents = {
        "issued/001-D07/D07.docx": docx(QUOTE),
        "issued/001-D07/blocks.json": json.dumps([{"spans": spans}]).encode(),
        "issued/001-D07/facts.json": b"{}",
        "out/D08.html": f"<p>{QUOTE.replace('story', '<b>story</b>')}</p>".encode(),
        "out/D08.docx": docx("Nothing of hers"),
        "out/D08.pdf": b"%PDF-1.7 x",
        "out/picture.png": b"\x89PNG\x00",
        "out/broken.docx": b"PK broken",
    }
    for name, data in contents.items():
        (place / name).write_bytes(data)
    assert take(sample, "doors").files == (
        Holding("issued/001-D07/D07.docx", True),
        Holding("issued/001-D07/blocks.json", True),
        Holding("out/D08.html", True),
        Holding("out/D08.pdf", False),
        Holding("out/broken.docx", False),
        Holding("out/picture.png", False),
    )


def test_caches_torn_lines_and_comments_are_seen_to(sample: ProjectFolder, place: Path, reopen: Opener) -> None:
    sample.close()
    (place / ".cache").mkdir()
    (place / ".cache" / "x").write_text(QUOTE)
    (place / "journal.torn").write_text(f'{{"n": 9, "value": "{QUOTE}\n{{"n": 4, "path": "actors[jo]"\n')
    path = place / "project.yaml"
    path.write_text(path.read_text().replace("insights:\n", f"insights:\n# she said: {QUOTE}\n"))
    done = take(reopen(), "doors")
    assert not (place / ".cache").exists()
    assert (place / "journal.torn").read_text() == f'{TOMB}\n{{"n": 4, "path": "actors[jo]"\n'
    (comment,) = done.comments
    assert comment.startswith("project.yaml:")
    line = path.read_text().splitlines()[int(comment.partition(":")[2]) - 1]
    assert QUOTE in line


def test_an_id_that_nobody_has_is_refused_with_the_nearest(sample: ProjectFolder, place: Path) -> None:
    before = everything(place)
    with pytest.raises(InputError, match="Did you mean 'evening'"):
        take(sample, "evenings")
    assert everything(place) == before


def test_an_id_in_two_lists_has_to_be_named_in_full(sample: ProjectFolder) -> None:
    sample.put_row("actors", "evening", {"name": "The evening group"})
    with pytest.raises(InputError, match=r"listening\[evening\], actors\[evening\]"):
        take(sample, "evening")
    assert take(sample, "actors[evening]").record == "actors[evening]"


def test_short_words_of_everybody_stay_where_others_use_them(sample: ProjectFolder) -> None:
    sample.put_row("actors", "jo", {"name": "Jo"})
    sample.set("purpose.hurts", "Jo and others wait.")
    take(sample, "actors[jo]")
    assert sample.project.purpose.hurts == "Jo and others wait."


STEPS = st.lists(
    st.tuples(IDS, st.sampled_from(["name", "what"]), TEXT.filter(lambda text: len(text.strip()) > 20), st.booleans()), max_size=8
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(STEPS, IDS)
def test_whatever_was_answered_the_words_go_and_the_chain_holds(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str, bool]], who: str
) -> None:
    place = tmp_path_factory.mktemp("redact") / "p"
    with ProjectFolder.create(place, schema(), clock=lambda: datetime(2027, 3, 1, tzinfo=UTC), who="x") as folder:
        folder.put_row("actors", who, {"name": "somebody with a long enough name"})
        for id, leaf, text, save in steps:
            folder.put_row("actors", id, {leaf: text})
            if save:
                folder.save()
        records = [entry.value for entry in folder.journal.entries if entry.path == f"actors[{who}]"]
        mine = {text for record in records for leaf, text in record.items() if leaf != "id"}
        theirs = "".join(text for id, _, text, _ in steps if id != who)
        before = folder.project
        take(folder, who)
        kept = json.dumps([dict(entry.words) for entry in folder.journal.entries], ensure_ascii=False)
        assert not [text for text in mine if text not in theirs and json.dumps(text, ensure_ascii=False)[1:-1] in kept]
        assert verify(place / "journal.jsonl").broken is None
        others = [row for row in folder.project.actors or () if row.id != who]
        assert others == [row for row in before.actors or () if row.id != who]
        state = recover(folder.journal.entries, folder._sheet, "unknown", folder._changer)
        assert state.edits == ()
