"""The sample of a thousand grants: it is what it says, and ships as it is written."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from hls_procure.errors import InputError
from hls_procure.work.grants.maker import LetterMaker
from hls_procure.work.grants.reading import read_batch
from hls_procure.work.grants.starting import start_sample
from hls_procure.work.opening import look
from tests.helpers import run
from tests.tools import make_thousand


def test_the_file_is_the_one_that_its_maker_writes() -> None:
    assert make_thousand.TARGET.read_bytes().decode("utf-8") == make_thousand.table()


def test_a_thousand_grants_have_twelve_choices_of_clauses_and_no_gap(tmp_path: Path) -> None:
    folder = tmp_path / "fund"
    batch = read_batch(folder, start_sample(folder, "thousand"))
    assert batch.problems == []
    maker = LetterMaker(look(folder).workspace, batch.base)
    choices: Counter[str] = Counter()
    for row in batch.rows():
        key, blanks = maker.look(row)
        assert [blank.path for blank in blanks if blank.kind != "law"] == []
        choices[key] += 1
    assert sorted(choices.values()) == [83] * 8 + [84] * 4


def test_it_is_started_by_a_command_that_says_what_comes_next(tmp_path: Path) -> None:
    folder = tmp_path / "fund"
    said = run("grant", "start", folder, "--sample", "thousand").stdout
    assert f"hls-procure grant letters {folder} {folder / 'grants.csv'} --preview" in said
    assert (folder / "grants.csv").read_bytes() == make_thousand.TARGET.read_bytes()
    assert (folder / "grants.xlsx").exists()


def test_a_sample_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        start_sample(tmp_path / "fund", "thousnad")
    assert "thousand" in str(caught.value.problems[0])
    assert not (tmp_path / "fund").exists()


@pytest.mark.slow
def test_a_letter_of_each_choice_is_made_and_the_next_commands_name_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "fund"
    grants = start_sample(folder, "thousand")
    shown = run("grant", "letters", folder, grants, "--preview")
    assert shown.exit_code == 0, shown.output
    assert "12 letters to read in " in shown.stdout
    assert f"Then make them again: hls-procure grant letters {folder} {grants}\n" in shown.stdout
    assert "error" not in shown.stdout
