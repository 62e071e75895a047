"""Styles: what a paragraph or some words have from their style and the styles that it stands on."""

from __future__ import annotations

import re
from typing import Any

from hls_procure.model.record import record
from hls_procure.reading.docx.names import (
    ILVL,
    NAME,
    NUM_ID,
    NUM_PR,
    OUTLINE,
    PPR,
    RPR,
    TYPE,
    VAL,
    number,
    on,
    w,
)  # fmt: skip

_HEADING = re.compile(r"heading ([1-9])\Z", re.IGNORECASE)
_VANISH, _BOLD, _HIGHLIGHT, _SHADE, _FILL = w("vanish"), w("b"), w("highlight"), w("shd"), w("fill")
_BASED, _STYLE_ID, _STYLE, _DEFAULT = w("basedOn"), w("styleId"), w("style"), w("default")
_RUN_STYLE = w("rStyle")
_SAID = {_VANISH, _BOLD, _HIGHLIGHT, _SHADE, _RUN_STYLE}
_PLAIN_FILLS = {"auto", "ffffff", ""}


@record
class Look:
    """How words look, as far as a reader of the text needs it. None: not said here."""

    hidden: bool | None = None
    strong: bool | None = None
    marked: bool | None = None


NO_LOOK = Look()


@record
class Style:
    """A style with everything that it stands on.

    :param numbered_by: the style of the chain that brings the list, so that the list's level can be found by it.
    :param list_id: the list, 0 where the chain takes the number away, or None.
    """

    name: str = ""
    outline: int | None = None
    list_id: int | None = None
    list_level: int | None = None
    numbered_by: str = ""
    look: Look = NO_LOOK


NO_STYLE = Style()


def look_of(properties: Any) -> Look:
    """The look that some run properties say."""
    return run_look(properties)[0]


def run_look(properties: Any) -> tuple[Look, str]:
    """The look that some run properties say, and the character style that they name."""
    hidden = strong = marked = None
    style = ""
    for child in properties:
        tag = child.tag
        if tag not in _SAID:
            continue
        if tag == _RUN_STYLE:
            style = child.get(VAL, "")
        elif tag == _VANISH:
            hidden = on(child)
        elif tag == _BOLD:
            strong = on(child)
        elif tag == _HIGHLIGHT:
            marked = child.get(VAL) != "none"
        elif tag == _SHADE and not marked:
            marked = child.get(_FILL, "auto").lower() not in _PLAIN_FILLS
    return (NO_LOOK if hidden is None and strong is None and marked is None else Look(hidden, strong, marked)), style


class Styles:
    """The styles of one file. ``root`` may be None: then nothing has a style."""

    def __init__(self, root: Any | None) -> None:
        self._raw: dict[str, Any] = {}
        self._known: dict[str, Style] = {}
        self.default = ""
        self.lists: dict[str, int] = {}
        if root is None:
            return
        for element in root.iter(_STYLE):
            id = element.get(_STYLE_ID, "")
            self._raw.setdefault(id, element)
            if element.get(TYPE) == "paragraph" and element.get(_DEFAULT) in ("1", "true", "on"):
                self.default = id
            if element.get(TYPE) == "numbering":
                list_id = element.find(f"{PPR}/{NUM_PR}/{NUM_ID}")
                if list_id is not None:
                    self.lists[id] = number(list_id.get(VAL)) or 0
        base = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{RPR}")
        self.base = NO_LOOK if base is None else look_of(base)

    base: Look = NO_LOOK

    def get(self, id: str) -> Style:
        """The style of an id, with what it stands on; an empty one where the file has none of that name."""
        found = self._known.get(id)
        if found is None:
            found = self._known[id] = self._resolve(id)
        return found

    def _resolve(self, id: str) -> Style:
        chain: list[str] = []
        at = id
        while at in self._raw and at not in chain and len(chain) < 50:
            chain.append(at)
            based = self._raw[at].find(_BASED)
            at = based.get(VAL, "") if based is not None else ""
        name = outline = list_id = list_level = None
        numbered_by = ""
        hidden = strong = marked = None
        for at in chain:
            element = self._raw[at]
            own = element.find(NAME)
            called = (own.get(VAL) or at) if own is not None else at
            name = name or called
            properties = element.find(PPR)
            if properties is not None:
                level = properties.find(OUTLINE)
                if outline is None and level is not None:
                    outline = number(level.get(VAL))
                numbering = properties.find(NUM_PR)
                if numbering is not None:
                    found, depth = numbering.find(NUM_ID), numbering.find(ILVL)
                    if list_id is None and found is not None:
                        list_id, numbered_by = number(found.get(VAL)), at
                    if list_level is None and depth is not None:
                        list_level = number(depth.get(VAL))
            if outline is None and (heading := _HEADING.match(called)):
                outline = int(heading[1]) - 1
            look = element.find(RPR)
            if look is not None:
                said = look_of(look)
                hidden = said.hidden if hidden is None else hidden
                strong = said.strong if strong is None else strong
                marked = said.marked if marked is None else marked
        return Style(name or id, outline, list_id, list_level, numbered_by, Look(hidden, strong, marked))

    def __len__(self) -> int:
        return len(self._raw)
