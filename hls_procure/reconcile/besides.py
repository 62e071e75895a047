"""What stands beside the text: headers, footers, notes, text boxes, hidden words and comments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from hls_procure.reading.blocks import ReadBlock, ReadFile
from hls_procure.reading.likeness import folded
from hls_procure.reconcile.proposals import Proposal, Who
from hls_procure.reconcile.wording import who_of

_KINDS = ("header", "footer", "footnote", "endnote", "textbox")
_COUNTED = ("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "DATE", "TIME", "FILENAME", "SAVEDATE", "PRINTDATE")
_HOLDS = {
    "header": "The header of a page is made by the template and the first page. Change the template, or what it shows.",
    "footer": "The footer of a page is made by the template and the first page. Change the template, or what it shows.",
    "footnote": "The project's documents have no footnotes. Say it in the text, or as a note for the reader of the draft.",
    "endnote": "The project's documents have no endnotes. Say it in the text, or as a note for the reader of the draft.",
    "textbox": "The project's documents have no text boxes. Say it in the text.",
    "front": "It stands on the first page, which is made from the project and the document's own file.",
    "hidden": "It is hidden text. Show it and read it before anybody signs.",
}


def besides(file: ReadFile, built: ReadFile, front: Iterable[ReadBlock], known: Iterable[ReadBlock]) -> Iterator[Proposal]:
    """What has no place in the project.

    :param built: the file as it would be built, read in the same way. :param front: what is on the first page of the file and is
        not made from the project; :param known: the same of the built file.
    """
    number = Counter[str]()
    for kind in _KINDS:
        mine = [b for b in file.blocks if b.kind == kind and not b.hidden and steady(b)]
        yours = [b for b in built.blocks if b.kind == kind and not b.hidden and steady(b)]
        was = Counter(steady(b) for b in yours)
        for block in mine:
            if was[steady(block)] == 0 and block.revision != "deleted":
                number[kind] += 1
                said = f" to: {_anchored(file, block)}" if block.anchor else ""
                yield _unplaced(f"{kind}-{number[kind]}", f"{kind}{said}", kind, "", block.text, who_of([block]))
        here = {steady(b) for b in mine if b.revision != "deleted"}
        for text in {steady(b): b.text for b in yours if steady(b) not in here}.values():
            number[kind] += 1
            yield _unplaced(f"{kind}-{number[kind]}", kind, kind, text, "", ())
    lines = Counter(folded(block.text) for block in known)
    for block in front:
        if lines[folded(block.text)] == 0:
            number["front"] += 1
            yield _unplaced(f"front-{number['front']}", "the first page", "front", "", block.text, who_of([block]))
    for block in file.blocks:
        if block.hidden and block.kind in ("para", "heading", "cell") and folded(block.text) and block.revision != "deleted":
            number["hidden"] += 1
            yield _unplaced(f"hidden-{number['hidden']}", block.where, "hidden", "", block.text, who_of([block]))
        elif block.unseen and block.kind in ("para", "heading", "cell"):
            number["hidden"] += 1
            yield _unplaced(f"hidden-{number['hidden']}", block.where, "hidden", "", block.unseen, who_of([block]))


def _unplaced(id: str, where: str, kind: str, was: str, now: str, who: tuple[Who, ...]) -> Proposal:
    return Proposal(f"text:{id}", "unplaceable", where, was, now, who, by_hand=_HOLDS[kind])


def questions(file: ReadFile, places: Mapping[str, str]) -> Iterator[Proposal]:
    """Comments, each a question for a person; those that are resolved are left out.

    :param places: for each paragraph of the file its place in words.
    """
    found: dict[tuple[str, str, str], list[str]] = {}
    for block in file.blocks:
        if block.kind == "comment" and not block.done and block.text.strip():
            found.setdefault((block.anchor, block.author, block.date), []).append(block.text)
    for number, ((anchor, author, date), words) in enumerate(found.items(), 1):
        about = next((b for b in file.blocks if b.id == anchor), None)
        where = places.get(anchor) or (about.where if about else "the whole file")
        yield Proposal(
            f"question:{number}", "question", where, about.text if about else "", "\n".join(words), (Who(author, date),),
            by_hand="A comment is for a person to answer.",
        )  # fmt: skip


def steady(block: ReadBlock) -> str:
    """The words of a line beside the text, without what a page counts by itself."""
    text, end = block.text, len(block.text)
    for one in reversed(block.fields):
        found = list(re.finditer(rf"(?<!\w){re.escape(one.result)}(?!\w)", text[:end])) if one.result else []
        if found:
            end = found[-1].start()
            text = text[:end] + ("#" if one.name in _COUNTED else one.result) + text[found[-1].end() :]
    return folded(text)


def _anchored(file: ReadFile, block: ReadBlock) -> str:
    around = next((b for b in file.blocks if b.id == block.anchor), None)
    return around.where if around else "the text"
