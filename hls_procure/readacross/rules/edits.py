"""Files that somebody has edited since they were built: facts that say otherwise than the project, and changed words."""

from __future__ import annotations

from collections.abc import Iterator

from hls_procure.findings import Finding, Side
from hls_procure.model.values import say_date
from hls_procure.readacross.edits import FACTS, Edit
from hls_procure.readacross.lines import Doc
from hls_procure.readacross.pack import Pack, at, cut, large
from hls_procure.readacross.rule import rule

_SAID = {
    "words": "{short} has other words than the project would print: {where}.",
    "new": "{short} has words that the project would not print: {where}.",
    "gone": "{short} no longer has words that the project would print: {where}.",
    "moved": "{short} has words in another place than the project would print them: {where}.",
}


@rule("RA920")
def facts(pack: Pack) -> Iterator[Finding]:
    """Each fact that a file prints is that of the project."""
    for doc in pack.documents.values():
        for edit in doc.edits:
            if edit.kind in FACTS:
                yield _fact(pack, doc, edit)


def _fact(pack: Pack, doc: Doc, edit: Edit) -> Finding:
    short = large(doc.short)
    now, was = (cut(" ".join(words.split()), most=90) for words in (edit.said, edit.was))
    message = f"{short} says '{now}' where the project says '{was}'."
    if edit.kind == "row new":
        message = f"{short} has '{now}', which the project does not have."
    elif edit.kind == "row gone" or not now:
        message = f"{short} leaves out '{was}', which the project has."
    left = Side(doc.id, edit.where, cut(edit.inside or edit.said, edit.said), edit.said or None, edit.spot)
    return pack.finding("RA920", message, left, at(edit.path, edit.was, edit.was or None))


@rule("RA923")
def prose(pack: Pack) -> Iterator[Finding]:
    """Each change of prose has been accepted by somebody, and still is what that person read."""
    settled = {one.id: one for one in pack.project.review.settled}
    for doc in pack.documents.values():
        for edit in doc.edits:
            judged = settled.get(edit.id)
            if edit.kind in FACTS or (judged is not None and edit.mark in (judged.text or "").split(", ")):
                continue
            message = _SAID[edit.kind].format(short=large(doc.short), where=edit.where)
            if judged is not None:
                message += f" The {judged.by} accepted an edit here on {say_date(judged.on)}, and the words have changed since."
            start = _differs(edit.was, edit.said)
            left = Side(doc.id, edit.where, cut(edit.said, edit.said[start : start + 25]), edit.said or None, edit.spot)
            printed = f"{edit.where}, as the project would print it"
            right = at(printed, cut(edit.was, edit.was[start : start + 25]), edit.was) if edit.was else None
            hint = (
                "Take it into the project: hls-procure reconcile DIR FILE.docx. Or, if it is to stand in this file only, let the "
                f"person who decides accept it: hls-procure settle DIR {edit.id} --by ROLE --on DATE --why TEXT"
            )
            yield pack.finding("RA923", message, left, right, hint)


def _differs(one: str, other: str) -> int:
    """Where two texts begin to differ, at the beginning of that word."""
    count = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one.rfind(" ", 0, count) + 1


RULES = (facts, prose)
