"""What the interview needs from whoever keeps the answers; the project folder is one such keeper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

from hls_procure.model import paths
from hls_procure.model.root import Project


class Recorder(Protocol):
    """Keeps answers. Each call has reached the disk when it returns."""

    @property
    def project(self) -> Project:
        """The project as it stands."""

    def set(self, path: str, value: Any, *, question: str = "") -> None:
        """Keep one value; None takes it away (the journal still has it)."""

    def put_row(self, list_path: str, id: str, values: Mapping[str, Any], *, question: str = "") -> None:
        """Keep one record of a list: new, or changed where the id is there."""

    def drop_row(self, list_path: str, id: str, *, question: str = "") -> None:
        """Take a record out of a list (the journal still has it)."""

    def mark_open(self, path: str, *, owner: str, by: date | None, question: str = "") -> None:
        """Note that somebody will find out."""

    def close_open(self, path: str, *, question: str = "") -> None:
        """Take a note away because there is an answer."""

    def visit(self, stage: str) -> None:
        """Note that a stage was opened."""

    def leave_early(self, stage: str, reason: str) -> None:
        """Note that a stage was left before its statements could be made, and why."""

    def save(self) -> None:
        """Write project.yaml."""


def keep(recorder: Recorder, answer: Any) -> None:
    """Keep one typed answer, whatever its kind, and close or open its note.

    :param answer: an :class:`hls_procure.interview.answers.Answer` without problems.
    """
    question = answer.question
    paths_of = [question.list_path] if question.list_path else [leaf.path for leaf in question.leaves]
    if answer.unknown is not None:
        owner, by = answer.unknown
        empty = [path for path in paths_of if paths.get(recorder.project, path) is None]
        for path in empty or paths_of[:1]:
            recorder.mark_open(path, owner=owner, by=by, question=question.id)
        return
    if answer.rows is not None:
        wanted = {row["id"] for row in answer.rows}
        for row in paths.get(recorder.project, question.list_path) or ():
            if row.id not in wanted:
                recorder.drop_row(question.list_path, row.id, question=question.id)
        if not answer.rows:
            recorder.set(question.list_path, (), question=question.id)
        for row in answer.rows:
            values = {name: value for name, value in row.items() if name != "id"}
            recorder.put_row(question.list_path, row["id"], values, question=question.id)
    for path, value in answer.values.items():
        recorder.set(path, value, question=question.id)
    noted = {item.path for item in recorder.project.open}
    for path in answer.values if answer.rows is None else [question.list_path]:
        if path in noted:
            recorder.close_open(path, question=question.id)
