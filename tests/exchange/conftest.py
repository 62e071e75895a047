"""The sample, opened, without its award and with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hls_procure.work.opening import Looked, look


@pytest.fixture(scope="session")
def opened(tamarside_once: Path) -> Looked:
    return look(tamarside_once)


@pytest.fixture(scope="session")
def awarded(tamarside_award_once: Path) -> Looked:
    return look(tamarside_award_once)


@pytest.fixture(scope="session")
def empty(fresh_once: Path) -> Looked:
    return look(fresh_once)
