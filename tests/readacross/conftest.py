"""The answered sample, to be read across."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.readacross.packs import Bench


@pytest.fixture(scope="session")
def bench(tamarside_once: Path, sample_once: Callable[[str], Path]) -> Bench:
    return Bench(tamarside_once, sample_once)


@pytest.fixture(scope="session")
def award_bench(tamarside_award_once: Path) -> Bench:
    return Bench(tamarside_award_once)
