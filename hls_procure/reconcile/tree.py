"""The sub-clauses of a clause file as they were parsed, changed in place, with a note of what was touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hls_procure.library.yamlfile import Map, Seq
from hls_procure.reconcile.proposals import Delete, Edit, Insert, KeepHere, Move, SetCell, SetText

#: What stands below the words of a sub-clause.
BELOW = ("children", "for_each", "table", "special", "form")


class Unsound(ValueError):
    """An edit that cannot be made in a file, with words for a person."""


def written_out(text: str, edit: KeepHere) -> str:
    """Marked words with one mark written out. :raises Unsound: the mark is not there."""
    pieces = text.split(edit.mark)
    if len(pieces) < edit.nth + 2:
        raise Unsound(f"{edit.id} no longer has the mark {edit.mark}, which was to be written out")
    head, tail = edit.mark.join(pieces[: edit.nth + 1]), edit.mark.join(pieces[edit.nth + 1 :])
    return head + edit.text.replace("<", "\\<") + tail


@dataclass
class ClauseTree:
    """The parsed file of one clause. :param variant: the wording that the edits are for.

    :param touched: the parsed sub-clauses (by identity) whose own words are no longer as they were read; :param anew: tables.
    """

    data: Map
    variant: str
    touched: set[int] = field(default_factory=set)
    titles: dict[str, str] = field(default_factory=dict)
    anew: set[int] = field(default_factory=set)

    @property
    def id(self) -> str:
        """The clause."""
        return str(self.data["id"])

    def lists(self) -> Iterator[tuple[str, Any]]:
        """The lists of sub-clauses that the edits may be in: of the wording, and of each schedule, by the id above them."""
        if "text" in self.data:
            yield self.id, self.data["text"]
        elif self.variant in self.data.get("variants", {}):
            yield self.id, self.data["variants"][self.variant]["text"]
        for schedule in self.data.get("schedules") or ():
            yield f"{self.id}.{schedule['id']}", schedule["text"]

    def apply(self, edit: Edit) -> None:
        """Make one edit. :raises Unsound: there is no place for it."""
        if isinstance(edit, SetText):
            self._set(edit)
        elif isinstance(edit, Insert):
            made = Map()
            made["id"] = edit.id
            made["text"] = edit.text
            if not edit.numbered:
                made["number"] = "no"
            for key, value in edit.keys:
                made[key] = value if isinstance(value, str) else list(value)
            if edit.below_from:
                siblings, at, above = self._find(edit.below_from)
                for key in [key for key in BELOW if key in siblings[at]]:
                    made[key] = siblings[at].pop(key)
                self._touch(siblings[at], *above)
            self._put(edit.parent, made, edit.after)
        elif isinstance(edit, Delete):
            self._take(edit.id)
        elif isinstance(edit, KeepHere):
            siblings, at, above = self._find(edit.id)
            siblings[at]["text"] = written_out(siblings[at].get("text") or "", edit)
            self._touch(siblings[at], *above)
        elif isinstance(edit, SetCell):
            self._cell(edit)
        elif isinstance(edit, Move):
            self._move(edit)

    def _set(self, edit: SetText) -> None:
        if edit.title:
            self.titles[edit.id] = edit.text
            if edit.id == self.id:
                self.data["title"] = edit.text
                return
            for schedule in self.data.get("schedules") or ():
                if f"{self.id}.{schedule['id']}" == edit.id:
                    schedule["title"] = edit.text
                    return
            raise Unsound(f"{edit.id} has no title in its file")
        siblings, at, above = self._find(edit.id)
        node = siblings[at]
        node["text"] = edit.text
        self._law(node, edit.law_from)
        self._touch(node, *above)

    def _law(self, node: Map, other: str) -> None:
        """Let a sub-clause rest on the legal facts of another one too."""
        if not other:
            return
        siblings, at, _ = self._find(other)
        for key in ("law", "mentions"):
            both = [*(node.get(key) or ()), *(siblings[at].get(key) or ())]
            if both:
                node[key] = list(dict.fromkeys(both))

    def _cell(self, edit: SetCell) -> None:
        siblings, at, above = self._find(edit.id)
        table = siblings[at].get("table")
        if not isinstance(table, Map):
            raise Unsound(f"{edit.id} has no table")
        if edit.part == "caption":
            table["caption"] = edit.text
        elif edit.part == "heads":
            table["columns"][edit.column]["head"] = edit.text
        else:
            table[edit.part][edit.row]["cells"][edit.column] = edit.text
        self.anew.add(id(table))
        self._touch(siblings[at], *above)

    def _put(self, parent: str, node: Map, after: tuple[str, ...]) -> None:
        place = self._below(parent)
        names = [one["id"] for one in place]
        if node["id"] in names:
            raise Unsound(f"{parent} has a sub-clause '{node['id']}' already")
        at = next((names.index(name) + 1 for name in after if name in names), 0)
        place.insert(at, node)

    def _take(self, id: str) -> Map:
        siblings, at, above = self._find(id)
        node: Map = siblings.pop(at)
        if above and not above[-1]["children"]:
            del above[-1]["children"]
        self._touch(*above)
        return node

    def _move(self, edit: Move) -> None:
        node = self._take(edit.id)
        name = edit.becomes.rpartition(".")[2]
        if node["id"] != name:
            node["id"] = name
            self._touch(node)
        self._put(edit.parent, node, edit.after)

    def _below(self, parent: str) -> Any:
        """The list of sub-clauses below an id; made where there is none yet."""
        for above, nodes in self.lists():
            if above == parent:
                return nodes
        siblings, at, above_nodes = self._find(parent)
        node = siblings[at]
        self._touch(node, *above_nodes)
        if "children" not in node:
            node["children"] = Seq()
        return node["children"]

    def _find(self, id: str) -> tuple[Any, int, list[Map]]:
        """The list that holds a sub-clause, its place there, and the sub-clauses around it."""
        for above, nodes in sorted(self.lists(), key=lambda pair: -len(pair[0])):
            if not id.startswith(f"{above}."):
                continue
            names = id[len(above) + 1 :].split(".")
            around: list[Map] = []
            place = nodes
            for name in names:
                at = next((n for n, one in enumerate(place or ()) if one["id"] == name), None)
                if at is None:
                    break
                if name is names[-1] and len(around) == len(names) - 1:
                    return place, at, around
                around.append(place[at])
                place = place[at].get("children")
        raise Unsound(f"{id} is not in the file of {self.id}, in the wording that applies")

    def _touch(self, *nodes: Map) -> None:
        self.touched |= {id(node) for node in nodes}
