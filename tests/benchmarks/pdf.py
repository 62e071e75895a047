"""An agreement of about 30 pages as a PDF, against typst alone: on the source that we write, and on words written plainly."""

from __future__ import annotations

import os
import pickle
from datetime import date
from pathlib import Path

from hls_procure.assembly.blocks import Document, Form, Heading, Para, Signature, Spans, Table, plain_text
from hls_procure.documents.house import HouseStyle
from hls_procure.documents.typst.fonts import PACKAGES, font_files, repertoires
from hls_procure.documents.typst.pdf import write_pdf
from hls_procure.documents.typst.source import write_source
from hls_procure.work.building import assemble
from hls_procure.work.demo import start_sample
from hls_procure.work.opening import open_project
from tests.benchmarks.documents import without_schedules
from tests.benchmarks.measure import PYTHON, compare, show

DAY = date(2027, 3, 1)
ALONE = (
    "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], font_paths=sys.argv[3:], ignore_system_fonts=True, "
    "pdf_standards=['ua-1'], timestamp=0)"
)
OURS = (
    "import pickle, sys, datetime; from hls_procure.documents.typst.pdf import write_pdf; "
    "from hls_procure.documents.house import HouseStyle; "
    "document = pickle.load(open(sys.argv[1], 'rb')); "
    "open(sys.argv[2], 'wb').write(write_pdf(document, HouseStyle(), day=datetime.date(2027, 3, 1)).data)"
)


def pdf(folder: Path) -> None:
    """From the blocks to the file, and from the project to the file, against typst alone."""
    from pypdf import PdfReader

    os.environ["HLS_PROCURE_CACHE"] = str(folder / "cache")
    place = folder / "pdf"
    start_sample(place, "tamarside").folder.close()
    without_schedules(place)
    opened = open_project(place)
    document = assemble(opened, only=["D12"]).documents["D12"]
    opened.folder.close()
    kept, plain, ours = folder / "document.pickle", folder / "plain.typ", folder / "ours.typ"
    kept.write_bytes(pickle.dumps(document))
    plain.write_text(plainly(document), "utf-8")
    fonts = dict(zip(PACKAGES.values(), repertoires(), strict=True))
    ours.write_text(write_source(document, HouseStyle(), day=DAY, fonts=fonts).text, "utf-8")
    made = folder / "made.pdf"
    made.write_bytes(write_pdf(document, HouseStyle(), day=DAY).data)
    folders = sorted({str(path.parent) for path in font_files()})
    alone = [PYTHON, "-c", ALONE]
    commands = {
        "typst alone, plainly": [*alone, str(plain), str(folder / "plain.pdf"), *folders],
        "typst alone, same source": [*alone, str(ours), str(folder / "ours.pdf"), *folders],
        "blocks to PDF": [PYTHON, "-c", OURS, str(kept), str(folder / "blocks.pdf")],
        "hls-procure build --only D12 --to pdf": [
            PYTHON,
            "-m",
            "hls_procure",
            "build",
            str(place),
            "--only",
            "D12",
            "--to",
            "pdf",
        ],
    }
    compare(commands, runs=1)
    medians = compare(commands)
    pages = len(PdfReader(made).pages), len(PdfReader(folder / "plain.pdf").pages)
    plainly_written = medians.pop("typst alone, plainly")
    same = "typst alone, same source"
    show(f"Agreement as a PDF, {pages[0]} pages, CPU time of whole processes", medians, same)
    print(f"  the same words written plainly ({pages[1]} pages, heads of next pages whole): {plainly_written:.3f} s")


def plainly(document: Document) -> str:
    """The words of a document as somebody would write them for typst: headings, paragraphs, links, tables."""
    made = [
        f'#set document(title: "{document.front.title}")\n'
        '#set text(font: ("Arimo", "Noto Sans Arabic"), size: 12pt, lang: "en")\n'
        '#set page(paper: "a4", margin: 2.5cm, footer: context [Page #counter(page).display("1 of 1", both: true)])\n'
        "#title()\n#outline(depth: 2)\n#pagebreak()\n"
    ]
    ids = {b.id: f"k{n}" for n, b in enumerate(document.blocks) if isinstance(b, (Heading, Para)) and b.number}
    marked: set[str] = set()

    def words(spans: Spans) -> str:
        return "".join(
            f"#link(<{ids[span.path]}>)[{_escaped(span.text)}]"
            if span.kind == "ref" and span.path in ids
            else _escaped(span.text)
            for span in spans
        )

    def label(id: str) -> str:
        if id not in ids or id in marked:
            return ""
        marked.add(id)
        return f" <{ids[id]}>"

    for block in document.blocks:
        if isinstance(block, Heading):
            made.append(f"{'=' * block.level} {block.number} {words(block.spans)}{label(block.id)}\n\n")
        elif isinstance(block, Para):
            made.append(f"#block[{block.number} {words(block.spans)}]{label(block.id)}\n\n")
        elif isinstance(block, Table):
            heads = ", ".join(f"[{_escaped(head)}]" for head in block.heads)
            cells = ", ".join(
                f"table.cell(colspan: {len(block.heads)})[{words(row.cells[0])}]"
                if row.id == block.id
                else ", ".join(f"[{words(cell)}]" for cell in row.cells)
                for row in block.rows
            )
            columns = ", ".join(f"{width}fr" for width in block.widths)
            made.append(
                f"#figure(caption: [{words(block.caption)}], table(columns: ({columns}), table.header({heads}), {cells}))\n\n"
            )
        elif isinstance(block, (Form, Signature)):
            lines = block.lines if isinstance(block, Signature) else tuple((line, ()) for line in block.lines)
            head = f"*{_escaped(plain_text(block.party))}*\n\n" if isinstance(block, Signature) else ""
            cells = ", ".join(f"[{_escaped(name)}], [{words(spans)}]" for name, spans in lines)
            made.append(f"{head}#grid(columns: 2, {cells})\n\n")
    return "".join(made)


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\#$*_`<>@[]~=-+/'\"" else sign for sign in text)
