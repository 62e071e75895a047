"""A whole walk from an answers file, without a person: every answer checked, every problem at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from hls_procure.errors import FileProblem, InputError, Problem, nearest
from hls_procure.interview.answers import Answer, read_answer, strange_rows
from hls_procure.interview.csvfile import read_csv
from hls_procure.interview.engine import Engine
from hls_procure.interview.recorder import Recorder, keep
from hls_procure.library.yamlfile import Map
from hls_procure.model import paths
from hls_procure.model.links import loose_links
from hls_procure.model.registers import OpenItem
from hls_procure.model.root import Project


@dataclass
class Run:
    """What a run did: questions answered, left hidden, still without an answer, and notes for the person."""

    answered: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def run_answers(
    engine: Engine,
    recorder: Recorder,
    answers: Map,
    name: str,
    *,
    stages: tuple[str, ...] = (),
    progress: Callable[[str], None] = lambda title: None,
    folder: Path | None = None,
    complete: bool = False,
) -> Run:
    """Answer questions from a mapping of question id to answer, through the engine and the recorder.

    Nothing is recorded if anything is wrong.

    :param name: the file in messages. :param stages: only these; all where empty.
    :param folder: where CSV files named in it lie. :param complete: whether a question without an answer is a problem;
        one about what is known only later is not, unless its stage is named.
    :raises InputError: every problem at once, each with its line.
    """
    read, problems = _read(engine, answers, name, folder)
    run = Run()
    trial = _Trial(recorder.project)
    wanted = [stage for stage in engine.playbook.stages if not stages or stage.id in stages]
    given = {id: read[id] for stage in wanted for id in stage.ask if id in read}
    for answer in given.values():
        keep(trial, answer)
    after = engine.with_project(trial.project)
    problems += _together(engine, answers, given, trial.project, name)
    for stage in wanted:
        closed = stage.closed(after.facts) is not None
        visible = set() if closed else {question.id for question in after.questions(stage)}
        run.hidden += [id for id in stage.ask if id in given and id not in visible]
        open_ = () if closed else after.questions(stage)
        if not stages and after.stage_state(stage).state == "when needed":
            continue
        run.missing += [q.id for q in open_ if not q.optional and after.state(q) in ("unanswered", "partly")]
    if complete:
        problems += [
            Problem(
                name,
                f"has no answer to {id}: {engine.playbook.questions[id].ask}",
                do=f"Answer it, or write {id}: {{unknown: {{owner: …, by: …}}}}",
            )
            for id in run.missing
            if stages or any(leaf.known == "now" for leaf in engine.playbook.questions[id].leaves)
        ]
    if problems:
        raise InputError(problems)
    for stage in wanted:
        asked = [id for id in stage.ask if id in given]
        if not asked:
            continue
        recorder.visit(stage.id)
        for id in asked:
            keep(recorder, given[id])
            run.answered.append(id)
            run.notes += [f"{id}: {note}" for note in given[id].notes]
        progress(stage.title)
    recorder.save()
    return run


def _together(engine: Engine, answers: Map, read: dict[str, Answer], project: Project, name: str) -> list[Problem]:
    """What shows only when every answer is there: links to nothing, and rows for records that are not there."""
    problems = []
    homes = {leaf.path: question.id for question in engine.playbook.asked() for leaf in question.leaves}
    for loose in loose_links(project, engine.schema):
        id = homes.get(loose.field.path, "")
        problems.append(Problem(f"{name}:{answers.places[id].line}" if id in read else name, f"{id} {loose.text}".strip()))
    for id, answer in read.items():
        if answer.question.rows_from and answer.rows:
            strange = strange_rows(answer.question, project, [row["id"] for row in answer.rows])
            problems += [Problem(f"{name}:{answers.places[id].line}", f"{id} {text}") for text in strange]
    return problems


def _read(engine: Engine, answers: Map, name: str, folder: Path | None) -> tuple[dict[str, Answer], list[Problem]]:
    problems: list[Problem] = []
    read: dict[str, Answer] = {}
    for id, raw in answers.items():
        where = f"{name}:{answers.places[id].line}"
        question = engine.playbook.questions.get(id)
        if question is None:
            problems.append(
                Problem(where, f"answers {id}, which this playbook does not ask", nearest(id, engine.playbook.questions))
            )
            continue
        if isinstance(raw, Mapping) and set(raw) == {"csv"} and question.list_path:
            try:
                raw = read_csv((folder or Path()) / str(raw["csv"]), question)
            except FileProblem as error:
                problems += [Problem(where, f"{id} names {p.where}, which {p.what}", p.why, p.do) for p in error.problems]
                continue
            except InputError as error:
                problems += error.problems
                continue
        if raw is None:
            problems.append(
                Problem(
                    where,
                    f"has no answer behind {id}",
                    do=f"Answer it, take the line out, or write {id}: {{unknown: {{owner: …}}}}",
                )
            )
            continue
        answer = read_answer(question, raw, None)  # links are looked at together, at the end
        problems += [
            Problem(where, f"{id} {text}" if not text.startswith("row") else f"{id}, {text}") for text in answer.problems
        ]
        read[id] = answer
    return read, problems


class _Trial:
    """A recorder that keeps answers in memory only, to see how they fit together before any is recorded."""

    def __init__(self, project: Project) -> None:
        self.project = project

    def set(self, path: str, value: Any, *, question: str = "") -> None:
        self.project = paths.put(self.project, path, value)

    def put_row(self, list_path: str, id: str, values: Mapping[str, Any], *, question: str = "") -> None:
        for name, value in values.items():
            self.set(f"{list_path}[{id}].{name}", value)

    def drop_row(self, list_path: str, id: str, *, question: str = "") -> None:
        self.set(f"{list_path}[{id}]", None)

    def mark_open(self, path: str, *, owner: str, by: date | None, question: str = "") -> None:
        self.close_open(path)
        self.project = replace(self.project, open=(*self.project.open, OpenItem(path, owner=owner, by=by)))

    def close_open(self, path: str, *, question: str = "") -> None:
        self.project = replace(self.project, open=tuple(item for item in self.project.open if item.path != path))

    def visit(self, stage: str) -> None:
        """Nothing to try."""

    def leave_early(self, stage: str, reason: str) -> None:
        """Nothing to try."""

    def save(self) -> None:
        """Nothing to save."""
