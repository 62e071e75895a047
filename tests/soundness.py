"""What must hold of any assembled document, whatever the answers: numbers, references, terms, and the printed words.

It reads the blocks and judges them with rules of its own; nothing here asks the assembler how it worked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hls_procure.assembly.blocks import Block, Document, Form, Heading, Para, Signature, Span, Spans, Table, plain_text

_MARK = re.compile(r"<(fact|ref|term|n):")
_SMALL_START = re.compile(r"[.?!][”\"')\]]*\s+([a-z]\S*)")
_SHORT_FORMS = re.compile(r"\b(?:e\.g|i\.e|a\.m|p\.m|No|vs|etc|St|reg|regs|s|ss|para|art|Sch)\.\Z")
_ENDS = (".", "?", "!", ":", ";", ".”", "?”", "!”", ")", "]", '."', "…", ",")
_JOINS = ("; and", "; or", ";")
_TELLS = {
    "None": re.compile(r"\bNone\b(?! of\b| yet\b| is\b| are\b| has\b| have\b|\.|:|,)"),
    "an empty list": re.compile(r"\[\]|\(\)"),
    "two spaces": re.compile(r"  "),
    "a space before a stop": re.compile(r" [.,;:?!](?!\d)"),
    "two stops": re.compile(r"(?<!\.)\.\.(?!\.)|\.;|;\.|,\.|\.,|:\.|\.:|;;|,,|\?\.|!\.|;,|,;|: ?:"),
    "two words run together": re.compile(r"[a-z)\]”][:;,?!][A-Za-z\[]|[a-z)\]]\.[A-Z\[]|[a-z\])]\["),
    "a template brace": re.compile(r"\{\{|\}\}|\{%|%\}"),
    "a place of the template": re.compile("[\ue000-\uf8ff]|HLS:"),
    "a Python value": re.compile(r"\b(?:Missing|Money|Percent|Decimal|datetime|Span|Row)\("),
    "a path": re.compile(
        r"(?<!-)\b(?:alliance|tender|evaluation|learning|award|authority|spec|purpose)\.[a-z_]+\.?[a-z_]*\b(?!\.example)"
    ),
}


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Every printed text with its place: first page, headings, paragraphs, captions, heads, cells, forms, signatures."""
    front = document.front
    yield "front.title", front.title
    yield "front.subtitle", front.subtitle
    for paragraph in front.face:
        yield paragraph.id, plain_text(paragraph.spans)
    for place, spans in span_groups(document.blocks):
        yield place, plain_text(spans)


def span_groups(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Spans]]:
    """Every group of spans that is printed as one text, with its place."""
    for block in blocks:
        if isinstance(block, (Heading, Para)):
            yield block.id, block.spans
        elif isinstance(block, Table):
            yield f"{block.id} (caption)", block.caption
            for head in block.heads:
                yield f"{block.id} (head)", (Span("text", head),)
            for row in block.rows:
                for cell in row.cells:
                    yield row.id, cell
        elif isinstance(block, Form):
            for line in block.lines:
                yield block.id, (Span("text", line),)
        elif isinstance(block, Signature):
            yield block.id, block.party
            for label, spans in block.lines:
                yield block.id, (Span("text", label),)
                yield block.id, spans


def faults(document: Document) -> list[str]:
    """Everything that is wrong with a document, each with its place; empty where it is sound."""
    found = [*_numbers(document), *_references(document), *_terms(document), *_words(document), *_lists(document)]
    return [f"{document.id} {fault}" for fault in found]


# numbers


def _letters(count: int) -> str:
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    return alphabet[(count - 1) % 26] * ((count - 1) // 26 + 1)


def _romans(count: int) -> str:
    shown = ""
    for value, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        shown += sign * (count // value)
        count %= value
    return shown


def _numbers(document: Document) -> Iterator[str]:
    """Walks the printed numbers with a counter of its own: none missing, none twice, restart in each schedule."""
    clause = [0, 0, 0, 0]
    sched = [0, 0, 0, 0]
    schedule = table = 0
    for block in document.blocks:
        if isinstance(block, Table):
            table += 1
            if block.number != table:
                yield f"{block.id}: is Table {block.number}, and Table {table} comes next"
            continue
        if not isinstance(block, (Heading, Para)) or not block.number:
            continue
        if block.series == "schedule":
            schedule += 1
            sched = [0, 0, 0, 0]
            expected = f"Schedule {schedule}"
        else:
            counter = clause if block.series == "clause" else sched
            depth = 1 if isinstance(block, Heading) else block.depth
            if depth > 1 and counter[depth - 2] == 0:
                yield f"{block.id}: {block.number} has nothing above it"
            counter[depth - 1] += 1
            counter[depth:] = [0] * (4 - depth)
            expected = {
                1: str(counter[0]),
                2: f"{counter[0]}.{counter[1]}",
                3: f"({_letters(counter[2])})",
                4: f"({_romans(counter[3])})",
            }[depth]
        if block.number != expected:
            yield f"{block.id}: is numbered {block.number}, and {expected} comes next"


# references


def _references(document: Document) -> Iterator[str]:
    printed = {b.id: b.number for b in document.blocks if isinstance(b, (Heading, Para)) and b.number}
    for place, spans in [*((p.id, p.spans) for p in document.front.face), *span_groups(document.blocks)]:
        for span in spans:
            if span.detail == "dangling":
                yield f"{place}: refers to {span.path}, which is not there"
            if span.kind != "ref":
                continue
            if span.path not in printed:
                yield f"{place}: refers to {span.path}, whose number is not printed"
            elif span.path not in document.bookmarks:
                yield f"{place}: refers to {span.path}, which has no bookmark"
            else:
                wanted = document.numbers[span.path] if span.detail == "full" else printed[span.path]
                if span.text != wanted:
                    yield f"{place}: says {span.text} for {span.path}, which is {wanted}"
    names = [name.lower() for name in document.bookmarks.values()]
    if len(names) != len(set(names)):
        yield "bookmarks: two are the same"


# terms


def _terms(document: Document) -> Iterator[str]:
    defined = [b.id.removeprefix("term.") for b in document.blocks if isinstance(b, Para) and b.role == "definition"]
    if len(defined) != len(set(defined)):
        yield f"definitions: one is there twice: {sorted(defined)}"
    heads = [
        b.spans[0].text.lower()
        for b in document.blocks
        if isinstance(b, Para) and b.role == "definition" and b.spans and not b.continues
    ]
    if heads != sorted(heads):
        yield "definitions: they are not in the order of the alphabet"
    used: dict[str, set[str]] = {}
    for place, spans in span_groups(document.blocks):
        for span in spans:
            if span.kind == "term":
                used.setdefault(span.path, set()).add(place)
    for term in sorted(set(used) - set(defined)):
        yield f"{min(used[term])}: uses the term '{term}', which is not defined"
    for term in defined:
        if not used.get(term, set()) - {f"term.{term}"}:
            yield f"definitions: '{term}' is defined and not used"


# words


def _words(document: Document) -> Iterator[str]:
    for place, text in texts(document):
        for what, pattern in _TELLS.items():
            hit = pattern.search(text)
            if hit:
                yield f"{place}: has {what} in …{text[max(0, hit.start() - 40) : hit.end() + 20]}…"
        if _MARK.search(text):
            yield f"{place}: has a mark left in {text[:80]}"
        for hit in _SMALL_START.finditer(text):
            if not _SHORT_FORMS.search(text[: hit.start() + 1]):
                yield f"{place}: a sentence starts with '{hit[1]}' in …{text[max(0, hit.start() - 40) : hit.end() + 20]}…"
        if text != text.strip():
            yield f"{place}: starts or ends with a space: {text[:60]!r}"
    yield from _starts(document)


def _starts(document: Document) -> Iterator[str]:
    """A clause, a sub-clause, a paragraph and a heading start with a capital letter or a figure; items of a list need not."""
    for block in document.blocks:
        if isinstance(block, Heading) or (isinstance(block, Para) and not _item(block) and not block.continues):
            text = plain_text(block.spans)
            if not text:
                yield f"{block.id}: has no words"
            elif text[0].isalpha() and text[0].islower():
                yield f"{block.id}: starts with a small letter: {text[:60]}"


def _item(block: Para) -> bool:
    """Whether a paragraph is an item of a list, which goes on with the sentence above it."""
    return bool(block.number) and block.number.startswith("(")


# lists of items: (a) … ; (b) … ; and (c) … .


def _lists(document: Document) -> Iterator[str]:
    blocks = document.blocks
    for number, block in enumerate(blocks):
        if not isinstance(block, Para) or block.role == "face":
            continue
        text = plain_text(block.spans).rstrip()
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        deeper = isinstance(after, Para) and after.depth > block.depth
        if text and not text.endswith(_ENDS) and not text.endswith(_JOINS) and not text.endswith((" and", " or")):
            yield f"{block.id}: has no stop at its end: …{text[-50:]}"
        follows = deeper or isinstance(after, (Table, Form, Signature)) or (isinstance(after, Para) and not after.number)
        if text.endswith(":") and not follows:
            yield f"{block.id}: announces something that is not there: …{text[-50:]}"
        if not _item(block):
            if text.endswith((";", "; and", "; or")):
                yield f"{block.id}: is no item and ends like one: …{text[-50:]}"
            continue
        next_item = _next_sibling(blocks, number, block)
        goes_on = text.endswith((";", "; and", "; or"))
        if next_item is None and goes_on:
            yield f"{block.id}: is the last item and ends like one in the middle: …{text[-40:]}"
        if next_item is not None and _next_sibling(blocks, next_item, block) is None and text.endswith(";") and not deeper:
            yield f"{block.id}: is the last but one and has no 'and' or 'or': …{text[-40:]}"


def _next_sibling(blocks: tuple[Block, ...], number: int, block: Para) -> int | None:
    for place in range(number + 1, len(blocks)):
        other = blocks[place]
        if isinstance(other, Heading):
            return None
        if not isinstance(other, Para) or not other.number:
            continue
        if other.depth == block.depth and other.series == block.series:
            return place
        if other.depth < block.depth:
            return None
    return None
