"""The playbook engine, pure: which questions there are now, what is answered, what is open, what comes next.

It reads a project and a playbook and decides; it never prompts, prints, saves or looks at a clock. Stages can be
opened in any order. Answers hidden by a condition stay in the project and count for nothing while hidden.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from hls_procure.model import paths
from hls_procure.model.facts import FactView
from hls_procure.model.fields import FieldSchema
from hls_procure.model.found import Found
from hls_procure.model.playbook import Playbook, Question, Reminder, Stage
from hls_procure.model.record import record
from hls_procure.model.registers import OpenItem
from hls_procure.model.root import Project

AnswerState = Literal["answered", "partly", "open", "unanswered"]


@record
class OpenAnswer:
    """A question somebody has said they cannot answer yet: who will find out, and by when."""

    question: str
    owner: str
    by: date | None
    kind: str


@record
class StageState:
    """How a stage stands; never a score.

    ``not open`` is a legal route that the law leaves closed, ``not needed`` a stage of which the answers so far ask nothing,
    ``when needed`` one for what may come up one day, of which nothing has been answered yet.

    :param answered: visible questions with an answer; :param asked: visible questions.
    :param opens_if: for a stage that is not open, what would have to change, a sentence each.
    """

    stage: Stage
    state: Literal["done", "in progress", "not started", "not open", "not needed", "when needed"]
    answered: int
    asked: int
    open: tuple[OpenAnswer, ...]
    opens_if: tuple[str, ...] = ()


class Engine:
    """Answers questions about one project and one playbook.

    :param quick: only the questions without which nothing can be built.
    :param law: what the law room finds for a project; asked only where a stage belongs to a legal route.
    """

    def __init__(
        self,
        playbook: Playbook,
        schema: FieldSchema,
        project: Project,
        *,
        quick: bool = False,
        law: Callable[[Project], Found] | None = None,
    ) -> None:
        self.playbook = playbook
        self.schema = schema
        self.quick = quick
        self.law = law
        self._set(project)

    def _set(self, project: Project) -> None:
        self.project = project
        law = self.law
        self.facts = FactView(project, self.schema, law=(lambda: law(project)) if law else None)

    def with_project(self, project: Project) -> Engine:
        """The same engine on a changed project."""
        return Engine(self.playbook, self.schema, project, quick=self.quick, law=self.law)

    def visible(self, question: Question) -> bool:
        """Whether a question is asked now: its condition is true, or it has none."""
        return question.when is None or question.when(self.facts) is True

    def questions(self, stage: Stage) -> tuple[Question, ...]:
        """The questions of a stage that are asked now, in order.

        While the law leaves its way closed only those with an answer: that answer may be what closed it, and can be changed.
        """
        ids = stage.quick if self.quick else stage.ask
        shown = tuple(q for q in (self.playbook.questions[id] for id in stage.ask if id in ids) if self.visible(q))
        if stage.closed(self.facts) is not None:
            return tuple(question for question in shown if self.state(question) in ("answered", "partly"))
        return shown

    def value(self, question: Question) -> Any:
        """The present answer: a value, a mapping by path, or the records of a table."""
        if question.list_path:
            return paths.get(self.project, question.list_path)
        if question.kind == "single":
            return paths.get(self.project, question.leaves[0].path)
        return {leaf.path: paths.get(self.project, leaf.path) for leaf in question.leaves}

    def open_item(self, question: Question) -> OpenItem | None:
        """What the register says of a question that is not answered yet."""
        wanted = {leaf.path for leaf in question.leaves} | {question.list_path}
        return next((item for item in self.project.open if item.path in wanted), None)

    def state(self, question: Question) -> AnswerState:
        """Whether a question is answered, partly, said to be open, or not answered."""
        value = self.value(question)
        if question.list_path:
            if value is None:
                return "open" if self.open_item(question) else "unanswered"
            if {row.id for row in value} < set(question.fixed_rows(self.project)):
                return "partly" if value else "unanswered"
            return "answered"
        values = list(value.values()) if isinstance(value, dict) else [value]
        if all(one is not None for one in values):
            return "answered"
        if self.open_item(question):
            return "open"
        return "partly" if any(one is not None for one in values) else "unanswered"

    def stage_state(self, stage: Stage) -> StageState:
        """How a stage stands."""
        closed = stage.closed(self.facts)
        if closed is not None:
            return StageState(stage, "not open", 0, 0, (), closed)
        questions = self.questions(stage)
        if not questions and self._settled_empty(stage):
            return StageState(stage, "not needed", 0, 0, ())
        states = [self.state(question) for question in questions]
        if stage.later and all(state == "unanswered" for state in states):
            return StageState(stage, "when needed", 0, len(questions), ())
        required = [s for s, q in zip(states, questions, strict=True) if not q.optional]
        answered = states.count("answered")
        open_answers = tuple(
            OpenAnswer(question.id, item.owner or "", item.by, item.kind)
            for question, state in zip(questions, states, strict=True)
            if state == "open" and (item := self.open_item(question))
        )
        if all(state == "answered" for state in required) and required:
            state: Any = "done"
        else:
            state = "in progress" if any(s != "unanswered" for s in states) else "not started"
        return StageState(stage, state, answered, len(questions), open_answers)

    def _settled_empty(self, stage: Stage) -> bool:
        """Whether the condition of every question of a stage is known to be false."""
        conditions = [self.playbook.questions[id].when for id in stage.ask]
        return all(condition is not None and condition(self.facts) is False for condition in conditions)

    def depends_on(self, stage: Stage) -> tuple[Question, ...]:
        """The questions whose answers decide what a stage asks, in the order of the playbook."""
        read = {path for id in stage.ask if (when := self.playbook.questions[id].when) for path in when.paths}
        return tuple(
            question
            for question in self.playbook.asked()
            if question.id not in stage.ask and any(leaf.path in read for leaf in question.leaves)
        )

    def next_question(self, stage: Stage, after: str | None = None) -> Question | None:
        """The next question of a stage that has no answer, after a given one; None at its end."""
        if stage.closed(self.facts) is not None:
            return None
        questions = self.questions(stage)
        start = _position(questions, after, stage)
        for question in questions[start:]:
            if self.state(question) in ("unanswered", "partly"):
                return question
        return None

    def following(self, stage: Stage, after: str | None) -> Question | None:
        """The question right after another, answered or not."""
        questions = self.questions(stage)
        start = _position(questions, after, stage)
        return questions[start] if start < len(questions) else None

    def before(self, stage: Stage, question: str) -> Question | None:
        """The question right before another; None at the start of the stage."""
        order = list(stage.ask)
        place = order.index(question)
        earlier = [q for q in self.questions(stage) if order.index(q.id) < place]
        return earlier[-1] if earlier else None

    def suggested(self, stage: Stage | None = None) -> Stage:
        """Where to go next: what the stage suggests, or the first one that is not done."""
        order = [s for id in (stage.then if stage else ()) if (s := self.playbook.stage(id))]
        order += self.playbook.stages
        for candidate in order:
            if self.questions(candidate) and self.stage_state(candidate).state not in ("done", "not open", "when needed"):
                return candidate
        return order[0]

    def reminders(self, stage: Stage) -> tuple[Reminder, ...]:
        """What the way of working asks people to think of at the start of a stage."""
        return tuple(r for r in self.playbook.reminders if stage.id in r.stages and self._reminds(r))

    def _reminds(self, reminder: Reminder) -> bool:
        waits = self.playbook.questions.get(reminder.until)
        if waits is not None and self.state(waits) == "answered":
            return False
        held = True if reminder.when is None else reminder.when(self.facts)
        return held is True or (reminder.unknown and not isinstance(held, bool))

    def stage_of(self, question: str) -> Stage | None:
        """The stage that asks a question."""
        return next((stage for stage in self.playbook.stages if question in stage.ask), None)

    def unanswered(self) -> tuple[Question, ...]:
        """Every question asked now that has no answer and that nobody owns."""
        return tuple(
            q
            for stage in self.playbook.stages
            if stage.closed(self.facts) is None and self.stage_state(stage).state != "when needed"
            for q in self.questions(stage)
            if not q.optional and self.state(q) in ("unanswered", "partly")
        )


def _position(questions: tuple[Question, ...], after: str | None, stage: Stage) -> int:
    if after is None or after not in stage.ask:
        return 0
    place = stage.ask.index(after)
    order = {id: number for number, id in enumerate(stage.ask)}
    return sum(1 for question in questions if order[question.id] <= place)
