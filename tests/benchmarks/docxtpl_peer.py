"""What docxtpl alone needs for the same text and rows: makes a template and its values from an assembled document.

Run as a program it is the peer itself: ``python docxtpl_peer.py TEMPLATE VALUES OUT``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def make_template(document: Any, template: Path, values: Path) -> None:
    """A Word template with a variable for each fact and a loop for each table, and the values as JSON."""
    import docx

    from hls_procure.assembly.blocks import Heading, Para, Table, plain_text

    made = docx.Document()
    context: dict[str, Any] = {}

    def words(spans: Any) -> str:
        text = ""
        for span in spans:
            if span.kind == "fact":
                name = f"f{len(context)}"
                context[name] = span.text
                text += "{{ " + name + " }}"
            else:
                text += span.text.replace("{", "(")
        return text

    for block in document.blocks:
        if isinstance(block, Heading):
            made.add_heading(f"{block.number} {words(block.spans)}", level=min(block.level, 3))
        elif isinstance(block, Para):
            made.add_paragraph(f"{block.number} {words(block.spans)}")
        elif isinstance(block, Table):
            name = f"t{len(context)}"
            context[name] = [[plain_text(cell) for cell in row.cells] for row in block.rows]
            table = made.add_table(rows=4, cols=len(block.heads))
            for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
                cell.text = head
            table.rows[1].cells[0].text = "{%tr for r in " + name + " %}"
            for number, cell in enumerate(table.rows[2].cells):
                cell.text = "{{ r[" + str(number) + "] }}"
            table.rows[3].cells[0].text = "{%tr endfor %}"
    made.save(str(template))
    values.write_text(json.dumps(context), "utf-8")


def fill(template: str, values: str, out: str) -> None:
    """Fill the template as docxtpl alone does, with its text escaped."""
    from docxtpl import DocxTemplate

    peer = DocxTemplate(template)
    peer.render(json.loads(Path(values).read_text("utf-8")), autoescape=True)
    peer.save(out)


if __name__ == "__main__":
    fill(*sys.argv[1:4])
