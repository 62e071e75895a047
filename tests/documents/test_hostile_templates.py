"""A council's own template that is broken or wants to do harm is refused with a message, and nothing of it is ever run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hls_procure.documents.docx.template import compile_template
from hls_procure.documents.house import HouseStyle
from hls_procure.documents.sandbox import plain_names
from hls_procure.documents.zipfiles import write_parts
from hls_procure.errors import InputError
from hls_procure.library.finder import Found
from hls_procure.library.load import NO_CACHE
from tests.documents.conftest import current
from tests.documents.docx_reading import Docx
from tests.helpers import REPOSITORY, run

HOUSE = REPOSITORY / "templates" / "house.docx"
PAGE = REPOSITORY / "templates" / "page.html.j2"
DOCUMENT, STYLES, CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
TITLE = "{{ title }}"
NAMES = "Only plain names are allowed"


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(HOUSE) as file:
        return {name: file.read(name) for name in file.namelist()}


def replaced(part: str, old: str, new: str) -> bytes:
    made = parts()
    text = made[part].decode("utf-8")
    assert old in text
    made[part] = text.replace(old, new, 1).encode("utf-8")
    return write_parts(made)


def after_title(words: str) -> bytes:
    return replaced(DOCUMENT, TITLE, TITLE + words)


def with_part(name: str, data: bytes) -> bytes:
    return write_parts({**parts(), name: data})


def without(name: str) -> bytes:
    return write_parts({n: data for n, data in parts().items() if n != name})


def untitled() -> bytes:
    return write_parts({name: data.replace(TITLE.encode(), b"") for name, data in parts().items()})


def in_utf_16(mark: bool) -> bytes:
    text = parts()[DOCUMENT].decode("utf-8").replace("UTF-8", "UTF-16")
    text = text.replace("<w:document", '<!DOCTYPE w:document [<!ENTITY a "aaaa">]><w:document', 1).replace(TITLE, TITLE + "&a;")
    return with_part(DOCUMENT, text.encode("utf-16" if mark else "utf-16-le"))


def lzma() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as file:
        for name, data in parts().items():
            file.writestr(name, data)
    return buffer.getvalue()


def flipped() -> bytes:
    data = bytearray(write_parts(parts()))
    data[90] ^= 255
    return bytes(data)


def lying() -> bytes:
    """A part that holds more than the file's list says."""
    data = write_parts({**parts(), "word/media/x.bin": b"x" * 5_000})
    return data.replace((5_000).to_bytes(4, "little"), (5).to_bytes(4, "little"))


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "an attribute": (lambda: after_title("{{ title.__class__.__mro__ }}"), NAMES),
    "globals": (lambda: after_title("{{ title.__init__.__globals__['os'] }}"), NAMES),
    "the escape by format": (lambda: after_title("{{ '{0.__class__}'.format(title) }}"), NAMES),
    "an index": (lambda: after_title("{{ title[0] }}"), NAMES),
    "a filter": (lambda: after_title("{{ title|safe }}"), NAMES),
    "a call": (lambda: after_title("{{ body() }}"), NAMES),
    "a bomb of words": (lambda: after_title("{{ 'a' * 10000000000 }}"), NAMES),
    "a file outside": (lambda: after_title("{% include '../../../etc/passwd' %}"), NAMES),
    "an import": (lambda: after_title("{% import 'os' as os %}"), NAMES),
    "a loop": (lambda: after_title("{% for x in title %}{% endfor %}"), NAMES),
    "a tag in pieces": (lambda: after_title("{</w:t></w:r><w:r><w:t>{ title.__class__ }</w:t></w:r><w:r><w:t>}"), NAMES),
    "a tag as entities": (lambda: after_title("&#123;&#123; title.__class__ &#125;&#125;"), NAMES),
    "a tag as text that is not read": (lambda: after_title("<![CDATA[{{ title.__class__ }}]]>"), NAMES),
    "a tag in an attribute": (lambda: replaced(DOCUMENT, 'w:val="Title"', 'w:val="Title{{ 7*7 }}"'), NAMES),
    "a tag in a comment": (lambda: replaced(DOCUMENT, "<w:body>", "<w:body><!-- {{ title.__class__ }} -->"), NAMES),
    "a tag in the properties": (lambda: replaced(CORE, "</dc:title>", "{{ 7*7 }}</dc:title>"), NAMES),
    "a tag in the footer": (lambda: replaced("word/footer1.xml", "<w:t", "<w:t>{{ cycler }}</w:t><w:t"), "holds {{ cycler }}"),
    "a name that is not there": (lambda: after_title("{{ titel }}"), "Did you mean 'title'?"),
    "a tag that does not end": (lambda: after_title("{{ title"), NAMES),
    "no title": (untitled, "has no place for the title"),
    "no text": (lambda: replaced(DOCUMENT, "{{p body }}", ""), "has no place for the body"),
    "the text in a line": (lambda: replaced(DOCUMENT, "{{p body }}", "{{ body }}"), "Write {{p body }} alone in a paragraph."),
    "a name as a paragraph": (lambda: replaced(DOCUMENT, TITLE, "{{p title }}"), "Write {{ title }} where it belongs."),
    "a part above the file": (lambda: with_part("../../evil.xml", b"<a/>"), "leads out of the file"),
    "a part above, for Windows": (lambda: with_part("..\\..\\evil.xml", b"<a/>"), "leads out of the file"),
    "a part at the root": (lambda: with_part("/etc/evil.xml", b"<a/>"), "leads out of the file"),
    "a part on a drive": (lambda: with_part("C:evil.xml", b"<a/>"), "leads out of the file"),
    "a zip bomb": (lambda: with_part("word/media/x.bin", b"\0" * 20_000_000), "unpacks to far more"),
    "a bomb in small pieces": (
        lambda: write_parts({**parts(), **{f"word/x{n}.bin": b"\0" * 990_000 for n in range(61)}}),
        "unpacks to far more",
    ),
    "thousands of parts": (lambda: write_parts({**parts(), **{f"word/x{n}.bin": b"" for n in range(2_000)}}), "is the most"),
    "more than it says": (lying, "is not a Word file that can be opened"),
    "packed otherwise": (lzma, "is not a Word file that can be opened"),
    "entities": (lambda: replaced(DOCUMENT, "<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document'), "declares entities"),
    "entities in another encoding": (lambda: in_utf_16(True), "is not in UTF-8"),
    "entities in another encoding, not marked": (lambda: in_utf_16(False), "is not in UTF-8"),
    "another encoding": (lambda: replaced(DOCUMENT, 'encoding="UTF-8"', 'encoding="UTF-7"'), "is not in UTF-8"),
    "signs of another encoding": (lambda: with_part(DOCUMENT, parts()[DOCUMENT] + b"\xe9"), "is not in UTF-8"),
    "XML that breaks off": (lambda: with_part(STYLES, parts()[STYLES][:-30]), "cannot be used as a template"),
    "no styles": (lambda: without(STYLES), "lacks the styles HLSPart, HLSClause1"),
    "no document": (lambda: without(DOCUMENT), "has no word/document.xml"),
    "no list of parts": (lambda: without("[Content_Types].xml"), "cannot be used as a template"),
    "no relations": (lambda: without("word/_rels/document.xml.rels"), "has lost word/styles.xml and word/numbering.xml"),
    "not a zip": (lambda: b"Dear Sir or Madam", "is not a Word file that can be opened"),
    "nothing": (lambda: b"", "is not a Word file that can be opened"),
    "half a file": (lambda: HOUSE.read_bytes()[:5_000], "is not a Word file that can be opened"),
    "a byte changed": (flipped, "is not a Word file that can be opened"),
}


def compiled(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(InputError) as raised:
        compile_template(Found("templates/house.docx", path, "council"), HouseStyle(), NO_CACHE)
    assert all(problem.where.startswith("templates/house.docx") for problem in raised.value.problems)
    return str(raised.value)


@pytest.mark.parametrize("kind", REFUSED)
def test_a_word_template_is_refused(tmp_path: Path, kind: str) -> None:
    make, said = REFUSED[kind]
    assert said in compiled(tmp_path / "house.docx", make())


def test_the_shipped_template_stands_these_looks(tmp_path: Path) -> None:
    path = tmp_path / "house.docx"
    path.write_bytes(write_parts(parts()))
    made = compile_template(Found("templates/house.docx", path, "council"), HouseStyle(), NO_CACHE)
    assert made.with_slots


@pytest.mark.parametrize(
    "hidden",
    ["{{ title.__class__ }}", "{{ x }}", "{% set x = 1 %}", "{{ title ~ title }}", "{{ 7 }}", "{% macro m() %}{% endmacro %}"],
)
def test_the_sandbox_itself_knows_only_plain_names(hidden: str) -> None:
    environment = plain_names("file", ("title",))
    assert environment.from_string("a {{ title }}{# a remark #}").render(title="<b>") == "a &lt;b&gt;"
    with pytest.raises(InputError, match=r"^file  "):
        environment.from_string(hidden)


BAD_PAGES = {
    "an attribute": ("{{ main.__class__.__mro__ }}", NAMES),
    "globals": ("{{ main.__init__.__globals__ }}", NAMES),
    "a file outside": ("{% include '../../../etc/passwd' %}", NAMES),
    "a bomb of words": ("{{ 'a' * 10000000000 }}", NAMES),
    "loops in loops": ("{% for a in main %}{% for b in main %}{% endfor %}{% endfor %}", NAMES),
    "a name that is not there": ("{{ titel }}", "asks for 'titel', which is not there"),
    "a tag that cannot be read": ("{% if %}", "cannot be used as a template"),
}


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "council"
    (path / "templates").mkdir(parents=True)
    monkeypatch.setenv("HLS_PROCURE_LIBRARY", str(path))
    return path


@pytest.mark.parametrize("kind", BAD_PAGES)
def test_a_page_template_is_refused(tamarside: Path, council: Path, kind: str) -> None:
    words, said = BAD_PAGES[kind]
    (council / "templates" / "page.html.j2").write_text(PAGE.read_text("utf-8") + words, "utf-8")
    result = run("build", tamarside, "--only", "D09", "--to", "html")
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert "templates/page.html.j2" in result.stderr
    assert not list(tamarside.rglob("*.html"))


def test_a_page_template_without_a_place_for_the_text_is_refused(tamarside: Path, council: Path) -> None:
    (council / "templates" / "page.html.j2").write_text("<!DOCTYPE html><title>{{ title }}</title>", "utf-8")
    result = run("build", tamarside, "--only", "D09", "--to", "html")
    assert result.exit_code == 2
    assert "has no place for the face" in result.stderr
    assert "has no place for the main" in result.stderr


@pytest.mark.parametrize("kind", ["globals", "a tag as entities", "a zip bomb", "no relations", "half a file"])
def test_a_build_says_so_and_leaves_what_was_built(tamarside: Path, council: Path, kind: str) -> None:
    run("build", tamarside, "--only", "D09", "--to", "docx")
    (old,) = tamarside.rglob("*.docx")
    before = old.read_bytes()
    make, said = REFUSED[kind]
    (council / "templates" / "house.docx").write_bytes(make())
    result = run("build", tamarside, "--only", "D09", "--to", "docx")
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert old.read_bytes() == before


def test_a_councils_own_words_in_a_template_are_used(tamarside: Path, council: Path) -> None:
    (council / "templates" / "house.docx").write_bytes(after_title(" of Otherside"))
    assert run("build", tamarside, "--only", "D09", "--to", "docx").exit_code == 0
    made = Docx(current(tamarside / "out", ".docx")["D09"])
    assert any(line.endswith("conditions of participation of Otherside") for line in made.texts())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("language: 'en\"/><w:evil w:val=\"'", "language"),
        ("font: 'Arial\"/><w:evil/>'", "is not the name of a font"),
        ('size: "0"', "size"),
        ('colour: "red"', "colour"),
        ('margins: "20"', "margins"),
    ],
)
def test_a_house_style_that_cannot_be_is_refused(tamarside: Path, council: Path, line: str, said: str) -> None:
    (council / "templates" / "house_style.yaml").write_text(line + "\n", "utf-8")
    result = run("build", tamarside, "--only", "D09")
    assert result.exit_code == 2, result.output
    assert said in result.stderr
    assert "templates/house_style.yaml:1" in result.stderr


def test_a_house_style_is_laid_over_the_template(tamarside: Path, council: Path) -> None:
    style = 'font: "Noto Sans"\nsize: "10.5"\nlanguage: "cy"\ncolour: "aa0000"\n'
    (council / "templates" / "house_style.yaml").write_text(style, "utf-8")
    assert run("build", tamarside, "--only", "D09").exit_code == 0
    styles = Docx(current(tamarside / "out", ".docx")["D09"]).parts[STYLES].decode("utf-8")
    for words in ('"Noto Sans"', 'w:sz w:val="21"', 'w:lang w:val="cy"', '"AA0000"'):
        assert words in styles
    assert '<html lang="cy">' in current(tamarside / "out", ".html")["D09"].read_text("utf-8")
