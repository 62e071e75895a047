"""Inline marks: read exactly, written back exactly, and everything else in angle brackets refused in words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hls_procure.model.marks import (
    FACT_FORMATS,
    FactMark,
    MarkProblem,
    NumberMark,
    Part,
    RefMark,
    TermMark,
    parse_marks,
    write_marks,
)


def written(parts: tuple[Part, ...]) -> str:
    """Parts as somebody would type them."""
    made = []
    for part in parts:
        if isinstance(part, str):
            made.append(part.replace("<", "\\<"))
        elif isinstance(part, FactMark):
            made.append(f"<fact:{part.path}|{part.format}>" if part.format else f"<fact:{part.path}>")
        elif isinstance(part, RefMark):
            whole = f"{part.target}..{part.last}" if part.last else ",".join((part.target, *part.others))
            made.append(f"<ref:{whole}{'|or' if part.others and part.joint == 'or' else ''}>")
        elif isinstance(part, TermMark):
            made.append(f"<term:{part.term}|plural>" if part.plural else f"<term:{part.term}>")
        else:
            made.append(f"<n:{part.path}|{part.one}|{part.many}>")
    return "".join(made)


PATHS = st.from_regex(r"\A[a-z_]{1,6}(\[[a-z0-9-]{0,4}\])?(\.[a-z_]{1,6}(\[[a-z0-9-]{0,4}\])?){0,3}\Z")
IDS = st.from_regex(r"\A[A-Z]{1,3}-?[0-9]{2,3}[a-z]?(\.[a-z0-9-]{1,6}){0,3}\Z")
WORDS = st.text(st.characters(blacklist_characters="<>|", blacklist_categories=("Cs",)), max_size=12)
FORMATS = st.one_of(st.just(""), st.sampled_from(FACT_FORMATS), st.just("words:year"), st.just("words:working-day"))
MARKS = st.one_of(
    st.builds(FactMark, PATHS, FORMATS),
    st.builds(RefMark, IDS, st.one_of(st.just(""), IDS)),
    st.builds(RefMark, IDS, others=st.lists(IDS, min_size=1, max_size=3).map(tuple), joint=st.sampled_from(["and", "or"])),
    st.builds(TermMark, st.from_regex(r"\A[a-z0-9-]{1,8}\Z"), st.booleans()),
    st.builds(NumberMark, PATHS, WORDS, WORDS),
)
TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=20)


@given(st.lists(st.one_of(MARKS, TEXTS), max_size=8))
def test_marks_and_words_are_read_as_they_were_written(parts: list[Part]) -> None:
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    words = [one for one, after in pairwise(joined) if isinstance(one, str) and not isinstance(after, str)]
    assume(not any(one.endswith("\\") for one in words))  # the one thing that cannot be written: a backslash right before a mark
    assert parse_marks(written(tuple(joined))) == tuple(joined)
    assert write_marks(tuple(joined)) == written(tuple(joined))


@given(TEXTS)
def test_any_words_come_through_once_their_less_than_signs_are_escaped(text: str) -> None:
    assert parse_marks(text.replace("<", "\\<")) == (text,)


@given(st.text(st.sampled_from("<>\\:|facternm. a1-[]"), max_size=30))
def test_a_text_is_either_read_whole_or_refused(text: str) -> None:
    try:
        parts = parse_marks(text)
    except MarkProblem:
        assert "<" in text
        return
    assert parse_marks(written(parts)) == parts
    assert "".join(part for part in parts if isinstance(part, str)).count("<") == text.count("\\<")


def test_a_text_without_marks_is_one_part_and_an_empty_one_none() -> None:
    assert parse_marks("plain & simple > or = {x}") == ("plain & simple > or = {x}",)
    assert parse_marks("") == ()


def test_marks_side_by_side_have_nothing_between_them() -> None:
    assert parse_marks("<term:member><ref:AL-14>\\<<fact:a.b>") == (TermMark("member"), RefMark("AL-14"), "<", FactMark("a.b"))


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("<fact:alliance.term.initial|words:year>", FactMark("alliance.term.initial", "words:year")),
        ("<fact:alliance.risk_share[housing].cap|money>", FactMark("alliance.risk_share[housing].cap", "money")),
        ("<ref:AL-14>", RefMark("AL-14")),
        ("<ref:AL-14.key-issues.all>", RefMark("AL-14.key-issues.all")),
        ("<ref:AL-13..AL-15>", RefMark("AL-13", "AL-15")),
        ("<ref:D24>", RefMark("D24")),
        ("<ref:AL-14,AL-16.list>", RefMark("AL-14", others=("AL-16.list",))),
        ("<ref:AL-14,AL-16,D24|or>", RefMark("AL-14", others=("AL-16", "D24"), joint="or")),
        ("<term:working-day|plural>", TermMark("working-day", plural=True)),
        ("<n:alliance.governance.seats|seat is|seats are>", NumberMark("alliance.governance.seats", "seat is", "seats are")),
        ("<n:a|x|>", NumberMark("a", "x", "")),
    ],
)
def test_each_mark(text: str, mark: Part) -> None:
    assert parse_marks(f"before {text} after") == ("before ", mark, " after")


NOT_A_MARK = "is not a mark; write \\< for a less-than sign"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<", f"'<' {NOT_A_MARK}"),
        ("a < b", f"'< b' {NOT_A_MARK}"),
        ("<b>bold</b>", f"'<b>bold</b>' {NOT_A_MARK}"),
        ("</fact:a>", f"'</fact:a>' {NOT_A_MARK}"),
        ("< fact:a>", f"'< fact:a>' {NOT_A_MARK}"),
        ("<fact :a>", f"'<fact :a>' {NOT_A_MARK}"),
        ("<FACT:a>", f"'<FACT:a>' {NOT_A_MARK}"),
        ("<fact:a", f"'<fact:a' {NOT_A_MARK}"),
        ("<fact:a <term:b>>", f"'<fact:a <term:b>>' {NOT_A_MARK}"),
        ("<fact>", f"'<fact>' {NOT_A_MARK}"),
        ("<<term:a>>", f"'<<term:a>>' {NOT_A_MARK}"),
        ("<!-- gone -->", f"'<!-- gone -->' {NOT_A_MARK}"),
        ("<a very long thing that goes on and on>", f"'<a very long thing that ' {NOT_A_MARK}"),
        ("<foo:a>", "<foo:a> is not a mark; there are fact, ref, term and n"),
        ("<script:alert(1)>", "<script:alert(1)> is not a mark; there are fact, ref, term and n"),
        ("<fact:>", "<fact:> is not written as a fact mark is"),
        ("<fact:A.b>", "<fact:A.b> is not written as a fact mark is"),
        ("<fact:a..b>", "<fact:a..b> is not written as a fact mark is"),
        ("<fact:a.>", "<fact:a.> is not written as a fact mark is"),
        ("<fact:a b>", "<fact:a b> is not written as a fact mark is"),
        ("<fact:a[b c]>", "<fact:a[b c]> is not written as a fact mark is"),
        ("<fact:a|money|short>", "<fact:a|money|short> is not written as a fact mark is"),
        ("<fact:a.__class__.b()>", "<fact:a.__class__.b()> is not written as a fact mark is"),
        ("<fact:a|pounds>", f"<fact:a|pounds> asks for the format 'pounds'; there are {', '.join(FACT_FORMATS)}"),
        ("<ref:>", "<ref:> is not written as a ref mark is"),
        ("<ref:AL14..>", "<ref:AL14..> is not written as a ref mark is"),
        ("<ref:clause 5>", "<ref:clause 5> is not written as a ref mark is"),
        ("<ref:5.2>", "<ref:5.2> is not written as a ref mark is"),
        ("<ref:AL-1>", "<ref:AL-1> is not written as a ref mark is"),
        ("<ref:AL-14.Key>", "<ref:AL-14.Key> is not written as a ref mark is"),
        ("<ref:AL-14|short>", "<ref:AL-14|short> is not written as a ref mark is"),
        ("<ref:AL-14,>", "<ref:AL-14,> is not written as a ref mark is"),
        ("<ref:AL-14, AL-15>", "<ref:AL-14, AL-15> is not written as a ref mark is"),
        ("<ref:AL-14,AL-15|and>", "<ref:AL-14,AL-15|and> is not written as a ref mark is"),
        ("<ref:AL-13..AL-15,AL-17>", "<ref:AL-13..AL-15,AL-17> is not written as a ref mark is"),
        ("<term:>", "<term:> is not written as a term mark is"),
        ("<term:Member>", "<term:Member> is not written as a term mark is"),
        ("<term:member|plurals>", "<term:member|plurals> is not written as a term mark is"),
        ("<term:member|plural|x>", "<term:member|plural|x> is not written as a term mark is"),
        ("<n:a>", "<n:a> is not written as an n mark is"),
        ("<n:a|one>", "<n:a|one> is not written as an n mark is"),
        ("<n:a|one|two|three>", "<n:a|one|two|three> is not written as an n mark is"),
        ("<n:|one|two>", "<n:|one|two> is not written as an n mark is"),
    ],
)
def test_every_malformed_mark_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(MarkProblem) as error:
        parse_marks(text)
    assert str(error.value) == words


def test_a_trailing_newline_does_not_slip_into_a_mark() -> None:
    for text in ("<fact:a\n>", "<ref:AL-14\n>", "<term:member\n>", "<n:a\n|x|y>"):
        with pytest.raises(MarkProblem):
            parse_marks(text)


def test_a_reference_knows_every_place_that_it_names() -> None:
    for text, places in (
        ("AL-14", ["AL-14"]),
        ("AL-13..AL-15", ["AL-13", "AL-15"]),
        ("AL-14,AL-16,D24|or", ["AL-14", "AL-16", "D24"]),
    ):
        (mark,) = parse_marks(f"<ref:{text}>")
        assert isinstance(mark, RefMark)
        assert list(mark.targets) == places
