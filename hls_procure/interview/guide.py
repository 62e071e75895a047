"""What documents need of a playbook: the words for each field, and which answers count for nothing while hidden.

A build needs no question texts, so this is kept in the cache and spares it the whole question bank.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from hls_procure.model.expressions import parse_expression
from hls_procure.model.facts import FactView
from hls_procure.model.playbook import Playbook, Stage
from hls_procure.model.record import record


@record
class Guide:
    """The labels and conditions of a playbook.

    :param labels: field path to its words and the question that asks for it.
    :param conditions: each condition of a question, with the fields that it hides while it is not true.
    :param stages: each stage of a legal route: its routes, with the fields that it hides while all of them are closed.
    """

    labels: Mapping[str, tuple[str, str]]
    conditions: tuple[tuple[str, tuple[str, ...]], ...]
    stages: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()

    def hidden(self, facts: FactView) -> frozenset[str]:
        """The fields whose question is hidden: kept in the project, left out of documents."""
        hidden = {path for text, paths in self.conditions if parse_expression(text)(facts) is False for path in paths}
        for routes, paths in self.stages:
            if Stage("", "", "", (), routes=routes).closed(facts) is not None:
                hidden.update(paths)
        return frozenset(hidden)

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
