"""A Word file with places: whatever stands in them, any program that opens zip files finds the parts as they should be."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.assembly.slots import Unfit
from hls_procure.documents.docx.filled import Filled, running
from hls_procure.documents.docx.runs import escape, run

PLACE = "\ue0100\ue011"
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Co")), min_size=1, max_size=40)


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name).decode("utf-8") for name in file.namelist()}


def a_file(stored: tuple[str, ...] = ()) -> Filled:
    body = f"<w:p>{'Long words that stay. ' * 40}{run(PLACE)}{'And more. ' * 40}{run(PLACE, '<w:b/>')}</w:p>"
    core = f"<dc:title>Our grant to {running(PLACE)}</dc:title>"
    return Filled.of(
        {"word/document.xml": body.encode(), "word/styles.xml": b"<styles/>" * 50, "docProps/core.xml": core.encode()}, stored
    )


@given(WORDS, st.sampled_from([(), ("docProps/core.xml",), ("docProps/core.xml", "word/document.xml")]))
def test_the_parts_are_those_with_the_value_in_place(value: str, stored: tuple[str, ...]) -> None:
    found = parts(a_file(stored).write(lambda number: value))
    assert found["word/document.xml"] == (
        f"<w:p>{'Long words that stay. ' * 40}{run(value)}{'And more. ' * 40}{run(value, '<w:b/>')}</w:p>"
    )
    assert found["docProps/core.xml"] == f"<dc:title>Our grant to {escape(' '.join(value.split()))}</dc:title>"
    assert found["word/styles.xml"] == "<styles/>" * 50


def test_a_value_longer_than_a_block_is_whole() -> None:
    value = "x" * 200_000
    assert run(value) in parts(a_file().write(lambda number: value))["word/document.xml"]


def test_a_value_filled_in_for_good_is_like_one_filled_in_each_time() -> None:
    once = a_file().fold({0: "Tom & Jerry"})
    assert once.places == frozenset()
    assert parts(once.write(lambda number: pytest.fail("there is no place left"))) == parts(
        a_file().write(lambda number: "Tom & Jerry")
    )


def test_a_value_that_needs_a_run_of_its_own_is_not_put_among_other_words() -> None:
    inside = Filled.of({"word/document.xml": f"<w:r><w:t>Dear {PLACE},</w:t></w:r>".encode()})
    assert "Dear A &amp; B," in parts(inside.write(lambda number: "A & B"))["word/document.xml"]
    for value in ("two\nlines", "a\ttab", "مرحبا"):
        with pytest.raises(Unfit):
            inside.write(lambda number, value=value: value)
