"""What the shape of a document depended on: every fact that decided something, and nothing that was only printed.

Two projects in which these are alike give documents that differ in printed values alone. That is what lets one letter stand
for thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from hls_procure.model.facts import NOTHING, Environment, FactView, Missing, Row
from hls_procure.model.fields import COUNT_TYPES, Field

#: Types with few values: what is decided by them is told apart by the value itself.
NARROW = COUNT_TYPES | {"choice", "multi", "yes-no"}


@dataclass
class Reads:
    """What was looked at to decide, in the order in which it was first looked at.

    :param values: paths whose value decided. :param lists: lists whose records, by their ids, were unfolded.
    :param parts: texts that were cut into paragraphs. :param conditions: conditions that read sums, days or words, each with
        the records that its names stood for: here only the result decides.
    :param law: facts of law that were asked about.
    :param unsteady: why the shape cannot be told from these alone; empty where it can.
    """

    values: dict[str, None] = field(default_factory=dict)
    lists: dict[str, None] = field(default_factory=dict)
    parts: dict[str, None] = field(default_factory=dict)
    conditions: dict[tuple[object, tuple[tuple[str, Row], ...]], None] = field(default_factory=dict)
    law: dict[str, None] = field(default_factory=dict)
    unsteady: list[str] = field(default_factory=list)


class TracedFacts(FactView):
    """A view of facts that notes what it was asked, unless :meth:`printing` says that a value is only to be printed."""

    traced = True

    def __init__(self, *args: Any, reads: Reads, **named: Any) -> None:
        super().__init__(*args, **named)
        self.reads = reads
        self._inside = 0
        self._seen: list[tuple[str, Field | None]] | None = None

    @contextmanager
    def printing(self) -> Iterator[None]:
        """While a value is looked up to be printed."""
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1

    def get(self, path: str, env: Environment = NOTHING) -> Any:
        """The value, noted."""
        full = self.resolve(path, env)
        if not self._inside:
            self._note(full, self.schema.get(full))
        self._inside += 1
        try:
            return super().get(full)
        finally:
            self._inside -= 1

    def rows(self, path: str, env: Environment = NOTHING) -> tuple[Row, ...] | Missing:
        """The records, noted."""
        full = self.resolve(path, env).removesuffix("[]")
        if not self._inside:
            self.reads.lists[full] = None
        self._inside += 1
        try:
            return super().rows(path, env)
        finally:
            self._inside -= 1

    def column(self, path: str) -> tuple[Any, ...] | Missing:
        """The values of a list, noted as something that only a condition may read."""
        if not self._inside:
            self._note(path, None)
        self._inside += 1
        try:
            return super().column(path)
        finally:
            self._inside -= 1

    def decide(self, condition: object, env: Environment, run: Callable[[], Any]) -> Any:
        """A condition, noted by the few values that it reads, or by its result where it reads others."""
        if self._inside:
            return run()
        before, self._seen = self._seen, []
        try:
            result = run()
            seen = self._seen
        finally:
            self._seen = before
        if all(found is not None and found.type in NARROW for _, found in seen):
            self.reads.values.update(dict.fromkeys(path for path, _ in seen))
        else:
            self.reads.conditions[(condition, tuple(env.items()))] = None
        return result

    def _note(self, full: str, found: Field | None) -> None:
        if full.startswith("found."):
            self.reads.unsteady.append(f"{full} is worked out by the law room")
        if self._seen is not None:
            self._seen.append((full, found))
        else:
            self.reads.values[full] = None
