"""Our own files read back: every text, number, bookmark, table and reference is the one that was assembled."""

from __future__ import annotations

from hls_procure.assembly.blocks import Heading, Para, Table, plain_text
from hls_procure.reading.blocks import ReadFile, cells
from hls_procure.reading.door import read_file
from hls_procure.reading.match import match
from tests.helpers import LONG
from tests.reading.conftest import Built


def everything(*packs: Built) -> Built:
    tender, signature = packs
    made = tender | {f"{id}-for-signature": built for id, built in signature.items()}
    assert {"D07", "D08", "D12", "D12-for-signature"} <= set(made)
    return made


def test_every_number_is_the_assembled_one(tender: Built, signature: Built) -> None:
    looked = 0
    for id, (document, word, _) in everything(tender, signature).items():
        file = read_file(word)
        where, blocks = file.bookmarks(), {b.id: b for b in file.blocks}
        for target, name in document.bookmarks.items():
            if target in document.numbers:
                block = blocks[where[name]]
                assert block.full == document.numbers[target], (id, target)
                assert block.number_sure
                looked += 1
        wanted = [b.number for b in document.blocks if isinstance(b, (Heading, Para)) and b.number]
        assert [b.number for b in file.now() if b.part == "document" and b.number and b.table is None] == wanted, id
    assert looked > 2000


def test_every_text_is_there_once_and_in_order(tender: Built, signature: Built) -> None:
    for id, (document, word, _) in everything(tender, signature).items():
        file = read_file(word)
        wanted = [plain_text(b.spans) for b in document.blocks if isinstance(b, (Heading, Para)) and b.number]
        assert [b.text for b in file.now() if b.part == "document" and b.number and b.table is None] == wanted, id
        assert file.unread == (), id
        assert not any(b.changes or b.hidden or b.unseen for b in file.blocks)


def test_every_table_is_read_cell_by_cell_under_its_heads(tender: Built) -> None:
    for id, (document, word, _) in tender.items():
        file = read_file(word)
        read = [[[cell.text for cell in row] for row in rows] for rows in cells(file.blocks).values()]
        for table in (b for b in document.blocks if isinstance(b, Table)):
            wanted = [list(table.heads), *([plain_text(cell) for cell in row.cells] for row in table.rows)]
            # A row that only says that there is none is one cell across the table.
            wanted = [row[:1] if not any(row[1:]) and len(wanted) == 2 else row for row in wanted]
            assert wanted in read, (id, table.id)
        headed = [b.table for b in file.blocks if b.table is not None and b.table.headed and b.table.row > 1]
        assert all(place.heads for place in headed)


def test_each_reference_shows_the_full_or_own_number_of_its_target(tender: Built, signature: Built) -> None:
    looked = 0
    for _, word, _ in everything(tender, signature).values():
        file = read_file(word)
        where, blocks = file.bookmarks(), {b.id: b for b in file.blocks}
        for block in file.blocks:
            for code in block.fields:
                if code.name == "REF":
                    _, name, switch, *_ = code.instruction.split()
                    target = blocks[where[name]]
                    assert code.result == (target.full if switch == "\\w" else target.number), (block.id, code)
                    looked += 1
    assert looked > 300


def test_headings_outline_and_contents_agree(tender: Built) -> None:
    for id, (document, word, _) in tender.items():
        file = read_file(word)
        wanted = [(b.level, b.number, plain_text(b.spans)) for b in document.blocks if isinstance(b, Heading)]
        assert [(b.level, b.number, b.text) for b in file.outline()] == wanted
        if id in LONG:
            titles = [f"{n}\t{words}" if n else words for level, n, words in wanted if level <= 2]
            assert [line.strip() for line in file.contents] == titles


def test_blanks_are_marked_and_running_lines_are_read(tender: Built) -> None:
    document, word, _ = tender["D12"]
    file = read_file(word)
    assert any(b.highlighted for b in file.blocks) == bool(document.blanks)
    assert {b.kind for b in file.blocks} >= {"header", "footer", "heading", "para", "cell"}
    assert file.properties["creator"] == document.front.authority


def sides(built: Built) -> list[tuple[str, str, ReadFile]]:
    made = []
    for id, (_, word, page) in built.items():
        made += [(id, "docx", read_file(word)), (id, "html", read_file(page))]
    return made


def test_every_piece_is_matched_unchanged_and_nothing_is_new(tender: Built, signature: Built) -> None:
    every = everything(tender, signature)
    for id, kind, file in sides(every):
        result = match(file, every[id][0])
        assert [unit.text for unit in result.missing] == [], (id, kind)
        assert [block.text for block in result.new] == [], (id, kind)
        assert all(pair.same and not pair.moved for pair in result.pairs if pair.unit.kind != "front"), (id, kind)
        if kind == "docx":
            by = {pair.unit.id: pair.how for pair in result.pairs}
            assert all(by[target] == "bookmark" for target in every[id][0].numbers)
