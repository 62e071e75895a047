"""HTML pages, our own and anybody's."""

from __future__ import annotations

import time

import pytest

from hls_procure.errors import FileProblem
from hls_procure.reading.blocks import ReadFile, cells
from hls_procure.reading.door import read_bytes
from hls_procure.reading.limits import Limits


def page(body: str, head: str = "<title>T</title>") -> ReadFile:
    return read_bytes(f"<!DOCTYPE html><html lang='en-GB'><head>{head}</head><body>{body}</body></html>".encode(), "page.html")


def test_headings_make_the_path_and_ids_are_bookmarks() -> None:
    file = page(
        '<h1 id="a">Money</h1><p>One.<h2><span class="n">1.1</span> Paying</h2><p id="AL-14.x">'
        '<span class="n">(a)</span> Monthly.'
    )
    assert [(b.kind, b.number, b.text, b.heading_path) for b in file.blocks] == [
        ("heading", "", "Money", ()), ("para", "", "One.", ("Money",)), ("heading", "1.1", "Paying", ("Money",)),
        ("para", "(a)", "Monthly.", ("Money", "1.1 Paying")),
    ]  # fmt: skip
    assert file.bookmarks() == {"a": "page:0", "AL-14.x": "page:3"}
    assert file.properties == {"language": "en-GB", "title": "T"}


def test_a_table_with_merged_cells_and_nested_ones_keeps_every_place() -> None:
    file = page(
        "<table><thead><tr><th>Lot<th colspan=2>Value</tr></thead><tbody><tr><td rowspan=2>North<td>£1m<td>2027"
        "<tr><td>£2m<td><table><tr><td>inner<td>x</table>after</table>"
    )
    places = {b.text: b.table for b in file.blocks if b.table}
    assert [(places[v].row, places[v].column, places[v].heads) for v in ("North", "£1m", "2027", "£2m")] == [
        (2, 1, ("Lot",)), (2, 2, ("Value",)), (2, 3, ("Value",)), (3, 2, ("Value",)),
    ]  # fmt: skip
    assert (places["inner"].table, places["inner"].parent) == (2, 1)
    assert (places["after"].table, places["after"].row, places["after"].column) == (1, 3, 3)
    assert [[c.text for c in row] for row in cells(file.blocks)[1]][1] == ["North", "£1m", "2027"]


def test_lists_have_the_numbers_that_a_browser_shows() -> None:
    file = page('<ol><li>a<li>b</ol><ol type="a" start="3"><li>c<li value=7>g</ol><ul><li>x</ul>')
    assert [(b.number, b.text) for b in file.blocks] == [("1.", "a"), ("2.", "b"), ("c.", "c"), ("g.", "g"), ("", "x")]


def test_scripts_styles_and_comments_are_not_text_and_hidden_words_say_so() -> None:
    file = page(
        "<script>var a='25%'</script><style>p{}</style><!-- 30% --><p>Shown <span style='display:none'>was 40%</span></p>"
        "<div hidden><p>All hidden</p></div><template>no</template>"
    )
    assert [(b.text, b.unseen, b.hidden) for b in file.blocks] == [("Shown ", "was 40%", False), ("All hidden", "", True)]


def test_inserted_deleted_and_marked_words_are_known() -> None:
    block = page("<p>Weight <del datetime='2027-01-01'>20%</del><ins>25%</ins> <mark>tbc</mark>").blocks[0]
    assert (block.text, block.text_before, block.highlighted) == ("Weight 25% tbc", "Weight 20% tbc", "tbc")
    assert block.changes[0].date == "2027-01-01"


def test_blanks_breaks_and_signs_are_as_a_browser_shows_them() -> None:
    file = page("<p>One\n   two<br>three &amp; wei&shy;ght</p><pre>a  b</pre>loose words")
    assert [b.text for b in file.blocks] == ["One two\nthree & weight", "a  b", "loose words"]


def test_pictures_and_pages_inside_are_named() -> None:
    file = page('<p><img alt="Map">x</p><iframe src="https://example.org">no</iframe><svg><text>y</text></svg>')
    assert [p.text for p in file.alternatives] == ["Map"]
    assert [p.what for p in file.unread] == ["holds another page or file inside it", "holds drawings", "holds pictures"]


def test_links_and_footers_are_known() -> None:
    file = page('<header><p>Draft</p></header><p>See <a href="#x">clause 2</a></p><footer>Version 2</footer>')
    assert [(b.kind, b.text) for b in file.blocks] == [("para", "Draft"), ("para", "See clause 2"), ("footer", "Version 2")]
    assert file.blocks[1].links == ("#x",)


def test_menus_and_lists_of_contents_are_kept_apart() -> None:
    file = page("<nav><h2>Contents</h2><ol><li><a href='#a'>Money</a></ol></nav><h1 id='a'>Money</h1>")
    assert [b.text for b in file.blocks] == ["Money"]
    assert file.contents == ("Contents", "1. Money")


@pytest.mark.parametrize(
    ("data", "text"),
    [("<p>£5 – é".encode("utf-16"), "£5 – é"), ("<p>£5 – é".encode("cp1252"), "£5 – é"), ("\ufeff<p>£5".encode(), "£5"),
     (b"<meta charset=iso-8859-2><p>\xe8esko", "česko"), ("<?xml version='1.0'?><html><p>£5</p></html>".encode(), "£5")],
)  # fmt: skip
def test_encodings_are_found_out(data: bytes, text: str) -> None:
    assert read_bytes(data, "x.html").blocks[0].text == text


def test_an_encoding_that_nobody_knows_is_refused() -> None:
    with pytest.raises(FileProblem, match="klingon"):
        read_bytes(b"<meta charset=klingon><p>x", "x.html")


ENDLESS = ["<!--", "<!-- >", "<!", "<![", "<![CDATA[", "<?", "</", "<a ", "<a b='", "&", "</x>", "<!x>", "<b>", "</b "]


def outcome(data: bytes) -> str:
    """What a page ends in: the first block, or the reason why it is not read."""
    try:
        return read_bytes(data, "x.html").blocks[0].text
    except FileProblem as problem:
        return problem.problems[0].what


@pytest.mark.parametrize("piece", ENDLESS)
def test_no_page_takes_longer_than_its_length_allows(piece: str) -> None:
    start = time.process_time()
    for end in ("", ">", "<p>end"):
        said = outcome(b"<html><p>one" + piece.encode() * 60_000 + end.encode())
        assert said.startswith("one") or "nested more deeply" in said
    assert time.process_time() - start < 20


def test_comments_are_no_text_however_they_end() -> None:
    assert [b.text for b in page("<p>a<!-- b --> c<!-->d<!-- <p>e").blocks] == ["a cd"]


def test_broken_pages_are_read_and_endless_ones_refused() -> None:
    assert [b.text for b in page("</td></p><p>a</b></i><td>b</table><li>c").blocks] == ["a", "b", "c"]
    for limits in (Limits(depth=2), Limits(tags=100), Limits(blocks=3), Limits(unpacked=40)):
        with pytest.raises(FileProblem, match="exhaust"):
            read_bytes(b"<html>" + b"<div>x" * 200, "x.html", limits)


def test_a_drawing_of_ours_is_known_by_its_name_and_any_other_is_told() -> None:
    ours = '<svg role="img" aria-label="£5 in 2027" data-name="HLS drawing"><text>£5</text></svg>'
    assert page(f"<p>a</p>{ours}<p>b</p>").unread == ()
    for other in (ours.replace("HLS drawing", "chart"), ours.replace('aria-label="£5 in 2027" ', ""), "<canvas></canvas>"):
        assert [problem.what for problem in page(f"<p>a</p>{other}<p>b</p>").unread] == ["holds drawings"]
