"""Every text of a project and of its journal with its path, so that a person's words can be found and taken out."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias

from hls_procure.model.fields import FieldSchema
from hls_procure.project.changes import REGISTERS, register_key, steps, touches
from hls_procure.project.entry import Entry
from hls_procure.project.replay import BY_HAND, CHANGES

_TEXTS_OF_REGISTERS = frozenset({"why", "owner", "by"})
ChangeText: TypeAlias = Callable[[str, str], str]


def mapped(path: str, value: Any, change: ChangeText) -> Any:
    """A plain value with every text in it changed, each text with its path; ids are texts, too."""
    if isinstance(value, str):
        return change(path, value)
    if isinstance(value, Mapping):
        return {name: mapped(f"{path}.{name}" if path else name, inner, change) for name, inner in value.items()}
    if isinstance(value, list):
        return [mapped(_item_path(path, item), item, change) for item in value]
    return value


def _item_path(path: str, item: Any) -> str:
    if isinstance(item, Mapping):
        return f"{path}[{register_key(path, item) if path in REGISTERS else item.get('id')}]"
    return path


def mapped_words(entry: Entry, change: ChangeText) -> dict[str, Any]:
    """The words of an entry with every text of the project in them changed; ``why`` stays."""
    words = dict(entry.words)
    if entry.kind == "created":
        words["value"] = mapped("", words.get("value"), change)
    elif entry.kind == BY_HAND:
        for side in ("value", "was"):
            words[side] = {path: mapped(path, value, change) for path, value in (words.get(side) or {}).items()}
    elif entry.kind in CHANGES and entry.kind != "redacted":
        for side in {"value", "was"} & set(words):
            words[side] = mapped(entry.path, words[side], change)
    return words


class Record:
    """Tells which texts belong to one record.

    :param path: the record, as ``list[id]``. :param tombstones: texts that stand where words were taken out before.
    """

    def __init__(self, schema: FieldSchema, path: str, tombstones: Collection[str]) -> None:
        self.schema = schema
        self.path = path
        self.tombstones = tombstones
        self._steps = steps(path)

    def is_text(self, path: str) -> bool:
        """Whether a person's words stand at a path."""
        if path.partition("[")[0] in REGISTERS:
            return path.rpartition(".")[2] in _TEXTS_OF_REGISTERS
        field = self.schema.get(path)
        return field is not None and field.is_text

    def owns(self, path: str, text: str) -> bool:
        """Whether a text is the record's own words."""
        mine = steps(path)[: len(self._steps)] == self._steps and self.is_text(path)
        return mine and bool(text.strip()) and text not in self.tombstones

    def collect(self, heard: set[str]) -> ChangeText:
        """Gathers the record's own words and changes nothing."""

        def change(path: str, text: str) -> str:
            if self.owns(path, text):
                heard.add(text)
            return text

        return change

    def take(self, tombstone: str, pattern: re.Pattern[str] | None, places: tuple[str, ...]) -> ChangeText:
        """Puts a tombstone in the place of the words, also where other texts hold them, but for some places."""

        def change(path: str, text: str) -> str:
            if self.owns(path, text):
                return tombstone
            if pattern is None or not pattern.search(text) or not self.is_text(path):
                return text
            return text if any(touches(path, place) for place in places) else pattern.sub(lambda found: tombstone, text)

        return change

    def elsewhere(self, tree: Mapping[str, Any], pattern: re.Pattern[str] | None) -> tuple[str, ...]:
        """The other fields of a project in which the same words stand."""
        found: dict[str, None] = {}

        def change(path: str, text: str) -> str:
            if pattern is not None and pattern.search(text) and self.is_text(path) and not self.owns(path, text):
                found[path] = None
            return text

        mapped("", tree, change)
        return tuple(found)

    def leaves(self, tree: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """The leaves of the record as it stands, each with its path; none where it is not there."""
        found: Any = tree
        for step in self._steps:
            if step.startswith("["):
                found = next((row for row in found or () if row["id"] == step[1:-1]), {})
            else:
                found = found.get(step, {})
        return [(f"{self.path}.{name}", value) for name, value in found.items() if name != "id"]


def words_pattern(heard: Collection[str]) -> re.Pattern[str] | None:
    """Finds some texts inside others: only those that are long enough not to be anybody's words."""
    wanted = {text.strip() for text in heard if len(text) >= 12 or (len(text) >= 6 and " " in text.strip())}
    joined = "|".join(re.escape(text) for text in sorted(wanted, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE) if joined else None
