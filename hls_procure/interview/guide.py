"""What documents need of a playbook: the words for each field, and which answers count for nothing while hidden.

A build needs no question texts, so this is kept in the cache and spares it the whole question bank.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from typing import TypeAlias

from hls_procure.model.expressions import parse_expression
from hls_procure.model.facts import FactView
from hls_procure.model.playbook import Playbook, Stage
from hls_procure.model.record import record

#: The stages of legal routes: the routes of each, and the fields that it asks for.
Routes: TypeAlias = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


class Hidden(Container[str]):
    """Fields that count for nothing while their question is hidden.

    The law room is asked about a legal route only when somebody looks at a field that belongs to its stage.
    """

    def __init__(self, fixed: frozenset[str], stages: Routes, facts: FactView) -> None:
        self.fixed = fixed
        self._facts = facts
        self._routes = {path: routes for routes, paths in stages for path in paths}
        self._closed: dict[tuple[str, ...], bool] = {}

    def __contains__(self, path: object) -> bool:
        if path in self.fixed:
            return True
        routes = self._routes.get(path) if isinstance(path, str) else None
        if routes is None:
            return False
        if routes not in self._closed:
            self._closed[routes] = Stage("", "", "", (), routes=routes).closed(self._facts) is not None
        return self._closed[routes]


@record
class Guide:
    """The labels and conditions of a playbook.

    :param labels: field path to its words and the question that asks for it.
    :param conditions: each condition of a question, with the fields that it hides while it is not true.
    :param stages: each stage of a legal route: its routes, with the fields that it hides while all of them are closed.
    """

    labels: Mapping[str, tuple[str, str]]
    conditions: tuple[tuple[str, tuple[str, ...]], ...]
    stages: Routes = ()

    def hidden(self, facts: FactView) -> Hidden:
        """The fields whose question is hidden: kept in the project, left out of documents."""
        fixed = frozenset(path for text, paths in self.conditions if parse_expression(text)(facts) is False for path in paths)
        return Hidden(fixed, self.stages, facts)

    def dump(self) -> bytes:
        """As bytes for the cache."""
        return json.dumps([dict(self.labels), self.conditions, self.stages], ensure_ascii=False).encode()


def guide_of(playbook: Playbook) -> Guide:
    """The guide of a playbook."""
    conditions = tuple(
        (question.when.text, tuple(leaf.path for leaf in question.leaves))
        for question in playbook.asked()
        if question.when is not None
    )
    stages = tuple(
        (stage.routes, tuple(leaf.path for id in stage.ask for leaf in playbook.questions[id].leaves))
        for stage in playbook.stages
        if stage.routes
    )
    return Guide(playbook.labels(), conditions, stages)


def load_guide(stored: bytes) -> Guide:
    """The guide that :meth:`Guide.dump` kept."""
    labels, conditions, stages = json.loads(stored)
    return Guide(
        {path: (words, question) for path, (words, question) in labels.items()},
        tuple((text, tuple(paths)) for text, paths in conditions),
        tuple((tuple(routes), tuple(paths)) for routes, paths in stages),
    )
