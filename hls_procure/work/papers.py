"""Which papers bidders have, issued or ready in out/, and where they say otherwise than the project does now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hls_procure.assembly.blocks import Document
from hls_procure.project.issued import Issue, issued
from hls_procure.readacross.papers import Change, Paper
from hls_procure.work.lines import PARTS
from hls_procure.work.opening import Looked

if TYPE_CHECKING:
    from hls_procure.work.edited import Standing

#: What stands in a document whatever the project says, or is numbered anew when something is put in.
_NOT_SAID = frozenset({"blank", "caution", "ref"})
#: The day of a document and what the law room works out follow no answer of a bidder.
_NOT_ASKED = ("as_of_date", "found.", "clarifications")


def papers_of(opened: Looked, documents: Mapping[str, Document], stands: Standing) -> tuple[Paper, ...]:
    """The papers of a project whose answers to bidders have changed something; none where they have not.

    :param documents: those for tender as they would be built now. :param stands: what lies in out/.
    """
    if not any(row.changed for row in opened.project.clarifications or ()):
        return ()
    newest = {one.document: one for one in issued(opened.folder.path) if one.kind == "issued"}
    made = []
    for id, document in documents.items():
        if id in newest:
            made += _issued(opened, document, newest[id]) if id in PARTS else []
        elif id in PARTS and id in stands.behind:
            made.append(Paper(id, document.short, stands.behind[id], behind=True))
    return tuple(made)


def _issued(opened: Looked, document: Document, one: Issue) -> list[Paper]:
    """The newest issue of a document. One that cannot be read is left to ``recheck``, which names it."""
    with suppress(OSError, ValueError):
        stored = json.loads((opened.folder.path / one.folder / "blocks.json").read_text("utf-8"))
        changes = tuple(changes_of(stored, asdict(document)))
        return [Paper(one.document, document.short, one.folder, one.on, bool(changes), changes)]
    return []


def changes_of(stored: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    """Where two assembled documents differ, as plain data: facts first, then prose. Numbers and references are none."""
    facts_then, facts_now = _facts(stored), _facts(now)
    for path in dict.fromkeys((*facts_then, *facts_now)):
        then, today = facts_then.get(path, ()), facts_now.get(path, ())
        if set(then) != set(today) and not path.startswith(_NOT_ASKED):
            was, is_ = [one for one in then if one not in today], [one for one in today if one not in then]
            yield Change(path, was[0] if was else "", is_[0] if is_ else "")
    prose_then, prose_now = dict(_prose(stored)), dict(_prose(now))
    for id in dict.fromkeys((*prose_then, *prose_now)):
        was_, now_ = prose_then.get(id, ""), prose_now.get(id, "")
        if was_ != now_ and was_.strip("… |") + now_.strip("… |"):
            yield Change("", was_, now_)


def _facts(document: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Each fact that a document prints, in every form in which it does."""
    found: dict[str, tuple[str, ...]] = {}
    for block in document.get("blocks") or ():
        for spans in _spans(block):
            for span in spans:
                if span["kind"] == "fact" and span["path"] and span["text"] not in found.get(span["path"], ()):
                    found[span["path"]] = (*found.get(span["path"], ()), span["text"])
    return found


def _prose(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The words of each paragraph without its facts, by its id."""
    for block in document.get("blocks") or ():
        words = " | ".join("".join(_said(span) for span in spans) for spans in _spans(block) if not block.get("rows"))
        if words:
            yield block["id"], " ".join(words.split())


def _said(span: Mapping[str, str]) -> str:
    return "…" if span["kind"] == "fact" else "" if span["kind"] in _NOT_SAID else span["text"]


def _spans(block: Mapping[str, Any]) -> Iterator[Any]:
    if block.get("spans"):
        yield block["spans"]
    for row in block.get("rows") or ():
        yield from row["cells"]
