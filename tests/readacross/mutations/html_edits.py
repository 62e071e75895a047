"""Edits of a page as people make them in an editor: on its text, named in ``html.yaml`` by ``do``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

How = Mapping[str, Any]


def words(page: str, how: How) -> str:
    """Other words behind the first place of some others."""
    start = page.index("<body")
    start = page.index(how["at"], start) if "at" in how else start
    place = page.index(how["find"], start)
    return page[:place] + how["to"] + page[place + len(how["find"]) :]


def insert(page: str, how: How) -> str:
    """A new paragraph behind the one that holds some words."""
    place = page.index("</p>", page.index(how["at"], page.index("<main"))) + len("</p>")
    return page[:place] + f"\n{how.get('open', '<p>')}{how['text']}</p>" + page[place:]


def delete(page: str, how: How) -> str:
    """A paragraph or a row is deleted."""
    at = page.index(how["at"], page.index("<main"))
    tag = how.get("tag", "p")
    start, end = page.rindex(f"<{tag}", 0, at), page.index(f"</{tag}>", at) + len(f"</{tag}>")
    return page[:start] + page[end:]


def swap(page: str, how: How) -> str:
    """Two texts change places."""
    first, second = how["texts"]
    at, other = page.index(first, page.index("<main")), page.index(second, page.index("<main"))
    (at, first), (other, second) = sorted([(at, first), (other, second)])
    return page[:at] + second + page[at + len(first) : other] + first + page[other + len(second) :]


def pattern(page: str, how: How) -> str:
    """The first place that a pattern fits gets other characters."""
    made, count = re.subn(how["find"], how["to"], page, count=1)
    assert count, how["find"]
    return made


EDITS: dict[str, Callable[[str, How], str]] = {one.__name__: one for one in (words, insert, delete, swap, pattern)}


def edited(data: bytes, how: How) -> bytes:
    """A page after an edit."""
    page = data.decode("utf-8")
    made = EDITS[how["do"]](page, how)
    assert made != page
    return made.encode("utf-8")
