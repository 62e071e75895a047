"""The answered sample, to be read across."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readacross.packs import Bench


@pytest.fixture(scope="session")
def bench(tamarside_once: Path) -> Bench:
    return Bench(tamarside_once)


@pytest.fixture(scope="session")
def award_bench(tamarside_award_once: Path) -> Bench:
    return Bench(tamarside_award_once)
