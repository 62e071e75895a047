"""A playbook as data: stages of the change cycle, and questions with why they are asked.

A playbook helps people find their way; it is not a recipe. Any stage can be opened, revisited and left at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any

from hls_procure.model import paths
from hls_procure.model.expressions import Expression
from hls_procure.model.facts import FactView
from hls_procure.model.fields import Field
from hls_procure.model.record import record


@record
class Question:
    """One question. Its leaves decide how it is asked.

    :param kind: ``single`` (one leaf), ``yes-no-why``, ``form`` (several leaves), ``table`` (records of one list) or
        ``evidence`` (a table of what is known and where from).
    :param leaves: the fields that it answers, in order. :param labels: the words for each field's path.
    :param rows: for a table with fixed rows, row id and its words. :param rows_from: a list of records that each get a
        row, too. :param who: who should answer.
    :param optional: whether a document can do without it for good.
    """

    id: str
    ask: str
    why: str
    who: str
    kind: str
    leaves: tuple[Field, ...]
    hint: str = ""
    example: Any = None
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    rows: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    rows_from: str = ""
    when: Expression | None = None
    optional: bool = False
    law: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    where: str = ""

    @property
    def list_path(self) -> str:
        """The list of records that a table fills, without ``[]``; empty for other kinds."""
        return self.leaves[0].in_list.removesuffix("[]") if self.kind in ("table", "evidence") else ""

    def fixed_rows(self, project: Any) -> dict[str, str]:
        """The rows that the table has whatever anybody says: row id and its words. Empty for a free table."""
        rows = dict(self.rows)
        for one in (paths.get(project, self.rows_from) or ()) if self.rows_from else ():
            rows[one.id] = getattr(one, "name", None) or one.id
        return rows

    def label(self, path: str) -> str:
        """The words for one of its fields."""
        return self.labels.get(path, path)


@record
class Stage:
    """A stage of the cycle.

    :param quick: the questions without which nothing can be built. :param leaving: statements that people judge,
        with evidence, before they leave; they warn and never block. :param then: stages that often come next.
    :param routes: the legal routes (``legal.route``) that the stage is for; it is offered while one of them is not closed.
    :param law: the legal facts that its words rest on.
    :param later: for what may come up one day: nobody is led to it, and nothing in it is missing, before somebody opens it.
    """

    id: str
    title: str
    about: str
    ask: tuple[str, ...]
    quick: tuple[str, ...] = ()
    leaving: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    where: str = ""
    routes: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    later: bool = False

    def closed(self, facts: FactView) -> tuple[str, ...] | None:
        """What would have to change for one of its routes to open; None while the stage is offered.

        It is offered, too, while the law says nothing of any of its routes.
        """
        if not self.routes or not facts.looks:
            return None
        found = [row for row in facts.findings().found.routes or () if row.id in self.routes]
        if not found or any(row.state not in ("closed", "not-covered") for row in found):
            return None
        return tuple(dict.fromkeys(row.change or row.because or "" for row in found if row.change or row.because))


@record
class Reminder:
    """Something the way of working asks people to think of: shown, never a bar.

    :param stages: the stages at whose start it is shown. :param when: the condition of the facts.
    :param question: the question that carries it. :param before: whether going on asks for a reason first.
    :param unknown: whether it is shown, too, while nobody has answered what the condition asks.
    :param until: a question; it is shown only while that has no answer.
    """

    id: str
    stages: tuple[str, ...]
    say: str
    question: str = ""
    when: Expression | None = None
    before: bool = False
    unknown: bool = False
    until: str = ""
    where: str = ""


@record
class Playbook:
    """A playbook with its questions and reminders."""

    id: str
    title: str
    about: str
    stages: tuple[Stage, ...]
    questions: Mapping[str, Question]
    reminders: tuple[Reminder, ...] = ()

    def stage(self, id: str) -> Stage | None:
        """A stage by its id."""
        return next((stage for stage in self.stages if stage.id == id), None)

    def asked(self) -> tuple[Question, ...]:
        """Every question of every stage, in order."""
        return tuple(self.questions[id] for stage in self.stages for id in stage.ask)

    def labels(self) -> dict[str, tuple[str, str]]:
        """For each field path the words by which people know it and the question that asks for it.

        A fixed row of a table goes by its path, ``tenets[award]``: documents print its words in place of its id.
        """
        found: dict[str, tuple[str, str]] = {}
        for question in self.asked():
            for leaf in question.leaves:
                alone = len(question.leaves) == 1
                words = question.ask.rstrip("?").strip() if alone else question.label(leaf.path)
                found[leaf.path] = (words, question.id)
            if question.list_path:
                found.setdefault(question.list_path, (question.ask.rstrip("?").strip(), question.id))
                found.update({f"{question.list_path}[{row}]": (words, question.id) for row, words in question.rows.items()})
        return found
