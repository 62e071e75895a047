"""Numbers as Word prints them: from lists, styles, restarts and overrides; what is not sure says so."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.assembly.number import letter
from hls_procure.assembly.number import roman as small_roman
from hls_procure.reading.blocks import ReadFile
from hls_procure.reading.docx.figures import FORMATS, letters, ordinal, roman
from tests.reading.word import LEGAL, deleted, ins, item, level, levels, numbering, numbers, p, r, read, style, styled


def listed(*items: tuple[int, int] | int, lists: str = numbering(LEGAL), **more: Any) -> ReadFile:
    """A file of list items: a level, or a list and a level."""
    body = "".join(item("x", *(one if isinstance(one, tuple) else (1, one))) for one in items)
    return read(body, parts={"numbering": lists}, **more)


def test_a_legal_list_counts_restarts_and_shows_its_parents() -> None:
    file = listed(0, 1, 1, 2, 2, 3, 1, 2, 0, 1)
    assert numbers(file) == ["1", "1.1", "1.2", "(a)", "(b)", "(i)", "1.3", "(a)", "2", "2.1"]
    assert [b.full for b in file.blocks] == ["1", "1.1", "1.2", "1.2(a)", "1.2(b)", "1.2(b)(i)", "1.3", "1.3(a)", "2", "2.1"]
    assert [b.depth for b in file.blocks] == [1, 2, 2, 3, 3, 4, 2, 3, 1, 2]
    assert all(b.number_sure for b in file.blocks)


@pytest.mark.parametrize(
    ("format", "shown"),
    [("decimal", "3"), ("lowerLetter", "c"), ("upperLetter", "C"), ("lowerRoman", "iii"), ("upperRoman", "III"),
     ("decimalZero", "03"),
     ("ordinal", "3rd"), ("cardinalText", "Three"), ("ordinalText", "Third")],
)  # fmt: skip
def test_each_format_is_written_as_word_writes_it(format: str, shown: str) -> None:
    file = listed(0, 0, 0, lists=numbering(levels(level("Part %1:", format))))
    assert file.blocks[2].number == f"Part {shown}:"


def test_bullets_have_no_number_and_say_that_they_are_bullets() -> None:
    file = listed(0, lists=numbering(levels(level("\uf0b7", "bullet"))))
    assert (file.blocks[0].number, file.blocks[0].bulleted, file.blocks[0].depth) == ("", True, 1)


def test_a_format_that_we_do_not_know_is_shown_in_figures_and_not_sure() -> None:
    file = listed(0, 0, lists=numbering(levels(level("%1", "hebrew1"))))
    assert [(b.number, b.number_sure) for b in file.blocks] == [("1", False), ("2", False)]


def test_a_level_of_no_format_prints_only_its_words() -> None:
    file = listed(0, 1, lists=numbering(levels(level("Annex", "none"), level("%1%2.", more="<w:isLgl/>"))))
    assert numbers(file) == ["Annex", "1."]


def test_legal_levels_show_their_parents_in_figures() -> None:
    lists = numbering(levels(level("%1.", "upperRoman"), level("%1.%2", more="<w:isLgl/>"), level("%1.%3", "lowerLetter")))
    assert numbers(listed(0, 1, 2, lists=lists)) == ["I.", "1.1", "I.a"]


def test_a_level_starts_where_its_list_says_and_restarts_only_where_it_says() -> None:
    never = numbering(levels(level("%1", start=4), level("%2", more='<w:lvlRestart w:val="0"/>')))
    assert numbers(listed(0, 1, 1, 0, 1, lists=never)) == ["4", "1", "2", "5", "3"]
    only_first = numbering(levels(level("%1"), level("%2"), level("%3", more='<w:lvlRestart w:val="1"/>')))
    assert numbers(listed(0, 1, 2, 1, 2, 0, 1, 2, lists=only_first)) == ["1", "1", "1", "2", "2", "2", "1", "1"]


def test_a_second_instance_goes_on_counting_unless_it_says_otherwise() -> None:
    same = '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
    over = '<w:num w:numId="8"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
    over += '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    other = '<w:num w:numId="9"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">'
    other += level("Q%1", start=5) + "</w:lvl>"
    lists = numbering(LEGAL, nums=same + over + other + "</w:lvlOverride></w:num>")
    assert numbers(listed((1, 0), (7, 0), (8, 0), (8, 0), (1, 0), (9, 0), lists=lists)) == ["1", "2", "1", "2", "3", "Q5"]
    later = lists.replace('<w:startOverride w:val="1"/>', '<w:startOverride w:val="6"/>')
    assert numbers(listed((1, 0), (8, 0), (8, 1), (8, 0), lists=later)) == ["1", "6", "6.1", "7"]


def test_lists_do_not_count_for_each_other() -> None:
    assert numbers(listed((1, 0), (2, 0), (1, 0), (2, 0), lists=numbering(LEGAL, LEGAL))) == ["1", "1", "2", "2"]


def test_numbers_come_from_styles_and_the_styles_they_stand_on() -> None:
    bound = levels(level("%1", more='<w:pStyle w:val="Clause1"/>'), level("%1.%2", more='<w:pStyle w:val="Clause2"/>'))
    number = '<w:numPr>{0}<w:numId w:val="1"/></w:numPr>'
    styles = (
        style("Clause1", paragraph=number.format("")) + style("Clause2", paragraph=number.format('<w:ilvl w:val="1"/>'))
        + style("Ours", based="Clause2") + style("None", based="Clause1", paragraph='<w:numPr><w:numId w:val="0"/></w:numPr>')
    )  # fmt: skip
    body = styled("Clause1", "a") + styled("Clause2", "b") + styled("Ours", "c") + styled("None", "d") + p(
        "e", '<w:pStyle w:val="Clause1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    ) + p("f", '<w:pStyle w:val="Clause1"/><w:numPr><w:ilvl w:val="1"/></w:numPr>') + styled("Clause1", "g")  # fmt: skip
    file = read(body, parts={"styles": styles, "numbering": numbering(bound)})
    assert numbers(file) == ["1", "1.1", "1.2", "", "", "1.3", "2"]


def test_a_list_that_is_only_a_link_to_a_numbering_style_is_followed() -> None:
    linked = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="House"/></w:abstractNum>'
    lists = linked + numbering(levels(level("H%1"))) + '<w:num w:numId="6"><w:abstractNumId w:val="5"/></w:num>'
    styles = style("House", kind="numbering", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>')
    file = read(item("x", 6) + item("y", 6), parts={"numbering": lists, "styles": styles})
    assert numbers(file) == ["H1", "H2"]


@pytest.mark.parametrize("lists", ["", numbering(LEGAL)])
def test_a_list_that_is_not_there_gives_no_number_and_says_that_it_is_not_sure(lists: str) -> None:
    file = read(item("x", 44), parts={"numbering": lists})
    assert [(b.number, b.number_sure) for b in file.blocks] == [("", False)]


def test_a_level_reached_by_a_jump_is_not_sure() -> None:
    file = listed(1, 0, 1)
    assert [b.number_sure for b in file.blocks] == [False, False, False]
    file = listed(0, 2, 0, 1)
    assert [b.number for b in file.blocks] == ["1", "(a)", "2", "2.1"]
    assert [b.number_sure for b in file.blocks] == [True, True, True, True]


def test_circles_of_styles_and_lists_end() -> None:
    styles = style("A", based="B", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>') + style("B", based="A")
    lists = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    link = style("L", kind="numbering", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>')
    file = read(styled("A", "x"), parts={"styles": styles + link, "numbering": lists})
    assert [(b.text, b.number_sure) for b in file.blocks] == [("x", False)]


def test_tracked_paragraphs_count_in_the_view_that_they_stand_in() -> None:
    mark = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:{0} w:id="1" w:author="A" w:date="D"/></w:rPr>'
    body = (
        item("one")
        + p(deleted("gone"), mark.format("del"))
        + p(ins(r("new")), mark.format("ins"))
        + p(ins(r("newer")), mark.format("ins"))
    )
    file = read(body + item("last"), parts={"numbering": numbering(LEGAL)})
    made = {b.text: (b.number, b.number_before) for b in file.blocks}
    assert made == {"one": ("1", None), "gone": ("", "2"), "new": ("2", ""), "newer": ("3", ""), "last": ("4", "3")}


def test_a_paragraph_whose_mark_is_hidden_does_not_count() -> None:
    hidden = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>'
    file = read(item("a") + p(r("b", "<w:vanish/>"), hidden) + item("c"), parts={"numbering": numbering(LEGAL)})
    assert [(b.text, b.number) for b in file.blocks] == [("a", "1"), ("b", ""), ("c", "2")]


def test_an_empty_numbered_paragraph_counts_and_is_kept() -> None:
    file = read(item("a") + item("") + item("c"), parts={"numbering": numbering(LEGAL)})
    assert numbers(file) == ["1", "2", "3"]


def test_numbers_that_only_word_works_out_are_named_as_unread() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> LISTNUM </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    file = read(p(field + r(" words")))
    assert "LISTNUM" in file.unread[0].what


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.1 The Provider", "1.1"), ("(a) the", "(a)"), ("4) Weights", "4"), ("Annex B2 Prices", "Annex B2"),
     ("Schedule 3: Lots", "Schedule 3"),
     ("12 months after", ""), ("30 June 2027", ""), ("12\tPrice", "12"), ("7 Money", "7"),
     ("Part of it", ""), ("In 2027", ""), ("£5", ""), ("A bidder", ""), ("B2.1 Needs", "B2.1")],
)  # fmt: skip
def test_a_number_typed_by_hand_is_known(text: str, number: str) -> None:
    assert read(p(text)).blocks[0].typed_number == number


@given(st.integers(1, 700))
def test_letters_and_small_numerals_are_those_of_our_own_documents(value: int) -> None:
    assert letters(value) == letter(value)
    if value < 200:
        assert roman(value) == small_roman(value)


@given(st.integers(1, 3999))
def test_roman_numerals_add_up(value: int) -> None:
    worth = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    signs = [worth[sign] for sign in roman(value)]
    total = sum(-one if signs[at + 1 : at + 2] and signs[at + 1] > one else one for at, one in enumerate(signs))
    assert total == value
    assert FORMATS["upperRoman"](value) == roman(value).upper()


@given(st.integers(1, 200))
def test_ordinals_end_as_they_are_said(value: int) -> None:
    ending = ordinal(value).removeprefix(str(value))
    assert ending == (
        "th" if value % 100 in (11, 12, 13) or value % 10 not in (1, 2, 3) else {1: "st", 2: "nd", 3: "rd"}[value % 10]
    )


@given(st.lists(st.integers(0, 3), max_size=30))
def test_any_list_counts_as_a_plain_counter_does(depths: list[int]) -> None:
    """No jumps: each item goes at most one level deeper than the one before it."""
    steady: list[int] = []
    for depth in depths:
        steady.append(min(depth, steady[-1] + 1 if steady else 0))
    counts, wanted = [0, 0, 0, 0], []
    for depth in steady:
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (3 - depth)
        shown = [
            str(counts[0]),
            f"{counts[0]}.{counts[1]}",
            f"({letter(max(counts[2], 1))})",
            f"({small_roman(max(counts[3], 1))})",
        ]
        wanted.append(shown[depth])
    file = listed(*steady)
    assert numbers(file) == wanted
    assert all(b.number_sure for b in file.blocks)
