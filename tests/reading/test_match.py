"""What was built and what came back: each piece is placed by bookmark, number or words, and what has no place is listed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hls_procure.assembly.blocks import Document, Form, Front, Heading, Para, Span, Table, TableRow
from hls_procure.reading.blocks import ReadFile
from hls_procure.reading.likeness import Words, folded, likeness
from hls_procure.reading.match import Matched, match
from tests.reading.word import LEGAL, deleted, ins, numbering, p, r, read, table


def words(text: str) -> tuple[Span, ...]:
    return (Span("text", text),)


PAY = "The Council pays each Member within 30 days of a valid invoice."
LEARN = "The Alliance Leadership Team reviews each Line at the end of every quarter."
LEAVE = "A Member may leave on six months' notice to all the others."
ROWS = (("Housing", "50%"), ("Health", "30%"))
DOCUMENT = Document(
    id="D12", short="the Agreement", filename="x", audience="bidders", template="house.docx",
    front=Front("Agreement", "", "", "", "", ""),
    blocks=(
        Heading("AL-01", 1, "clause", "1", words("Money")), Para("AL-01.pay", "clause", 2, "1.1", words(PAY)),
        Para("AL-01.pay.more", "none", 2, "", words("This includes the first invoice."), continues=True),
        Heading("AL-02", 1, "clause", "2", words("Learning")), Para("AL-02.learn", "clause", 2, "2.1", words(LEARN)),
        Para("AL-02.leave", "clause", 2, "2.2", words(LEAVE)),
        Table("AL-03.split", 1, words("Shares"), ("Line", "Share"),
              tuple(TableRow(f"line.{a.lower()}", (words(a), words(b)), facts=("x",)) for a, b in ROWS), (1, 1),
              ("left", "right")),
        Form("AL-04.form", ("Name of the organisation", "Signed for it by")),
    ),
    bookmarks={id: "_HLS_" + id.replace(".", "_").replace("-", "") for id in
               ("AL-01", "AL-01.pay", "AL-02", "AL-02.learn", "AL-02.leave", "line.housing", "line.health")},
    numbers={"AL-01": "1", "AL-01.pay": "1.1", "AL-02": "2", "AL-02.learn": "2.1", "AL-02.leave": "2.2"},
)  # fmt: skip


def clause(id: str, inner: str, level: int, *, marked: bool = True) -> str:
    name = DOCUMENT.bookmarks[id]
    inner = inner if inner.startswith("<") else r(inner)
    mark = f'<w:bookmarkStart w:id="1" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="1"/>' if marked else inner
    outline = '<w:outlineLvl w:val="0"/>' if level == 0 else ""
    return p(mark, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>{outline}')


def body(*, marked: bool = True, change: Callable[[list[str]], list[str]] = lambda parts: parts) -> str:
    def row(a: str, b: str) -> tuple[str, str]:
        name = DOCUMENT.bookmarks[f"line.{a.lower()}"]
        return p((f'<w:bookmarkStart w:id="1" w:name="{name}"/>' if marked else "") + r(a)), p(r(b))

    parts = [
        p("Agreement"), clause("AL-01", "Money", 0, marked=marked), clause("AL-01.pay", PAY, 1, marked=marked),
        p("This includes the first invoice."), clause("AL-02", "Learning", 0, marked=marked),
        clause("AL-02.learn", LEARN, 1, marked=marked), clause("AL-02.leave", LEAVE, 1, marked=marked), p("Table 1: Shares"),
        table(("Line", "Share"), *(row(*one) for one in ROWS)),
        table(("Name of the organisation", ""), ("Signed for it by", "")),
    ]  # fmt: skip
    return "".join(change(parts))


def file(text: str) -> ReadFile:
    return read(text, parts={"numbering": numbering(LEGAL)})


def matched(text: str) -> Matched:
    return match(file(text), DOCUMENT)


def exchange(at: int, new: str) -> Callable[[list[str]], list[str]]:
    return lambda parts: [*parts[:at], new, *parts[at + 1 :]]


@pytest.mark.parametrize("marked", [True, False])
def test_an_unchanged_file_is_placed_whole(marked: bool) -> None:
    result = matched(body(marked=marked))
    assert result.missing == ()
    assert result.new == ()
    assert all(pair.same and not pair.moved for pair in result.pairs)
    how = {pair.unit.id: pair.how for pair in result.pairs}
    assert how["AL-01.pay"] == ("bookmark" if marked else "number")
    assert how["line.housing:2"] == ("bookmark" if marked else "text")
    assert how["AL-01.pay.more"] == "text"


def test_a_sentence_reworded_from_end_to_end_keeps_its_place_by_bookmark() -> None:
    result = matched(body(change=exchange(2, clause("AL-01.pay", "Nobody is ever paid anything.", 1))))
    pair = result.by_unit()["AL-01.pay"]
    assert (pair.how, pair.same, pair.block.text) == ("bookmark", False, "Nobody is ever paid anything.")
    assert result.missing == result.new == ()


def test_a_changed_figure_without_bookmark_is_placed_by_number() -> None:
    text = PAY.replace("30 days", "60 days")
    pair = matched(body(marked=False, change=exchange(2, clause("AL-01.pay", text, 1, marked=False)))).by_unit()["AL-01.pay"]
    assert (pair.how, pair.block.text) == ("number", text)
    assert 0.8 < pair.like < 1


def test_another_sentence_under_the_same_number_is_new_and_the_old_one_missing() -> None:
    other = "Volunteers may use the kitchen on Sundays if somebody unlocks it."
    result = matched(body(marked=False, change=exchange(5, clause("AL-02.learn", other, 1, marked=False))))
    assert [unit.id for unit in result.missing] == ["AL-02.learn"]
    assert [block.text for block in result.new] == [other]


def test_a_moved_clause_is_found_and_said_to_be_moved() -> None:
    def move(parts: list[str]) -> list[str]:
        return [*parts[:2], parts[6], *parts[2:6], *parts[7:]]

    for marked in (True, False):
        result = matched(body(marked=marked, change=move))
        pair = result.by_unit()["AL-02.leave"]
        assert (pair.how, pair.moved, pair.same) == ("bookmark" if marked else "text", True, True)
        assert [one.unit.id for one in result.pairs if one.moved] == ["AL-02.leave"]


def test_removed_and_inserted_text_is_listed() -> None:
    new = p("A clause that somebody else wrote about parking at the hub.")
    result = matched(body(change=lambda parts: [*parts[:5], new, *parts[6:]]))
    assert [unit.id for unit in result.missing] == ["AL-02.learn"]
    assert [block.text for block in result.new] == ["A clause that somebody else wrote about parking at the hub."]


def test_a_weight_changed_with_tracking_on_is_placed_in_its_row_and_column() -> None:
    def change(parts: list[str]) -> list[str]:
        return [part.replace(p(r("50%")), p(deleted("50%") + ins(r("60%")))) for part in parts]

    pair = matched(body(change=change)).by_unit()["line.housing:2"]
    assert (pair.block.text, pair.block.text_before, pair.same) == ("60%", "50%", False)


def test_a_row_that_moved_takes_its_cells_with_it() -> None:
    text = body().replace("Housing", "@").replace("50%", "#").replace("Health", "Housing").replace("30%", "50%")
    swapped = text.replace("_HLS_line_housing", "_HLS_x").replace("_HLS_line_health", "_HLS_line_housing")
    swapped = swapped.replace("_HLS_x", "_HLS_line_health").replace("@", "Health").replace("#", "30%")
    result = matched(swapped)
    assert all(pair.same for pair in result.pairs)
    assert {pair.unit.id for pair in result.pairs if pair.moved} <= {
        f"line.{a}:{n}" for a in ("housing", "health") for n in (1, 2)
    }


def test_deleted_text_is_missing_and_not_matched() -> None:
    gone = p(deleted(LEAVE), '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    result = matched(body(change=exchange(6, gone)))
    assert [unit.id for unit in result.missing] == ["AL-02.leave"]
    assert result.new == ()


def test_an_older_file_is_matched_by_the_bookmarks_of_its_own_build() -> None:
    text = body().replace("_HLS_AL01_pay", "_HLS_OLD").replace(PAY, "Quite other words stand here now.")
    older = {**DOCUMENT.bookmarks, "AL-01.pay": "_HLS_OLD"}
    assert match(file(text), DOCUMENT, older).by_unit()["AL-01.pay"].how == "bookmark"
    assert "AL-01.pay" not in matched(text).by_unit()


def test_what_the_template_brings_before_the_text_stands_apart() -> None:
    result = matched(p("Draft for legal review") + body())
    assert [block.text for block in result.front] == ["Draft for legal review"]
    assert result.new == ()


TEXTS = st.text(alphabet="abcde ,.-’'", max_size=60)


@given(TEXTS, TEXTS)
def test_likeness_is_even_bounded_and_whole_only_for_the_same_words(one: str, other: str) -> None:
    a, b = Words.of(one), Words.of(other)
    assert 0 <= likeness(a, b) <= 1
    assert (likeness(a, b) == 1) == (folded(one) == folded(other))
    assert likeness(a, a) == 1
    if likeness(a, b) >= 0.6:
        assert a.may_reach(b, 0.6)


def test_quotes_hyphens_and_blanks_that_programs_change_are_no_change() -> None:
    assert folded("the “Members’ – or\u00a0all”") == folded('the "Members\' - or  all"')
    assert likeness(Words.of("£5 is 20%"), Words.of("£5 is 25%")) < 1
    assert likeness(Words.of("must"), Words.of("Must")) < 1
