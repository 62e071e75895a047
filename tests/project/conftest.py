"""A project folder in a temporary place, a clock that ticks by itself, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from project_strategies import SAMPLE, Opener, schema

from hls_procure.project.folder import ProjectFolder


@pytest.fixture
def clock() -> Callable[[], datetime]:
    start = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
    ticks = iter(range(10**9))
    return lambda: start + timedelta(seconds=next(ticks))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "tamarside"


@pytest.fixture
def create(place: Path, clock: Callable[[], datetime]) -> Iterator[Opener]:
    made: list[ProjectFolder] = []

    def make(**more: Any) -> ProjectFolder:
        made.append(ProjectFolder.create(place, schema(), clock=clock, who=more.pop("who", "commissioner"), **more))
        return made[-1]

    yield make
    for folder in made:
        folder.close()


@pytest.fixture
def reopen(place: Path, clock: Callable[[], datetime]) -> Iterator[Opener]:
    opened: list[ProjectFolder] = []

    def again(who: str = "commissioner") -> ProjectFolder:
        for folder in opened:
            folder.close()
        opened.append(ProjectFolder.open(place, schema(), clock=clock, who=who))
        return opened[-1]

    yield again
    for folder in opened:
        folder.close()


@pytest.fixture
def sample(create: Opener) -> ProjectFolder:
    return create(text=SAMPLE, why="from a sample")
