"""Nothing that a reader of a Word page sees is lost: the traps, each in a file written for it."""

from __future__ import annotations

import pytest

from hls_procure.reading.blocks import Alternative, Change, Control, FieldCode, ReadFile, cells
from tests.reading.word import (
    HEAD,
    LEGAL,
    SPACES,
    box,
    code,
    control,
    deleted,
    docx,
    ins,
    item,
    numbering,
    one,
    p,
    r,
    read,
    style,
    styled,
    table,
)  # fmt: skip

GREY = '<w:highlight w:val="yellow"/>'
HIDDEN = "<w:vanish/>"


def test_a_tracked_weight_in_a_table_cell_is_read_both_ways() -> None:
    file = read(table(("Criterion", "Weight"), ("Learning", p(r("Weighs ") + deleted("20%") + ins(r("25%"))))))
    cell = one(file, "25%")
    assert (cell.text, cell.text_before, cell.revision) == ("Weighs 25%", "Weighs 20%", "")
    assert cell.changes == (
        Change("deleted", "20%", "Finance lead", "2027-03-02T09:00:00Z"),
        Change("inserted", "25%", "Finance lead", "2027-03-02T09:00:00Z"),
    )
    assert cell.kind == "cell"
    assert cell.table is not None
    assert (cell.table.table, cell.table.row, cell.table.column, cell.table.heads) == (1, 2, 2, ("Weight",))


def test_a_whole_paragraph_inserted_or_deleted_says_so_with_whom_and_when() -> None:
    file = read(p("Stays.") + p(ins(r("New."), author="Legal lead")) + p(deleted("Old.", date="2027-01-01T00:00:00Z")))
    new, old = one(file, "New."), one(file, "Old.")
    assert (new.revision, new.author, new.text_before) == ("inserted", "Legal lead", "")
    assert (old.revision, old.date, old.text_before) == ("deleted", "2027-01-01T00:00:00Z", "Old.")
    assert file.text_now() == ["Stays.", "New."]
    assert file.text_before() == ["Stays.", "Old."]
    assert [b.text for b in file.now()] == ["Stays.", "New."]


def test_a_moved_paragraph_is_read_in_both_places_and_said_to_be_moved() -> None:
    gone = '<w:moveFrom w:id="1" w:author="A" w:date="D"><w:r><w:t>Pay by 5 May.</w:t></w:r></w:moveFrom>'
    come = '<w:moveTo w:id="2" w:author="A" w:date="D"><w:r><w:t>Pay by 5 May.</w:t></w:r></w:moveTo>'
    file = read(p(gone) + p("Middle.") + p(come))
    assert file.text_now() == ["Middle.", "Pay by 5 May."]
    assert file.text_before() == ["Pay by 5 May.", "Middle."]
    assert [c.moved for b in file.blocks for c in b.changes] == [True, True]


def test_words_that_one_inserted_and_another_deleted_stand_in_neither_view() -> None:
    file = read(p(r("Value ") + ins(deleted("1,000", author="B")) + r("pounds")))
    assert file.text_now() == file.text_before() == ["Value pounds"]
    assert file.blocks[0].changes[0].text == "1,000"


def test_a_deleted_paragraph_mark_joins_two_paragraphs_when_it_is_accepted() -> None:
    mark = '<w:rPr><w:del w:id="9" w:author="A" w:date="D"/></w:rPr>'
    file = read(p(r("The Council pays "), mark) + p("the Provider."))
    assert file.text_now() == ["The Council pays the Provider."]
    assert file.text_before() == ["The Council pays ", "the Provider."]
    assert file.blocks[0].end == "deleted"


def test_a_row_that_was_inserted_is_new_and_one_that_was_deleted_is_gone() -> None:
    row = '<w:tr><w:trPr><w:{0} w:id="1" w:author="A" w:date="D"/></w:trPr><w:tc>{1}</w:tc></w:tr>'
    file = read(f"<w:tbl>{row.format('ins', p('Lot 3'))}{row.format('del', p('Lot 2'))}</w:tbl>")
    assert [(b.text, b.revision) for b in file.blocks] == [("Lot 3", "inserted"), ("Lot 2", "deleted")]


def test_a_tracked_wrapper_around_paragraphs_counts_for_all_of_them() -> None:
    file = read(f'<w:ins w:id="1" w:author="A" w:date="D">{p("One")}{p("Two")}</w:ins>')
    assert [b.revision for b in file.blocks] == ["inserted", "inserted"]


def test_a_text_box_is_read_once_and_not_again_for_older_programs() -> None:
    file = read(p(r("Before ") + box(p("Closes 4 June 2027") + p("at noon")) + r("after")) + p("Next"))
    assert [(b.kind, b.text) for b in file.blocks] == [
        ("para", "Before after"), ("textbox", "Closes 4 June 2027"), ("textbox", "at noon"), ("para", "Next"),
    ]  # fmt: skip
    assert file.blocks[1].anchor == "document:0"


def test_a_text_box_that_only_older_programs_show_is_read_too() -> None:
    file = read(
        p('<w:r><mc:AlternateContent><mc:Choice Requires="wps"/><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>'
          f"{p('Only here')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>")
    )  # fmt: skip
    assert [b.text for b in file.blocks if b.text] == ["Only here"]


def test_a_paragraph_is_found_again_by_its_position_among_all_paragraphs_of_its_part() -> None:
    from lxml import etree

    body = (
        p(box(p("Box") + table((p(box(p("Inner box"))), "B"))) + box(p("Box 2"))) + p() + table(("x", control(p("y"))))
        + f'<mc:AlternateContent><mc:Choice Requires="q">{p("Chosen")}</mc:Choice><mc:Fallback>{p("Not")}</mc:Fallback>'
        f"</mc:AlternateContent>{p('Last')}"
    )  # fmt: skip
    file = read(body)
    root = etree.fromstring(f"<w:body {SPACES}>{body}</w:body>".encode())
    every = list(root.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"))
    assert [b.text for b in file.blocks if b.text] == ["Box", "Inner box", "B", "Box 2", "x", "y", "Chosen", "Last"]
    for block in file.blocks:
        if block.text:
            assert block.text == "".join(t.text or "" for t in every[block.index].iter(f"{{{root.nsmap['w']}}}t"))
    assert len({b.id for b in file.blocks}) == len(file.blocks)


def test_a_nested_table_keeps_its_words_and_says_where_it_stands() -> None:
    file = read(table(("A", table(("inner 40%", "x"), ("y", "z")) + p("after")), ("C", "D")))
    inner = one(file, "inner 40%").table
    assert inner is not None
    assert (inner.table, inner.row, inner.column, inner.parent) == (2, 1, 1, 1)
    after = one(file, "after").table
    assert after is not None
    assert (after.table, after.row, after.column, after.parent) == (1, 1, 2, 0)


def test_merged_cells_keep_their_place_and_their_reach() -> None:
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    down, on = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    file = read(
        f"<w:tbl><w:tr><w:tc>{p('Lot')}</w:tc><w:tc>{wide}{p('Value')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{down}{p('North')}</w:tc><w:tc>{p('£1m')}</w:tc><w:tc>{p('2027')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{on}{p()}</w:tc><w:tc>{p('£2m')}</w:tc><w:tc>{p('2028')}</w:tc></w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{p("£3m")}</w:tc></w:tr></w:tbl>'
    )
    places = {b.text: b.table for b in file.blocks if b.table}
    assert (places["North"].row_span, places["Value"].column_span) == (2, 2)
    assert [(places[v].row, places[v].column, places[v].heads) for v in ("£1m", "2028", "£3m")] == [
        (2, 2, ("Value",)), (3, 3, ("Value",)), (4, 2, ("Value",)),
    ]  # fmt: skip
    assert [[c.text for c in row] for row in cells(file.blocks)[1]] == [
        ["Lot", "Value"], ["North", "£1m", "2027"], ["£2m", "2028"], ["£3m"],
    ]  # fmt: skip


def test_a_cell_after_a_wide_one_stands_where_it_is_seen_and_a_merge_ends_where_a_cell_is_its_own() -> None:
    wide = '<w:tcPr><w:gridSpan w:val="3"/></w:tcPr>'
    down, on = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    rows = (f"<w:tc>{wide}{p('A')}</w:tc><w:tc>{p('B')}</w:tc>", f"<w:tc>{down}{p('C')}</w:tc>", f"<w:tc>{p('D')}</w:tc>",
            f"<w:tc>{on}{p('E')}</w:tc>")  # fmt: skip
    places = {b.text: b.table for b in read("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>").blocks}
    assert [(words, place.row, place.column, place.row_span) for words, place in places.items() if place] == [
        ("A", 1, 1, 1), ("B", 1, 4, 1), ("C", 2, 1, 1), ("D", 3, 1, 1), ("E", 4, 1, 1),
    ]  # fmt: skip


def test_a_text_box_inside_a_field_and_beside_a_list_is_a_story_of_its_own() -> None:
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    listed = item("one") + p(start + box(item("in the box")) + r("4.2")) + p(r("b") + end) + item("two")
    file = read(listed, parts={"numbering": numbering(LEGAL)})
    assert [(b.kind, b.text, b.number) for b in file.blocks] == [
        ("para", "one", "1"), ("para", "4.2", ""), ("textbox", "in the box", "1"), ("para", "b", ""),
        ("para", "two", "2"),
    ]  # fmt: skip
    assert [b.fields for b in file.blocks if b.fields] == [(FieldCode("REF x", "4.2b"),)]
    assert (file.blocks[1].number_sure, file.blocks[2].number_sure) == (True, False)


def test_an_empty_cell_keeps_its_place() -> None:
    file = read(table(("Criterion", "Weight"), ("Learning", "")))
    assert [[c.text for c in row] for row in cells(file.blocks)[1]] == [["Criterion", "Weight"], ["Learning", ""]]


def test_rows_and_cells_inside_content_controls_are_found() -> None:
    row = "<w:tr><w:tc>" + p("Price") + "</w:tc>" + control("<w:tc>" + p("40%") + "</w:tc>", "price") + "</w:tr>"
    file = read(f"<w:tbl><w:tr><w:tc>{p('Name')}</w:tc><w:tc>{p('Weight')}</w:tc></w:tr>{control(row, 'row')}</w:tbl>")
    cell = one(file, "40%")
    assert cell.table is not None
    assert (cell.table.row, cell.table.column, cell.table.heads) == (2, 2, ("Weight",))
    assert [c.tag for c in cell.controls] == ["row", "price"]


def test_block_and_inline_content_controls_are_read_with_tag_and_title() -> None:
    file = read(control(p("Whole paragraph"), "a", "A") + p(r("Weight ") + control(r("35%")) + r(" of the marks")))
    assert one(file, "Whole").controls == (Control("a", "A"),)
    assert one(file, "35%").text == "Weight 35% of the marks"
    assert one(file, "35%").controls == (Control("weight", "Weight", "35%"),)


def test_a_control_that_still_asks_for_an_answer_says_so() -> None:
    file = read(p(control(r("Click to enter text"), more="<w:showingPlcHdr/>")))
    assert file.blocks[0].controls[0].placeholder


def test_headers_footers_notes_and_comments_are_read_with_the_block_they_belong_to() -> None:
    body = (
        styled("Heading1", "Money")
        + p(r("Paid monthly") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + '<w:commentRangeStart w:id="0"/>' + r(".")
            + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>')
        + p(r("End") + '<w:r><w:endnoteReference w:id="2"/></w:r>')
    )  # fmt: skip
    file = read(
        body,
        parts={
            "styles": style("Heading1", "heading 1"),
            "footnotes": f'<w:footnote w:type="separator" w:id="0">{p()}</w:footnote>'
            f'<w:footnote w:id="2">{p("In arrears.")}</w:footnote>'
            f'<w:footnote w:id="3">{p("Nothing points here.")}</w:footnote>',
            "endnotes": f'<w:endnote w:id="2">{p("See the annex.")}</w:endnote>',
            "comments": f'<w:comment w:id="0" w:author="Legal lead" w:date="2027">{p("Is this 30%?")}</w:comment>',
        },
        lines={"header1": p("Closes 1 June 2027"), "footer1": p(r("Version 2 page ") + code("PAGE", "1"))},
    )
    made = {b.text: b for b in file.blocks}
    note = made["In arrears."]
    assert (note.kind, note.number, note.anchor, note.heading_path, note.hidden) == (
        "footnote",
        "1",
        "document:1",
        ("Money",),
        False,
    )
    assert made["Nothing points here."].hidden
    assert (made["See the annex."].kind, made["See the annex."].number) == ("endnote", "i")
    comment = made["Is this 30%?"]
    assert (comment.kind, comment.author, comment.anchor, comment.done) == ("comment", "Legal lead", "document:1", False)
    assert made["Closes 1 June 2027"].kind == "header"
    assert (made["Version 2 page 1"].kind, made["Version 2 page 1"].part) == ("footer", "footer1")
    assert comment not in file.now()


def test_a_header_that_no_page_shows_is_hidden() -> None:
    section = '<w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/>'
    lines = {"header1": p("Shown"), "header2": p("Old date")}
    file = read(p("x"), lines=lines, section=section)
    assert {b.text: b.hidden for b in file.blocks if b.kind == "header"} == {"Shown": False, "Old date": True}
    file = read(p("x"), lines=lines, section=section + "<w:titlePg/>")
    assert {b.text: b.hidden for b in file.blocks if b.kind == "header"} == {"Shown": False, "Old date": False}


def test_a_resolved_comment_is_known_as_one() -> None:
    extended = f'{HEAD}<w15:commentsEx {SPACES}><w15:commentEx w15:paraId="0A" w15:done="1"/></w15:commentsEx>'
    comments = (
        '<w:comment w:id="0" w:author="A"><w:p w14:paraId="0A"><w:r><w:t>Done</w:t></w:r></w:p></w:comment>'
        f'<w:comment w:id="1" w:author="A">{p("Open")}</w:comment>'
    )
    file = read(p("x"), parts={"comments": comments, "commentsExtended": extended})
    assert {b.text: b.done for b in file.blocks if b.kind == "comment"} == {"Done": True, "Open": False}


def test_hidden_words_are_told_from_those_that_are_shown() -> None:
    file = read(p(r("Quality 60%") + r(" (was 40%)", HIDDEN)) + p(r("All hidden", HIDDEN)))
    first, second = file.blocks
    assert (first.text, first.unseen, first.hidden) == ("Quality 60%", " (was 40%)", False)
    assert (second.text, second.unseen, second.hidden) == ("All hidden", "", True)
    assert file.text_now() == ["Quality 60%"]


@pytest.mark.parametrize(
    ("run", "paragraph", "hidden"),
    [("", "Base", True), ('<w:rStyle w:val="Secret"/>', "Plain", True), ('<w:vanish w:val="0"/>', "Base", False),
     ('<w:rStyle w:val="Secret"/>', "Base", False), ("", "Derived", True), ("", "Plain", False)],
)  # fmt: skip
def test_words_are_hidden_by_their_styles_too(run: str, paragraph: str, hidden: bool) -> None:
    styles = (
        style("Plain") + style("Base", run=HIDDEN) + style("Derived", based="Base")
        + style("Secret", run=HIDDEN, kind="character")
    )  # fmt: skip
    file = read(p(r("Words", run), f'<w:pStyle w:val="{paragraph}"/>'), parts={"styles": styles})
    assert file.blocks[0].hidden == hidden


def test_highlighted_and_shaded_words_are_known() -> None:
    shaded = '<w:shd w:val="clear" w:fill="FFFF00"/>'
    file = read(p(r("By ") + r("tbc", GREY) + r(" or ") + r("[date]", shaded)) + p(r("no", '<w:highlight w:val="none"/>')))
    assert [b.highlighted for b in file.blocks] == ["tbc … [date]", ""]


def test_a_reference_field_keeps_its_instruction_and_its_result() -> None:
    file = read(p(r("see clause ") + code("REF _Ref1  \\r \\h", "4.2") + r(".")))
    assert file.blocks[0].text == "see clause 4.2."
    assert file.blocks[0].fields == (FieldCode("REF _Ref1 \\r \\h", "4.2"),)
    assert file.blocks[0].fields[0].name == "REF"


def test_a_simple_field_and_a_field_inside_a_field_are_read() -> None:
    inner = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>' + code("REF lots", "2")
        + '<w:r><w:instrText> = 2 "two lots" "one lot" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("two lots") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    file = read(p(f'<w:fldSimple w:instr=" SEQ Table ">{r("3")}</w:fldSimple>' + inner))
    assert file.blocks[0].text == "3two lots"
    assert [(f.name, f.result) for f in file.blocks[0].fields] == [("SEQ", "3"), ("REF", "2"), ("IF", "two lots")]


def test_the_list_of_contents_is_kept_apart_from_the_text() -> None:
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    toc = p(start + r("1 Money") + code("PAGEREF _Toc1", "3")) + p(r("2 Time")) + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    file = read(toc + p("Text after"))
    assert [b.text for b in file.blocks] == ["Text after"]
    assert file.contents == ("1 Money3", "2 Time")


def test_a_field_that_never_ends_swallows_nothing_and_is_named() -> None:
    file = read(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("Weight 30%")) + p("More"))
    assert file.text_now() == ["Weight 30%", "More"]
    assert "does not end" in file.unread[0].what


def test_ticks_and_choices_of_older_form_fields_are_read() -> None:
    tick = '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
    pick = '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Yes"/><w:listEntry w:val="No"/></w:ddList></w:ffData>'
    sign = '<w:r><w:fldChar w:fldCharType="{0}">{1}</w:fldChar></w:r>'
    file = read(p(sign.format("begin", tick) + sign.format("end", "") + sign.format("begin", pick) + sign.format("end", "")))
    assert file.blocks[0].text == "☒No"


def test_links_and_bookmarks_are_kept() -> None:
    relations = (
        '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        'Target="https://example.org/guide" TargetMode="External"/>'
    )
    mark = '<w:bookmarkStart w:id="{0}" w:name="{1}"/><w:bookmarkEnd w:id="{0}"/>'
    body = (
        mark.format(1, "_HLS_AL14") + p(mark.format(2, "_Ref2") + f'<w:hyperlink r:id="rId9">{r("the guide")}</w:hyperlink>')
        + p(f'<w:hyperlink w:anchor="_Ref2">{r("above")}</w:hyperlink>')
    )  # fmt: skip
    file = read(body, relations=relations)
    assert file.blocks[0].bookmarks == ("_HLS_AL14", "_Ref2")
    assert [b.links for b in file.blocks] == [("https://example.org/guide",), ("#_Ref2",)]
    assert file.bookmarks() == {"_HLS_AL14": "document:0", "_Ref2": "document:0"}


def test_tabs_breaks_hyphens_and_signs_become_what_a_reader_sees() -> None:
    run = (
        '<w:r><w:t>wei­ght</w:t><w:softHyphen/><w:tab/><w:t xml:space="preserve"> 25</w:t><w:noBreakHyphen/><w:t>30</w:t><w:br/>'
        '<w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Wingdings" w:char="F0FC"/><w:cr/>'
        '<w:t> trimmed </w:t><w:br w:type="page"/></w:r>'
    )
    file = read(p(run))
    assert file.blocks[0].text == "weight\t 25-30\n≥✓\ntrimmed"
    assert file.unread == ()
    assert read(p(r("one") + '<w:r><w:br w:type="page"/></w:r>' + r("two"))).blocks[0].text == "one\ntwo"


def test_an_unknown_sign_is_named_as_unread() -> None:
    file = read(p('<w:r><w:sym w:font="Marlett" w:char="F061"/></w:r>'))
    assert "symbol font" in file.unread[0].what


def test_a_formula_is_read_on_one_line() -> None:
    fraction = (
        "<m:oMathPara><m:oMath><m:r><m:t>score=</m:t></m:r><m:f><m:num><m:r><m:t>lowest</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>price</m:t></m:r></m:den></m:f><m:r><m:t>×40</m:t></m:r></m:oMath></m:oMathPara>"
    )
    assert read(p(fraction)).blocks[0].text == "score=(lowest)/(price)×40"


def test_words_in_wrappers_that_we_do_not_know_are_not_lost() -> None:
    body = (
        f'<w:customXml w:element="x">{p("One")}</w:customXml>' + p(f'<w:smartTag w:element="y">{r("Two")}</w:smartTag>')
        + p(f'<q:odd xmlns:q="urn:q"><q:more>{r("Three")}</q:more></q:odd>')
        + p("<w:ruby><w:rt/><w:rubyBase>" + r("Four") + "</w:rubyBase></w:ruby>")
    )  # fmt: skip
    assert [b.text for b in read(body).blocks] == ["One", "Two", "Three", "Four"]


def test_the_path_of_headings_follows_outline_levels_of_styles_and_paragraphs() -> None:
    styles = (
        style("Heading1", "heading 1")
        + style("Ours", based="Heading1")
        + style("Body")
        + style("Deep", paragraph='<w:outlineLvl w:val="1"/>')
    )
    legal = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    file = read(
        p("Money", f'<w:pStyle w:val="Ours"/>{legal}') + styled("Deep", "Paying")
        + p("Monthly.") + p("Time", '<w:outlineLvl w:val="0"/>')
        + p("Yearly.") + p("Not a heading", '<w:pStyle w:val="Heading1"/><w:outlineLvl w:val="9"/>'),
        parts={"styles": styles, "numbering": numbering(LEGAL)},
    )  # fmt: skip
    assert [(b.kind, b.level, b.heading_path) for b in file.blocks] == [
        ("heading", 1, ()), ("heading", 2, ("1 Money",)), ("para", 0, ("1 Money", "Paying")),
        ("heading", 1, ()), ("para", 0, ("Time",)),
        ("para", 0, ("Time",)),
    ]  # fmt: skip
    assert file.blocks[2].where == "1 Money › Paying"
    assert [b.title for b in file.outline()] == ["1 Money", "Paying", "Time"]


def test_pictures_charts_and_files_inside_are_named_as_unread() -> None:
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="Map of lots"/><a:graphic><a:graphicData><a:blip/>'
        "</a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></w:r><w:r><w:object><o:OLEObject/></w:object></w:r>"
    )
    file = read(p(drawing) + '<w:altChunk r:id="rId5"/>', more={"word/vbaProject.bin": b"x"})
    said = " ".join(problem.what for problem in file.unread)
    for words in ("macros", "a picture", "an embedded file", "a file that Word shows"):
        assert words in said
    assert file.alternatives == (Alternative("picture", "document:0", "Map of lots"),)


def test_what_a_screen_reader_says_of_a_table_is_kept() -> None:
    said = '<w:tblPr><w:tblCaption w:val="Table 1: Weights"/><w:tblDescription w:val="Price 40%"/></w:tblPr>'
    file = read(p("x") + table(("a", "b")).replace("<w:tblPr/>", said))
    assert file.alternatives == (Alternative("table", "document:1", "Table 1: Weights; Price 40%"),)


def test_the_words_of_a_watermark_are_read() -> None:
    file = read(p("x"), lines={"header1": p('<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>')})
    assert [(b.kind, b.text, b.part) for b in file.blocks if b.text == "DRAFT"] == [("textbox", "DRAFT", "header1")]


def test_who_wrote_it_and_whether_it_tracks_changes_is_known() -> None:
    file = read(p("x"), parts={"settings": '<w:trackRevisions/><w:documentProtection w:edit="readOnly" w:enforcement="1"/>'})
    assert file.properties == {
        "creator": "Commissioning team", "lastModifiedBy": "A consultant", "track_changes": "on", "protected": "readOnly",
    }  # fmt: skip


def test_bold_paragraphs_are_known_as_bold() -> None:
    file = read(p(r("Evaluation", "<w:b/>") + r(" ")) + p(r("Some ", "<w:b/>") + r("words")))
    assert [b.strong for b in file.blocks] == [True, False]


def test_a_part_that_is_damaged_is_named_and_the_rest_is_read() -> None:
    file = read(p("Text"), parts={"comments": "<w:comment>"}, lines={"header1": "<w:p"})
    assert [b.text for b in file.blocks] == ["Text"]
    assert len(file.unread) == 2
    assert all("not well-formed" in problem.what for problem in file.unread)


def test_the_same_bytes_give_the_same_blocks() -> None:
    body = item("One") + table(("a", "b"))
    again = [read(body, parts={"numbering": numbering(LEGAL)}) for _ in range(2)]
    assert again[0] == again[1]
    assert len(again[0].fingerprint) == 64


MARKED = {
    "plain": p("M01"), "tracked insertion": p(ins(r("M02"))), "tracked deletion": p(deleted("M03")),
    "block control": control(p("M04")),
    "inline control": p(control(r("M05"))), "text box": p(box(p("M06"))), "nested table": table((table(("M07",)) + p(),)),
    "table cell": table(("M08",)), "link": p(f'<w:hyperlink w:anchor="x">{r("M09")}</w:hyperlink>'),
    "field": p(code("REF x", "M10")),
    "hidden": p(r("M11", HIDDEN)), "list": item("M12"),
}  # fmt: skip


def marked() -> bytes:
    """The file of sixteen marked words that other readers lose some of."""
    return docx(
        "".join(MARKED.values())
        + p('<w:r><w:footnoteReference w:id="2"/></w:r><w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'),
        parts={
            "numbering": numbering(LEGAL), "footnotes": f'<w:footnote w:id="2">{p("M13")}</w:footnote>',
            "comments": f'<w:comment w:id="0" w:author="A">{p("M14")}</w:comment>',
        },
        lines={"header1": p("M15"), "footer1": p("M16")},
    )  # fmt: skip


def every_word(file: ReadFile) -> str:
    return " ".join(f"{b.text} {b.text_before} {b.unseen}" for b in file.blocks)


def test_all_sixteen_marked_words_are_read() -> None:
    from hls_procure.reading.door import read_bytes

    words = every_word(read_bytes(marked(), "marked.docx"))
    assert [f"M{n:02}" for n in range(1, 17) if f"M{n:02}" not in words] == []
