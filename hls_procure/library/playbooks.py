"""Reads playbooks, questions and reminders, and checks them as one."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from hls_procure.errors import FileProblem, InputError, Problem, nearest
from hls_procure.library.cache import Cache
from hls_procure.library.finder import Finder, Found
from hls_procure.library.load import NO_CACHE, hash_fields, shape_problems
from hls_procure.library.trees import Trees, load_trees
from hls_procure.library.yamlfile import Map, Seq, load
from hls_procure.model.expressions import Expression, ExpressionProblem, parse_expression
from hls_procure.model.fields import Field, FieldSchema
from hls_procure.model.playbook import Playbook, Question, Reminder, Stage

#: Fields that no question asks for: three are set when a project starts, and the last where a letter is made anew.
UNASKED = frozenset({"as_of_date", "project.id", "project.playbook", "project.cycle", "grant.replaces"})


def playbook_trees(finder: Finder, id: str, cache: Cache = NO_CACHE) -> Trees:
    """The parsed files of a playbook: the question bank, the legal routes, and the playbook itself last.

    :raises InputError: there is no playbook of this id.
    """
    try:
        found = finder.find(f"playbooks/{id}.yaml")
    except FileProblem:
        known = known_playbooks(finder)
        raise InputError(
            Problem(id, "is not a playbook of the library", nearest(id, known), f"There are: {', '.join(known)}.")
        ) from None
    bank = [*finder.all("playbooks", "questions/*.yaml"), *finder.all("playbooks", "routes/*.yaml")]
    return load_trees([*bank, found], cache)


def load_playbook(finder: Finder, id: str, schema: FieldSchema, cache: Cache = NO_CACHE) -> Playbook:
    """A playbook by its id, whole. :raises InputError: every problem of every file at once."""
    trees = playbook_trees(finder, id, cache)
    found = trees.found[-1]
    reminders = _reminders_file(finder)
    mark = f"asked-{trees.key}-{hash_fields(schema)}-{reminders.digest() if reminders else ''}"
    reader = _Reader(schema, shaped=cache.get(mark) is not None)
    reader.problems += trees.problems
    questions: dict[str, Question] = {}
    routes: list[Stage] = []
    for file, tree in trees.files:
        if file == found:
            continue
        reader.name = file.name
        if file.name.startswith("playbooks/routes/"):
            routes += reader.route(tree)
            continue
        for question in reader.questions(tree):
            if question.id in questions:
                reader.problems.append(
                    Problem(question.where, f"has the id {question.id}, as {questions[question.id].where} has")
                )
            questions[question.id] = question
    data = next((tree for file, tree in trees.files if file == found), Map(1))
    reader.name = found.name
    reader.problems += [] if reader.shaped else shape_problems("playbook", data, found.name)
    if reader.problems:
        raise InputError(reader.problems)
    stages = _with_routes([_stage(item, found.name) for item in data["stages"]], routes, data.get("routes_after"))
    used = {id for stage in stages for id in stage.ask}
    playbook = Playbook(
        data["id"],
        data["title"],
        data["about"],
        stages,
        MappingProxyType({id: question for id, question in questions.items() if id in used}),
        _carried(reader.reminders(reminders, {stage.id for stage in stages}), stages, set(questions) - used),
    )
    problems = reader.problems + _check(playbook, questions)
    if problems:
        raise InputError(problems)
    cache.put(mark, b"good")
    return playbook


def known_playbooks(finder: Finder) -> list[str]:
    """The ids of the playbooks there are: files at the top of the room that have stages."""
    top = (found for found in finder.all("playbooks") if found.name.count("/") == 1)
    return [found.stem for found in top if "\nstages:" in found.path.read_text("utf-8", "replace")]


def _carried(reminders: tuple[Reminder, ...], stages: tuple[Stage, ...], unasked: set[str]) -> tuple[Reminder, ...]:
    """The reminders that this playbook has a place for: one of its stages, and no question that it leaves to others."""
    ids = {stage.id for stage in stages}
    return tuple(r for r in reminders if ids & set(r.stages) and r.question not in unasked)


def _reminders_file(finder: Finder) -> Found | None:
    try:
        return finder.find("playbooks/reminders.yaml")
    except FileProblem:
        return None


def _stage(data: Map, name: str) -> Stage:
    return Stage(
        data["id"],
        data["title"],
        " ".join(data["about"].split()),
        tuple(data["ask"]),
        tuple(data.get("quick") or ()),
        tuple(data.get("leaving") or ()),
        tuple(data.get("then") or ()),
        f"{name}:{data.line}",
        tuple(data.get("routes") or ()),
        tuple(data.get("law") or ()),
        data.get("later") == "yes",
    )


def _with_routes(stages: list[Stage], routes: list[Stage], after: str | None) -> tuple[Stage, ...]:
    """The stages with those of the legal routes behind the one that is named, in the order in which it leads to them.

    Without them where none is named.
    """
    place = next((number for number, stage in enumerate(stages, 1) if stage.id == after), 0)
    if not place:
        return tuple(stages)
    order = {id: number for number, id in enumerate(stages[place - 1].then)}
    ordered = sorted(routes, key=lambda stage: order.get(stage.id, len(order)))
    return (*stages[:place], *ordered, *stages[place:])


class _Reader:
    def __init__(self, schema: FieldSchema, *, shaped: bool = False) -> None:
        self.schema = schema
        self.shaped = shaped
        self.name = ""
        self.problems: list[Problem] = []

    def read(self, path: Any) -> Map:
        try:
            return load(path, self.name)
        except InputError as error:
            self.problems += error.problems
            return Map(1)

    def route(self, data: Map) -> list[Stage]:
        """The stage of one file of ``playbooks/routes``; none where its shape is wrong."""
        faults = [] if self.shaped else shape_problems("route", data, self.name)
        choices = self.schema.fields["legal.route"].choices if "legal.route" in self.schema.fields else {}
        for id in () if faults else data["routes"]:
            if id not in choices:
                faults.append(Problem(f"{self.name}:{data.line}", f"is for '{id}', which is not a route", nearest(id, choices)))
        self.problems += faults
        return [] if faults else [_stage(data, self.name)]

    def questions(self, data: Map) -> list[Question]:
        made = []
        items = data.get("questions")
        if items is None and not data:
            return []
        if not isinstance(items, Seq):
            self.problems.append(Problem(f"{self.name}:1", "has no list 'questions'"))
            return []
        for item, place in zip(items, items.places, strict=True):
            if not isinstance(item, Map):
                do = "A question has an id, and says what it asks and why."
                faults = [Problem(f"{self.name}:{place.line}", "has a question that is not one", do=do)]
            else:
                faults = [] if self.shaped else shape_problems("question", item, self.name)
            self.problems += faults
            if not faults:
                question = self._question(item)
                if question is not None:
                    made.append(question)
        return made

    def _question(self, data: Map) -> Question | None:
        where = f"{self.name}:{data.line}"
        answers = data["answers"]
        paths = [answers] if isinstance(answers, str) else list(answers)
        leaves = []
        for path in paths:
            field = self.schema.fields.get(path)
            if field is None or field.derived:
                why = "It is worked out and never asked." if field else nearest(path, self.schema.known_words())
                self.problems.append(Problem(where, f"{data['id']} answers '{path}', which nobody fills in", why))
            else:
                leaves.append(field)
        if len(leaves) != len(paths):
            return None
        kind = self._kind(leaves, data["id"], where)
        return Question(
            id=data["id"],
            ask=data["ask"],
            why=" ".join(data["why"].split()),
            who=data["who"],
            kind=kind,
            leaves=tuple(leaves),
            hint=data.get("hint") or "",
            example=data.get("example"),
            labels=MappingProxyType(self._labels(data, leaves, where)),
            rows=MappingProxyType(dict(data.get("rows") or {})),
            rows_from=self._rows_from(data, where),
            when=self._condition(data, "when", where),
            optional=data.get("optional") == "yes",
            law=tuple(data.get("law") or ()),
            sources=tuple(data.get("sources") or ()),
            where=where,
        )

    def _kind(self, leaves: list[Field], id: str, where: str) -> str:
        lists = {leaf.in_list for leaf in leaves}
        if lists != {""}:
            if len(lists) > 1:
                self.problems.append(
                    Problem(
                        where, f"{id} asks for records of more than one list", do="Ask for each list in a question of its own."
                    )
                )
            names = [leaf.name for leaf in leaves]
            return "evidence" if names == ["text", "source"] else "table"
        if len(leaves) == 1:
            return "single"
        if [leaf.name for leaf in leaves] == ["answer", "why"] and leaves[0].path[:-6] == leaves[1].path[:-3]:
            return "yes-no-why"
        return "form"

    def _labels(self, data: Map, leaves: list[Field], where: str) -> dict[str, str]:
        given = data.get("labels") or Map()
        labels: dict[str, str] = {}
        for leaf in leaves:
            found = [key for key in given if leaf.path == key or leaf.path.endswith("." + key)]
            if found:
                labels[leaf.path] = given[max(found, key=len)]
            elif len(leaves) > 1:
                self.problems.append(Problem(where, f"{data['id']} has no label for '{leaf.path}'"))
        for key in given:
            if not any(leaf.path == key or leaf.path.endswith("." + key) for leaf in leaves):
                self.problems.append(Problem(where, f"{data['id']} has the label '{key}' for nothing that it asks"))
        return labels

    def _rows_from(self, data: Map, where: str) -> str:
        path = data.get("rows_from") or ""
        if path and path + "[]" not in self.schema.lists:
            self.problems.append(Problem(where, f"{data['id']} takes rows from '{path}', which is not a list of records"))
        return path

    def _condition(self, data: Map, key: str, where: str) -> Expression | None:
        if not data.get(key):
            return None
        try:
            expression = parse_expression(data[key])
        except ExpressionProblem as error:
            self.problems.append(Problem(where, f"its condition {error}"))
            return None
        if not self.shaped:
            from hls_procure.model.expression_check import check_expression

            self.problems += [Problem(where, f"its condition {text}") for text in check_expression(expression, self.schema)]
        return expression

    def reminders(self, found: Found | None, stages: set[str]) -> tuple[Reminder, ...]:
        if found is None:
            return ()
        self.name = found.name
        made = []
        for id, item in self.read(found.path).items():
            where = f"{found.name}:{getattr(item, 'line', 1)}"
            if not isinstance(item, Map) or not item.get("say"):
                self.problems.append(Problem(where, f"the reminder '{id}' has nothing to say"))
                continue
            shown = tuple(item.get("stages") or sorted(stages))
            made.append(
                Reminder(
                    id,
                    shown,
                    " ".join(item["say"].split()),
                    item.get("question") or "",
                    self._condition(item, "when", where),
                    item.get("before") == "yes",
                    item.get("if_unknown") == "show",
                    item.get("until") or "",
                    where,
                )
            )
        return tuple(made)


def _check(playbook: Playbook, questions: dict[str, Question]) -> list[Problem]:
    problems = []
    asked: dict[str, str] = {}
    at: dict[str, str] = {}
    stages = {stage.id for stage in playbook.stages}
    for stage in playbook.stages:
        if next(one for one in playbook.stages if one.id == stage.id) is not stage:
            problems.append(Problem(stage.where, f"is a second stage '{stage.id}'", do="Give one of the two another id."))
        for id in stage.ask:
            if id not in questions:
                what = f"the stage '{stage.id}' asks {id}, which is not a question"
                problems.append(Problem(stage.where, what, nearest(id, questions)))
                continue
            if id in at:
                what = f"the stage '{stage.id}' asks {id}, which the stage '{at[id]}' asks"
                problems.append(Problem(stage.where, what, do="Take it out of one of them."))
                continue
            at[id] = stage.id
            for leaf in questions[id].leaves:
                if leaf.path in asked:
                    what = f"{id} asks for '{leaf.path}', which {asked[leaf.path]} has asked"
                    problems.append(Problem(questions[id].where, what, do="Take it out of one of them."))
                asked[leaf.path] = id
        for id in stage.quick:
            if id not in stage.ask:
                what = f"the stage '{stage.id}' has {id} among its quick questions and does not ask it"
                problems.append(Problem(stage.where, what))
        for id in stage.then:
            if id not in stages:
                what = f"the stage '{stage.id}' leads to '{id}', which is not a stage"
                problems.append(Problem(stage.where, what, nearest(id, stages)))
    for reminder in playbook.reminders:
        for id in filter(None, (reminder.question, reminder.until)):
            if id not in questions:
                what = f"the reminder '{reminder.id}' names {id}, which is not a question"
                problems.append(Problem(reminder.where, what, nearest(id, questions)))
    return problems


def unasked(playbook: Playbook, schema: FieldSchema) -> tuple[str, ...]:
    """Fields that a person fills in and that no question of the playbook asks for."""
    asked = {leaf.path for question in playbook.asked() for leaf in question.leaves}
    return tuple(f.path for f in schema if not f.derived and f.type != "id" and f.path not in asked and f.path not in UNASKED)
