"""Builds clauses, sections, terms and documents from checked YAML."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from hls_procure.errors import Problem
from hls_procure.library.yamlfile import Map
from hls_procure.model.clause import (
    Clause,
    ClauseSchedule,
    Column,
    Conflict,
    DocumentSpec,
    DrawingSpec,
    FixedRow,
    ForEach,
    Group,
    LawyerPoint,
    Node,
    SchedulePart,
    TableSpec,
    Term,
    Variant,
)
from hls_procure.model.expressions import Expression, ExpressionProblem, parse_expression
from hls_procure.model.marks import MarkProblem, Part, parse_marks

_WORDS = frozenset(("text", "children", "for_each", "table", "special", "form"))


class Builder:
    """Builds from one file and collects what cannot be read.

    :param name: how the file is called in messages. :param shaped: whether its shape is known to be good.
    """

    def __init__(self, name: str, *, shaped: bool = False) -> None:
        self.name = name
        self.shaped = shaped
        self.problems: list[Problem] = []

    def say(self, data: Map, key: str, what: str, do: str = "") -> None:
        """Collect one problem at a key of a mapping."""
        line = data.places[key].line if key in data.places else data.line
        self.problems.append(Problem(f"{self.name}:{line}", what, do=do))

    def marks(self, data: Map, key: str) -> tuple[Part, ...]:
        """A text with its marks read."""
        text = data.get(key)
        return self.marked(text, data, key) if text else ()

    def marked(self, text: str, data: Map, key: str) -> tuple[Part, ...]:
        """The marks of a text that stands at a key."""
        try:
            return parse_marks(" ".join(text.split()))
        except MarkProblem as error:
            self.say(data, key, str(error))
            return ()

    def condition(self, data: Map, key: str) -> Expression | None:
        """A condition, or None where there is none."""
        text = data.get(key)
        if not text:
            return None
        try:
            return parse_expression(text)
        except ExpressionProblem as error:
            self.say(data, key, f"{key}: {error}")
            return None

    def clause(self, data: Map, layer: str) -> Clause:
        """One clause or section."""
        schedules = tuple(self._schedule(item) for item in data.get("schedules") or ())
        variants = self._variants(data)
        for name in {s.id for s in schedules} & {node.id for variant in variants.values() for node in variant.nodes}:
            self.say(
                data,
                "schedules",
                f"has a schedule and a sub-clause that are both called '{name}'",
                "Give one of them another id.",
            )
        return Clause(
            id=data["id"],
            title=data["title"],
            version=data["version"],
            purpose=data["purpose"],
            plain=data["plain"],
            drafting_note=data["drafting_note"],
            variants=MappingProxyType(variants),
            on=(data.get("variants") or {}).get("on") or "",
            choice=(data.get("variants") or {}).get("choice") == "yes",
            default=data.get("default") or "",
            serves=tuple(data.get("serves") or ()),
            applies_when=self.condition(data, "applies_when"),
            if_unknown=data.get("if_unknown") or "show",
            requires=tuple(data.get("requires") or ()),
            conflicts=tuple(self._conflict(item) for item in data.get("conflicts") or ()),
            schedules=schedules,
            lawyer=tuple(LawyerPoint(i["settle"], i["turns_on"], i["our_view"]) for i in data.get("lawyer") or ()),
            sources=tuple(data.get("sources") or ()),
            where=self.name,
            layer=layer,
            places=data.places,
        )

    def _variants(self, data: Map) -> dict[str, Variant]:
        if ("text" in data) == ("variants" in data):
            self.say(data, "id", f"{data['id']} needs either 'text' or 'variants'")
            return {}
        if "text" in data:
            return {"": Variant("", self.nodes(data["text"]))}
        variants = {}
        for key, value in data["variants"].items():
            if key in ("on", "choice"):
                continue
            if not isinstance(value, Map):
                self.say(data["variants"], key, f"the variant '{key}' has no text")
                continue
            found = [] if self.shaped else self._shape(value)
            self.problems += found
            if not found:
                variants[key] = Variant(key, self.nodes(value.get("text") or ()), value.get("not_offered") or "")
        if ("on" in data["variants"]) == (data["variants"].get("choice") == "yes"):
            self.say(data, "variants", f"the variants of {data['id']} need either 'on: a field' or 'choice: yes'")
        return variants

    def _shape(self, value: Map) -> list[Problem]:
        from hls_procure.library.shapes import check_shape

        return check_shape("variant", value, self.name)

    def _conflict(self, data: Map) -> Conflict:
        return Conflict(
            data["with"], data["why"], data.get("variant") or "", self.condition(data, "when"), data.get("severity") or "error"
        )

    def _schedule(self, data: Map) -> ClauseSchedule:
        return ClauseSchedule(data["id"], data["title"], self.nodes(data["text"]), self.condition(data, "applies_when"))

    def nodes(self, items: Any) -> tuple[Node, ...]:
        """Sibling sub-clauses; two of one id are a problem."""
        made: list[Node] = []
        seen: set[str] = set()
        for item in items:
            if item["id"] in seen:
                self.say(item, "id", f"has two sub-clauses '{item['id']}' side by side", "Give one of them another id.")
            seen.add(item["id"])
            made.append(self._node(item))
        return tuple(made)

    def _node(self, data: Map) -> Node:
        if data.keys().isdisjoint(_WORDS):
            self.say(data, "id", f"the sub-clause '{data['id']}' has no words")
        if data.get("children") and not data.get("text") and data.get("number") != "no":
            self.say(
                data,
                "id",
                f"the sub-clause '{data['id']}' has children and no words of its own, so that its number would stand alone",
                'Write the words that the children go on from, or say number: "no".',
            )
        return Node(
            id=data["id"],
            parts=self.marks(data, "text"),
            children=self.nodes(data.get("children") or ()),
            law=tuple(data.get("law") or ()),
            mentions=tuple(data.get("mentions") or ()),
            with_target=data.get("with_target") or "",
            applies_when=self.condition(data, "applies_when"),
            if_unknown=data.get("if_unknown") or "show",
            for_each=self._for_each(data["for_each"]) if data.get("for_each") else None,
            table=self._table(data["table"]) if data.get("table") else None,
            special=data.get("special") or ("form" if data.get("form") else ""),
            fields=tuple(data.get("form") or ()),
            drawing=self._drawing(data) if data.get("drawing") else None,
            numbered=data.get("number") != "no",
            where=f"{self.name}:{data.line}",
        )

    def _drawing(self, data: Map) -> DrawingSpec:
        drawing = data["drawing"]
        kind, of = drawing["kind"], drawing.get("of") or ""
        if kind == "timetable" and (of or not data.get("table")):
            why = "a drawing of a timetable shows the days of the table beside it"
            self.say(data, "drawing", why, "Add a table, and no 'of'.")
        if kind == "money-by-year" and not of:
            self.say(data, "drawing", "a drawing of money needs a list with 'on' and 'amount' (of)")
        return DrawingSpec(kind, of)

    def _for_each(self, data: Map) -> ForEach:
        join, ends = data.get("join"), data.get("ends")
        return ForEach(
            data["of"],
            data["as"],
            self.marks(data, "text"),
            (join[0], join[1], join[2]) if join else None,
            self.marks(data, "empty"),
            self.condition(data, "only"),
            (ends[0], ends[1], ends[2]) if ends else ("", "", ""),
        )

    def _table(self, data: Map) -> TableSpec:
        columns = tuple(
            Column(
                c["head"],
                self.marks(c, "show"),
                tuple(self.marked(line, c, "then") for line in c.get("then") or ()),
                int(c.get("width") or 1),
                c.get("align") or "left",
            )
            for c in data["columns"]
        )
        table = TableSpec(
            caption=self.marks(data, "caption"),
            columns=columns,
            of=data.get("of") or "",
            name=data.get("as") or "row",
            places=data.get("places") or "",
            rows=self._rows(data, "rows", len(columns)),
            total=self._rows(data, "total", len(columns)),
            empty=self.marks(data, "empty"),
            only=self.condition(data, "only"),
        )
        if table.of and not table.empty and not table.places:
            self.say(data, "of", "a table of records says what stands there when there are none (empty)")
        if not table.of and not table.rows:
            self.say(data, "caption", "a table needs 'of' (a list) or 'rows'")
        return table

    def _rows(self, data: Map, key: str, width: int) -> tuple[FixedRow, ...]:
        rows = []
        for item in data.get(key) or ():
            if len(item["cells"]) != width:
                self.say(item, "cells", f"has a row of {len(item['cells'])} cells in a table of {width} columns")
            cells = tuple(self.marked(cell, item, "cells") if cell else () for cell in item["cells"])
            rows.append(FixedRow(cells, self.condition(item, "applies_when")))
        return tuple(rows)

    def term(self, key: str, data: Map) -> Term:
        """One defined term."""
        singular = data["term"]
        return Term(
            key,
            singular,
            data.get("plural") or singular + "s",
            self.marks(data, "means"),
            tuple(data.get("law") or ()),
            self.condition(data, "applies_when"),
            f"{self.name}:{data.line}",
        )

    def document(self, data: Map) -> DocumentSpec:
        """One document."""
        return DocumentSpec(
            id=data["id"],
            title=self.marks(data, "title"),
            subtitle=self.marks(data, "subtitle"),
            short=data["short"],
            noun=data["noun"],
            audience=data["audience"],
            builds=tuple(data["builds"]),
            groups=tuple(Group(part.get("heading") or "", tuple(part["contains"])) for part in data["parts"]),
            schedules=tuple(self._part(item) for item in data.get("schedules") or ()),
            template=data.get("template") or "house.docx",
            needs=self.condition(data, "needs"),
            needs_why=data.get("needs_why") or "",
            needs_known=data.get("needs_known") == "yes",
            left_out=data.get("left_out") == "yes",
            letter=data.get("letter") == "yes",
            nameless=data.get("nameless") == "yes",
            walks=tuple(data.get("walks") or ()),
            face=self.nodes(data.get("face") or ()),
            filename=data["file"],
            where=self.name,
            places=data.places,
        )

    def _part(self, data: Map) -> SchedulePart:
        if sum(1 for key in ("clause", "document", "attach_by") if data.get(key)) != 1:
            self.say(
                data, "id", f"the schedule '{data['id']}' is a clause's own, a document or attached by somebody: one of the three"
            )
        return SchedulePart(
            data["id"],
            data.get("title") or "",
            data.get("clause") or "",
            data.get("document") or "",
            data.get("attach_by") or "",
            self.marks(data, "note"),
            self.condition(data, "applies_when"),
        )
