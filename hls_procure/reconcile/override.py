"""The project's own text of a clause: a whole file, as the one it stands in for, with the new words in their places.

What was not touched is copied as it stands, sign for sign; what was is written anew in the same manner.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hls_procure.library.yamlfile import Map, Place, Seq, parse
from hls_procure.project.emit import document, entry, inline
from hls_procure.project.layout import Layout
from hls_procure.reconcile.proposals import Edit, InDocument, KeepHere, NewClause, SetText
from hls_procure.reconcile.tree import ClauseTree, Unsound, written_out

WIDTH = 158


def clause_file(text: str, name: str, edits: Sequence[Edit], variant: str, source: str) -> str:
    """The file of a clause with some edits made.

    :param text: the file that counts now. :param variant: the wording that applies. :param source: where the words come from,
        kept among the clause's sources.
    :raises Unsound: an edit has no place in it, or the file would not read back as meant.
    """
    data = parse(text, name)
    tree = ClauseTree(data, variant)
    writer = _Writer(text, data)
    for edit in edits:
        tree.apply(edit)
    if source and source not in (data.get("sources") or ()):
        data["sources"] = [*(data.get("sources") or ()), source]
    made = writer.write(tree)
    if _plain(parse(made, name)) != _plain(data):
        made = document(_plain(data))
        if _plain(parse(made, name)) != _plain(data):
            raise Unsound(f"{name} could not be written so that it reads back as meant")
    return made


def terms_file(text: str, name: str, edits: Sequence[SetText | KeepHere], source: str) -> str:
    """The file of defined terms with some meanings changed. :raises Unsound: there is no such term."""
    data = parse(text, name)
    spots: dict[str, tuple[int, int, str]] = {}
    for edit in edits:
        term = data.get(edit.id.removeprefix("term."))
        if not isinstance(term, Map) or "means" not in term:
            raise Unsound(f"{name} has no term {edit.id.removeprefix('term.')}")
        place = term.places["means"]
        end = spots[edit.id][1] if edit.id in spots else Layout(text).end(term["means"], place)
        term["means"] = edit.text if isinstance(edit, SetText) else written_out(term["means"], edit)
        spots[edit.id] = (place.start, end, inline_quoted(term["means"]))
    made = _spliced(text, list(spots.values()))
    if source:
        made = f"# {source}\n{made}" if f"# {source}\n" not in made else made
    if _plain(parse(made, name)) != _plain(data):
        raise Unsound(f"{name} could not be written so that it reads back as meant")
    return made


def document_file(text: str, name: str, edits: Sequence[InDocument], source: str) -> str:
    """The file of a document with some clauses in other places. :raises Unsound: there is no such place."""
    data = parse(text, name)
    before = [list(part["contains"]) for part in data["parts"]]
    for edit in edits:
        for part in data["parts"]:
            if edit.id in part["contains"]:
                at = part["contains"].index(edit.id)
                part["contains"].pop(at)
        if edit.drop:
            continue
        home = next((p for p in data["parts"] if edit.after in p["contains"]), None) if edit.after else None
        home = home or next((p for p in data["parts"] if not edit.after and (p.get("heading") or "") == edit.part), None)
        if home is None:
            raise Unsound(f"{name} has no place after {edit.after or edit.part}")
        home["contains"].insert(home["contains"].index(edit.after) + 1 if edit.after else 0, edit.id)
    if any(not part["contains"] for part in data["parts"]):
        raise Unsound(f"{name} would have a heading with no clause below it")
    layout = Layout(text)
    spots = []
    for part, was in zip(data["parts"], before, strict=True):
        place = part.places["contains"]
        if list(part["contains"]) != was:
            end = place.end if text[place.start] == "[" else layout.end(part["contains"], place)
            spots.append((place.start, end, "[" + ", ".join(part["contains"]) + "]"))
    made = _spliced(text, spots)
    made = f"# {source}\n{made}" if source and f"# {source}\n" not in made else made
    if _plain(parse(made, name)) != _plain(data):
        raise Unsound(f"{name} could not be written so that it reads back as meant")
    return made


def new_clause_file(edit: NewClause, source: str) -> str:
    """The file of a clause of the project's own."""
    roots: list[dict[str, Any]] = []
    above: list[tuple[int, list[dict[str, Any]]]] = [(1, roots)]
    for depth, id, words, numbered in edit.nodes:
        node: dict[str, Any] = {"id": id, "text": words, **({} if numbered else {"number": "no"})}
        while above[-1][0] >= depth:
            above.pop()
        above[-1][1].append(node)
        above.append((depth, node.setdefault("children", [])))
    _without_empty(roots)
    tree = {
        "id": edit.id,
        "title": edit.title,
        "version": "1",
        "purpose": "A clause of this project's own, which came in with an edited file. Say here why it is there.",
        "plain": "Say here what it says, as you would tell a neighbour.",
        "drafting_note": "Say here what turns on it, and which legal facts its words rest on.",
        "text": roots,
        "sources": [source],
    }
    return document(tree)


def _without_empty(nodes: list[dict[str, Any]]) -> None:
    for node in nodes:
        _without_empty(node["children"])
        if not node["children"]:
            del node["children"]


def inline_quoted(text: str) -> str:
    """Prose on one line, always in quotes."""
    made = inline(text)
    return made if made.startswith('"') else f'"{made}"'


def _spliced(text: str, spots: list[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(spots, reverse=True):
        text = text[:start] + new + text[end:]
    return text


class _Writer:
    """Knows where everything stood before anything was changed."""

    def __init__(self, text: str, data: Map) -> None:
        self.text, self.data = text, data
        self.layout = Layout(text)
        self.places: dict[int, Place] = {}
        self.ends: dict[int, int] = {}
        self.keys: dict[int, dict[str, tuple[int, int]]] = {}
        self.lists: dict[int, tuple[int, int, int]] = {}
        self.title = (data.places["title"].start, self.layout.end(data["title"], data.places["title"]), str(data["title"]))
        self.titles = {
            f"{data['id']}.{s['id']}": (s.places["title"].start, self.layout.end(s["title"], s.places["title"]))
            for s in data.get("schedules") or ()
        }
        self.top = {key: (data.starts[key], self.layout.end(value, data.places[key])) for key, value in data.items()}
        self._learn(data.get("text"))
        for key, value in (data.get("variants") or {}).items():
            if isinstance(value, Map) and key not in ("on", "choice"):
                self._learn(value.get("text"))
        for schedule in data.get("schedules") or ():
            self._learn(schedule["text"])

    def _learn(self, nodes: Any) -> None:
        if not isinstance(nodes, Seq) or not nodes:
            return
        first = self.layout.line(nodes.places[0].start)
        end = self.layout.end(nodes[-1], nodes.places[-1])
        dash = self.text[first : nodes.places[0].start]
        if dash.strip() == "-":
            self.lists[id(nodes)] = (first, end, dash.index("-"))
        for node, place in zip(nodes, nodes.places, strict=True):
            self.places[id(node)], self.ends[id(node)] = place, self.layout.end(node, place)
            self.keys[id(node)] = {
                key: (node.starts[key], self.layout.end(value, node.places[key]))
                for key, value in node.items()
                if value is not None and key in node.starts
            }
            self._learn(node.get("children"))

    def write(self, tree: ClauseTree) -> str:
        """The text of the file as the tree has it now."""
        spots: list[tuple[int, int, str]] = []
        for _, nodes in tree.lists():
            spot = self.lists.get(id(nodes))
            if spot is None:
                return document(_plain(tree.data))
            if nodes:
                first, end, column = spot
                spots.append((first, end, "\n".join(self._node(node, column, tree) for node in nodes)))
        for id_, words in tree.titles.items():
            start, end = self.title[:2] if id_ == tree.id else self.titles[id_]
            spots.append((start, end, inline(words)))
        made = self._sources(spots)
        return _spliced(made, spots)

    def _sources(self, spots: list[tuple[int, int, str]]) -> str:
        new = self.data.get("sources")
        if not new:
            return self.text
        flow = "sources: [" + ", ".join(inline(str(one)) for one in new) + "]"
        if "sources" in self.top:
            spots.append((*self.top["sources"], flow))
            return self.text
        return self.text.rstrip("\n") + f"\n{flow}\n"

    def _node(self, node: Map, column: int, tree: ClauseTree) -> str:
        """A sub-clause as lines, its dash at a column."""
        place = self.places.get(id(node))
        if place is not None and id(node) not in tree.touched and not self._touched_below(node, tree):
            first = self.layout.line(place.start)
            if self.text[first : place.start].strip() == "-":
                return self._moved(self.text[first : self.ends[id(node)]], place.start - first - 2, column)
        lines = [self._key(node, key, value, column + 2, tree) for key, value in node.items() if value is not None]
        return f"{' ' * column}- " + f"\n{' ' * (column + 2)}".join(lines)

    def _touched_below(self, node: Map, tree: ClauseTree) -> bool:
        return any(id(child) in tree.touched or self._touched_below(child, tree) for child in node.get("children") or ())

    def _key(self, node: Map, key: str, value: Any, column: int, tree: ClauseTree) -> str:
        if key == "children":
            inner = "\n".join(self._node(child, column + 2, tree) for child in value)
            return f"children:\n{inner}"
        if key == "text":
            return f"text: >-\n{_folded(value, column + 2)}" if value == " ".join(value.split()) else entry(key, value, column)
        spot = None if id(value) in tree.anew else self.keys.get(id(node), {}).get(key)
        if spot is None or "\n" not in self.text[spot[0] : spot[1]]:
            return self.text[spot[0] : spot[1]] if spot and self._alone(spot[0]) else entry(key, _plain(value), column)
        if not self._alone(spot[0]):
            return entry(key, _plain(value), column)
        return self._moved(self.text[spot[0] : spot[1]], self.layout.column(spot[0]), column).lstrip(" ")

    def _alone(self, start: int) -> bool:
        """Whether a name starts its line, or follows a dash."""
        return self.text[self.layout.line(start) : start].strip() in ("", "-")

    def _moved(self, text: str, before: int, column: int) -> str:
        """Some lines moved from one column to another."""
        by = column - before
        lines = text.split("\n")
        head = " " * column + lines[0].lstrip(" ")
        rest = [(" " * by + line if by > 0 else line[-by:]) if line.strip() else line for line in lines[1:]]
        return "\n".join([head, *rest])


def _folded(text: str, column: int) -> str:
    """Prose in lines, below ``>-``."""
    lines: list[str] = []
    current = ""
    for word in text.split(" "):
        if current and len(current) + 1 + len(word) > WIDTH - column:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    lines.append(current)
    pad = " " * column
    return "\n".join(f"{pad}{line}" for line in lines)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value
