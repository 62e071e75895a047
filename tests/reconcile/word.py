"""A built Word file edited as a person edits it: words, paragraphs, rows and parts changed in its XML."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WHO, WHEN = "Head of Legal", "2027-03-04T10:00:00Z"


def w(name: str) -> str:
    return f"{{{W}}}{name}"


class Word:
    """One file. Paragraphs are found by their bookmark (``AL14__aim``) or by words that stand in them."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.parts = {info.filename: archive.read(info) for info in archive.infolist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.root.find(w("body"))
        self._next = 9000

    def save(self, path: Path) -> Path:
        self.parts["word/document.xml"] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, raw in self.parts.items():
                archive.writestr(name, raw)
        path.write_bytes(data.getvalue())
        return path

    # finding

    def marked(self, name: str) -> Any:
        """The paragraph that a bookmark stands in."""
        (start,) = self.root.xpath(f"//w:bookmarkStart[@w:name='_HLS_{name}']", namespaces={"w": W})
        return next(one for one in start.iterancestors(w("p")))

    def saying(self, words: str, nth: int = 0) -> Any:
        """The paragraph (the nth) that some words stand in, contents list apart."""
        found = [p for p in self.root.iter(w("p")) if words in text(p) and not style(p).startswith("TOC")]
        return found[nth]

    def row(self, p: Any) -> Any:
        return next(one for one in p.iterancestors(w("tr")))

    # words

    def replace(self, p: Any, old: str, new: str) -> None:
        """Type over some words of a paragraph."""
        runs = list(p.iter(w("t")))
        whole = "".join(t.text or "" for t in runs)
        start = whole.index(old)
        end = start + len(old)
        at, done = 0, False
        for t in runs:
            here = t.text or ""
            a, b = max(start - at, 0), min(end - at, len(here))
            at += len(here)
            if a >= len(here) and not (start == end and a == len(here) and not done):
                continue
            if b < 0 or a > b:
                continue
            t.text = here[:a] + ("" if done else new) + here[b:]
            t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            done = True
        assert done, old

    def rewrite(self, p: Any, new: str) -> None:
        """Type a whole paragraph anew; its bookmark stays."""
        for child in list(p):
            if child.tag not in (w("pPr"), w("bookmarkStart"), w("bookmarkEnd")):
                p.remove(child)
        marks = [child for child in p if child.tag == w("bookmarkStart")]
        at = list(p).index(marks[-1]) + 1 if marks else len(p)
        p.insert(at, run(new))

    # paragraphs

    def add_after(self, p: Any, words: str, like: Any = None) -> Any:
        """Press Enter at the end of a paragraph and type."""
        made = etree.Element(w("p"))
        properties = (p if like is None else like).find(w("pPr"))
        if properties is not None:
            made.append(copy.deepcopy(properties))
        made.append(run(words))
        p.addnext(made)
        return made

    def delete(self, p: Any) -> None:
        p.getparent().remove(p)

    def move(self, p: Any, after: Any) -> None:
        p.getparent().remove(p)
        after.addnext(p)

    def split(self, p: Any, at: str) -> Any:
        """Press Enter before some words."""
        second = copy.deepcopy(p)
        for child in list(second):
            if child.tag in (w("bookmarkStart"), w("bookmarkEnd")):
                second.remove(child)
        cut(p, at, keep_head=True)
        cut(second, at, keep_head=False)
        p.addnext(second)
        return second

    def merge(self, p: Any) -> None:
        """Delete the end of a paragraph, so that the next one runs on."""
        following = p.getnext()
        p.append(run(" "))
        for child in list(following):
            if child.tag != w("pPr"):
                p.append(child)
        following.getparent().remove(following)

    # tracked

    def _change(self, name: str) -> Any:
        self._next += 1
        return etree.Element(w(name), {w("id"): str(self._next), w("author"): WHO, w("date"): WHEN})

    def track_insert(self, p: Any, after: str, words: str) -> None:
        """Insert words behind some others, with tracking on."""
        r, _ = self._parted(p, after, keep=True)
        change = self._change("ins")
        change.append(run(words))
        r.addnext(change)

    def track_delete(self, p: Any, words: str) -> None:
        """Delete words of one run, with tracking on."""
        r, gone = self._parted(p, words, keep=False)
        kept = gone.find(w("t"))
        kept.tag = w("delText")
        change = self._change("del")
        change.append(gone)
        r.addnext(change)

    def _parted(self, p: Any, words: str, *, keep: bool) -> tuple[Any, Any]:
        """The run that ends with some words or right before them, and a run of these words; the rest is a run of its own."""
        for r in p.iter(w("r")):
            t = r.find(w("t"))
            if t is None or words not in (t.text or ""):
                continue
            head, tail = (t.text or "").split(words, 1)
            alone, rest = copy.deepcopy(r), copy.deepcopy(r)
            for one, said in ((r, head + words if keep else head), (alone, words), (rest, tail)):
                one.find(w("t")).text = said
                one.find(w("t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            if tail:
                r.addnext(rest)
            return r, alone
        raise AssertionError(words)

    def track_delete_paragraph(self, p: Any) -> None:
        """Delete a whole paragraph with tracking on, its end too."""
        for r in list(p.iter(w("r"))):
            for t in r.findall(w("t")):
                t.tag = w("delText")
            for code in r.findall(w("instrText")):
                code.tag = w("delInstrText")
            change = self._change("del")
            r.addprevious(change)
            change.append(r)
        self._mark(p, "del")

    def track_new_paragraph(self, p: Any, words: str) -> Any:
        made = self.add_after(p, "")
        for r in made.findall(w("r")):
            made.remove(r)
        change = self._change("ins")
        change.append(run(words))
        made.append(change)
        self._mark(made, "ins")
        return made

    def _mark(self, p: Any, name: str) -> None:
        properties = p.find(w("pPr"))
        inner = properties.find(w("rPr"))
        if inner is None:
            inner = etree.SubElement(properties, w("rPr"))
        inner.insert(0, self._change(name))

    # parts beside the text

    def part(self, name: str, change: Callable[[str], str]) -> None:
        self.parts[name] = change(self.parts[name].decode()).encode()

    def add_part(self, name: str, xml: str, kind: str, content: str) -> None:
        """A new part beside the body, with its relation and content type."""
        self.parts[f"word/{name}"] = xml.encode()
        relation = f'<Relationship Id="rIdNew{name[:4]}" Type="{RELATIONS}/{kind}" Target="{name}"/>'
        self.part("word/_rels/document.xml.rels", lambda text: text.replace("</Relationships>", f"{relation}</Relationships>"))
        override = f'<Override PartName="/word/{name}" ContentType="{CONTENTS}.{content}+xml"/>'
        self.part("[Content_Types].xml", lambda text: text.replace("</Types>", f"{override}</Types>"))

    def footnote(self, p: Any, words: str) -> None:
        note = (
            f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote></w:footnotes>'
        )
        self.add_part("footnotes.xml", note, "footnotes", "footnotes")
        p.append(etree.fromstring(f'<w:r xmlns:w="{W}"><w:footnoteReference w:id="2"/></w:r>'))

    def comment(self, p: Any, words: str) -> None:
        note = (
            f'<w:comments xmlns:w="{W}"><w:comment w:id="1" w:author="{WHO}" w:date="{WHEN}">'
            f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
            "</w:comment></w:comments>"
        )
        self.add_part("comments.xml", note, "comments", "comments")
        start = etree.fromstring(f'<w:commentRangeStart xmlns:w="{W}" w:id="1"/>')
        p.insert(1, start)
        p.append(etree.fromstring(f'<w:commentRangeEnd xmlns:w="{W}" w:id="1"/>'))
        p.append(etree.fromstring(f'<w:r xmlns:w="{W}"><w:commentReference w:id="1"/></w:r>'))


def run(words: str) -> Any:
    made = etree.Element(w("r"))
    t = etree.SubElement(made, w("t"))
    t.text = words
    t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def text(p: Any) -> str:
    return "".join(t.text or "" for t in p.iter(w("t")))


def style(p: Any) -> str:
    found = p.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if found is None else found.get(w("val"), "")


def cut(p: Any, at: str, *, keep_head: bool) -> None:
    """Keep what stands before some words, or from them on."""
    where = text(p).index(at)
    seen = 0
    for t in list(p.iter(w("t"))):
        here = t.text or ""
        inside = min(max(where - seen, 0), len(here))
        seen += len(here)
        t.text = here[:inside] if keep_head else here[inside:]
        t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for r in list(p.iter(w("r"))):
        if r.find(w("t")) is not None and not (r.find(w("t")).text or ""):
            r.getparent().remove(r)
