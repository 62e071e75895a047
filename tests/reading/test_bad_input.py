"""Files that are damaged, made to harm or not ours: each ends in a message that says what to do, with exit code 3."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hls_procure.errors import FileProblem
from hls_procure.reading.door import read_bytes, read_file, read_folder
from hls_procure.reading.limits import Limits
from tests.reading.sheets import scoring
from tests.reading.word import HEAD, LEGAL, SPACES, box, control, docx, numbering, p, read, style, table, zipped

PLAIN = docx(p("Text"))
CDF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def main(text: str, code: str = "utf-8") -> bytes:
    return docx("", document=text.encode(code))


def body(inner: str, head: str = HEAD) -> str:
    return f"{head}<w:document {SPACES}><w:body>{inner}</w:body></w:document>"


def encrypted() -> bytes:
    """A zip whose parts say that they are encrypted."""
    raw = bytearray(PLAIN)
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as file:
        offsets = [entry.header_offset for entry in file.infolist()]
    for at in offsets:
        raw[at + 6] |= 1
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        raw[at + 8] |= 1
        at = raw.find(b"PK\x01\x02", at + 1)
    return bytes(raw)


def damaged_text() -> bytes:
    """A sound zip in which the bytes of the main part are not those that were packed."""
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as file:
        at = file.getinfo("word/document.xml").header_offset + 70
    return PLAIN[:at] + b"\xff" * 20 + PLAIN[at + 20 :]


def twice() -> bytes:
    buffer = io.BytesIO(PLAIN)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(buffer, "a") as file:
        file.writestr("word/document.xml", "<x/>")
    return buffer.getvalue()


def missing_main() -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/other.xml": b"<x/>"})


BILLION = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"<w:document {SPACES}><w:body>{p('&b;')}</w:body></w:document>"
)
WIDE = BILLION.replace('"1.0"', '"1.0" encoding="utf-16"')
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    f"<w:document {SPACES}><w:body>{p('&a;')}</w:body></w:document>"
)
BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "x.docx", "is empty"),
    "blank": (lambda: b"\x00" * 50, "x.docx", "is empty"),
    "corrupt zip": (lambda: PLAIN[:-40], "x.docx", "is damaged"),
    "half a zip": (lambda: PLAIN[: len(PLAIN) // 2], "x.docx", "is damaged"),
    "a damaged part": (damaged_text, "x.docx", "its text .* is damaged"),
    "an old Word file": (lambda: CDF + wide("WordDocument"), "spec.docx", r"old Word file \(.doc\), whatever its name says"),
    "an old Excel file": (lambda: CDF + wide("Workbook"), "scores.xls", r"old Excel file \(.xls\)"),
    "protected": (lambda: CDF + wide("EncryptedPackage"), "x.docx", "protected by a password"),
    "an encrypted zip": (encrypted, "x.docx", "protected by a password"),
    "an e-mail": (lambda: CDF + wide("__properties"), "x.msg", "older Office program or an e-mail"),
    "a PDF": (lambda: b"%PDF-1.7 \xe2\xe3" + b"x" * 50, "scan.pdf", "is a PDF"),
    "a PDF called docx": (lambda: b"\n%PDF-1.4", "x.docx", "is a PDF"),
    "rich text": (lambda: b"{\\rtf1 x}", "x.doc", "rich text"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00" * 9, "x.png", "is a picture"),
    "an archive": (lambda: zipped({"a.txt": b"a"}), "x.zip", "packed archive"),
    "an empty archive": (lambda: zipped({}), "x.docx", "empty archive"),
    "another archive": (lambda: b"7z\xbc\xaf\x27\x1c", "x.7z", "packed archive"),
    "OpenDocument": (lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "x.odt", "OpenDocument"),
    "a presentation": (
        lambda: zipped({"[Content_Types].xml": b"<T x='presentationml'/>", "ppt/presentation.xml": b"<x/>"}),
        "x.pptx", "a presentation",
    ),
    "plain text": (lambda: b"Criterion,Weight\nPrice,40%", "x.csv", "plain text"),
    "Word 2003 XML": (lambda: b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "x.doc", "an XML file"),
    "a web archive": (lambda: b"MIME-Version: 1.0\n", "x.doc", "web archive"),
    "no main part": (missing_main, "x.docx", "leads to no text"),
    "the main part twice": (twice, "x.docx", "two parts named"),
    "a part that leads out": (lambda: zipped({"../../x.xml": b"<x/>"}), "x.docx", "leads out of the file"),
    "a part from the root": (lambda: zipped({"/etc/x.xml": b"<x/>"}), "x.docx", "leads out of the file"),
    "a billion laughs": (lambda: main(BILLION), "x.docx", "entities"),
    "a file of the machine": (lambda: main(OUTSIDE), "x.docx", "entities"),
    "entities in wide letters": (lambda: main(WIDE, "utf-16"), "x.docx", "entities"),
    "entities in styles": (
        lambda: docx(p("x"), parts={"styles": ""}, more={"word/styles.xml": BILLION.encode()}), "x.docx", "entities",
    ),
    "no XML": (lambda: main("text"), "x.docx", "not well-formed"),
    "another root": (lambda: main(f"<w:x {SPACES}/>"), "x.docx", "is not a Word document"),
    "an encoding nobody knows": (lambda: main(body(p("x"), '<?xml version="1.0" encoding="klingon"?>')), "x.docx", "encoding"),
    "elements without end": (
        lambda: main(body("<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000)), "x.docx", "deeply",
    ),
}  # fmt: skip


@pytest.mark.filterwarnings("default:Duplicate name")
@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_ends_in_a_message_with_exit_code_3(kind: str, tmp_path: Path) -> None:
    make, name, words = BAD[kind]
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(FileProblem, match=words) as caught:
        read_file(path)
    assert caught.value.exit_code == 3
    (problem,) = caught.value.problems
    assert problem.where == name
    assert problem.do or problem.why


def bomb(size: int) -> bytes:
    return docx("", document=body(p(" " * size)).encode())


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(FileProblem, match="far more than an Office file does"):
        read_bytes(bomb(9_000_000), "x.docx")
    with pytest.raises(FileProblem, match="64 million bytes"):
        read_bytes(bomb(70_000_000), "x.docx")


def test_a_bomb_that_lies_beside_the_text_is_never_unpacked() -> None:
    file = read_bytes(docx(p("Text"), more={"word/media/image1.png": b"\x00" * 90_000_000}), "x.docx")
    assert [b.text for b in file.blocks] == ["Text"]


@pytest.mark.parametrize(
    ("limits", "words"),
    [(Limits(packed=100), "larger than"), (Limits(parts=2), "parts"), (Limits(unpacked=300), "unpacks to more"),
     (Limits(tags=30), "tags"), (Limits(blocks=2), "paragraphs")],
)  # fmt: skip
def test_every_limit_refuses_what_goes_past_it(limits: Limits, words: str, tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(docx(p("a") + p("b") + p("c") + p("d")))
    assert len(read_file(path).blocks) == 4
    with pytest.raises(FileProblem, match=words):
        read_file(path, limits=limits)


def nested(levels: int, wrap: Callable[[str], str]) -> str:
    inner = p("deep")
    for _ in range(levels):
        inner = wrap(inner)
    return inner


WRAPS: dict[str, Callable[[str], str]] = {
    "content controls": control,
    "tables": lambda inner: table((inner + p(),)),
    "text boxes": lambda inner: p(box(inner, "")),
    "tracked wrappers": lambda inner: f'<w:ins w:author="A">{inner}</w:ins>',
    "unknown wrappers": lambda inner: f"<w:odd>{inner}</w:odd>",
}


@pytest.mark.parametrize("kind", WRAPS)
def test_things_inside_each_other_are_read_to_a_depth_and_then_named(kind: str) -> None:
    shallow = read(nested(6, WRAPS[kind]) + p("after"))
    assert [b.text for b in shallow.blocks if b.text] == ["deep", "after"]
    deep = read(nested(18, WRAPS[kind]) + p("after"), Limits(depth=8))
    assert [b.text for b in deep.blocks if b.text] == ["after"]
    assert any("nested more deeply" in problem.what for problem in deep.unread)


def test_inline_controls_inside_each_other_end_too() -> None:
    inner = "<w:r><w:t>x</w:t></w:r>"
    for _ in range(60):
        inner = control(inner)
    file = read(p(inner) + p("after"))
    assert [b.text for b in file.blocks if b.text] == ["after"]
    assert any("nested more deeply" in problem.what for problem in file.unread)


def test_huge_styles_and_lists_take_no_more_than_their_size() -> None:
    many = "".join(style(f"S{n}", based=f"S{n + 1}") for n in range(5_000))
    lists = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="1"/></w:num>' for n in range(2, 5_000))
    file = read(p("x", '<w:pStyle w:val="S0"/>'), parts={"styles": many, "numbering": numbering(LEGAL, nums=lists)})
    assert file.blocks[0].style == "S0"


def test_strange_figures_in_attributes_do_no_harm() -> None:
    strange = (
        '<w:pPr><w:outlineLvl w:val="99999999999999999999"/><w:numPr><w:ilvl w:val="-3"/><w:numId w:val="one"/></w:numPr></w:pPr>'
    )
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>' + p("c") + "</w:tc>"
    file = read(f"<w:p>{strange}<w:r><w:t>x</w:t></w:r></w:p><w:tbl><w:tr>{cell}</w:tr></w:tbl>")
    assert [b.text for b in file.blocks] == ["x", "c"]


def test_a_part_in_utf_16_and_a_strict_file_are_read() -> None:
    wide_part = body(p("Ŵeight £5"), '<?xml version="1.0" encoding="UTF-16"?>')
    assert read_bytes(main(wide_part, "utf-16"), "x.docx").blocks[0].text == "Ŵeight £5"
    strict = body(p("Strict")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert read_bytes(main(strict), "x.docx").blocks[0].text == "Strict"


def test_a_file_is_read_by_what_it_holds_and_not_by_its_name(tmp_path: Path) -> None:
    for name, data, kind in (("a.xlsx", PLAIN, "docx"), ("b.docx", scoring(), "xlsx"), ("c.docx", b"<html><p>x", "html")):
        (tmp_path / name).write_bytes(data)
        assert read_file(tmp_path / name).kind == kind


def test_what_is_not_there_or_is_no_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="could not be read"):
        read_file(tmp_path / "none.docx")
    with pytest.raises(FileProblem, match="is a folder"):
        read_file(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    with pytest.raises(FileProblem, match="not an ordinary file"):
        read_file(tmp_path / "pipe.docx")


# Folders


def test_a_folder_is_read_and_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "bidders").mkdir()
    for name, data in (("ITT.docx", PLAIN), ("bidders/scores.xlsx", scoring()), ("page.html", b"<html><p>x"),
                       ("scan.pdf", b"%PDF-1.4"), ("broken.docx", b"PK\x03\x04"), ("~$ITT.docx", b"lock"),
                       (".hidden.docx", b"x"), ("notes.log", b"x")):  # fmt: skip
        (tmp_path / name).write_bytes(data)
    folder = read_folder(tmp_path)
    assert [file.name for file in folder.files] == ["ITT.docx", "bidders/scores.xlsx", "page.html"]
    assert sorted(problem.where for problem in folder.unread) == ["broken.docx", "scan.pdf"]


def test_an_empty_folder_and_one_of_unreadable_files_are_errors(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="holds no file that can be read"):
        read_folder(tmp_path)
    (tmp_path / "a.docx").write_bytes(b"{\\rtf")
    with pytest.raises(FileProblem, match="rich text"):
        read_folder(tmp_path)
    with pytest.raises(FileProblem, match="not a folder"):
        read_folder(tmp_path / "a.docx")


@pytest.mark.parametrize(
    ("one", "other"),
    [("ITT.docx", "ITT v2.docx"), ("Spec draft 1.docx", "Spec FINAL.docx"), ("scores.xlsx", "scores (1).xlsx"),
     ("Contract_2027-03-01.docx", "Contract_2027-04-01.docx"), ("ITT - clean.docx", "ITT - tracked.docx"),
     ("a.html", "a copy.html")],
)  # fmt: skip
def test_two_versions_of_a_document_are_not_compared_until_somebody_says_which(one: str, other: str, tmp_path: Path) -> None:
    data = {"docx": PLAIN, "xlsx": scoring(), "html": b"<html><p>x"}
    for name in (one, other):
        (tmp_path / name).write_bytes(data[name.rpartition(".")[2]])
    with pytest.raises(FileProblem, match="versions of one document") as caught:
        read_folder(tmp_path)
    assert caught.value.exit_code == 3
    assert [file.name for file in read_folder(tmp_path, only=[other]).files] == [other]


def test_the_manifest_of_a_build_says_which_version_counts(tmp_path: Path) -> None:
    for name in ("D12.docx", "D12 v2.docx"):
        (tmp_path / name).write_bytes(PLAIN)
    listed = [{"name": "D12.docx", "current": False}, {"name": "D12 v2.docx", "current": True}]
    (tmp_path / "manifest.json").write_text(json.dumps({"files": listed}), "utf-8")
    folder = read_folder(tmp_path)
    assert [file.name for file in folder.files] == ["D12 v2.docx"]
    assert [problem.where for problem in folder.unread] == ["D12.docx"]
    for broken in ("{", "[]", '{"files": [1]}'):
        (tmp_path / "manifest.json").write_text(broken, "utf-8")
        with pytest.raises(FileProblem, match="versions of one document"):
            read_folder(tmp_path)


def test_documents_that_are_only_named_alike_are_no_versions(tmp_path: Path) -> None:
    names = "D07-invitation D08-specification D09 D10 AnnexA AnnexB Lot-1 Lot-2 renewal renew Schedule-1 Schedule-2".split()
    for name in names:
        (tmp_path / f"{name}.docx").write_bytes(PLAIN)
    assert len(read_folder(tmp_path).files) == len(names)


def test_a_name_that_is_not_in_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(PLAIN)
    with pytest.raises(FileProblem, match=r"b\.docx"):
        read_folder(tmp_path, only=["b.docx"])


# Whatever the bytes

STARTS = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<html>", b"%PDF-", b"<?xml version='1.0'?>"]


def said(data: bytes) -> str:
    """What is said of some bytes: the kind of file, or why it is not read. Anything else is a failure."""
    try:
        return read_bytes(data, "x.docx").kind
    except FileProblem as problem:
        return problem.problems[0].what


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.sampled_from(STARTS))
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    assert said(start + data)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.integers(0, 255))
def test_a_file_with_one_changed_byte_is_read_or_refused(at: int, value: int) -> None:
    for good in (GOOD, SHEET):
        raw = bytearray(good)
        raw[at % len(raw)] = value
        assert said(bytes(raw))


GOOD = docx(p("One") + table(("a", "b")) + p(box(p("c"))), parts={"numbering": numbering(LEGAL), "styles": style("A")})
SHEET = scoring()
