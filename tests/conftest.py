"""Every test works with a cache of its own and without the environment of whoever runs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.helpers import copied, ticking

# Property tests leave nothing behind, are not stopped by a busy machine, and try the same examples every time, so that a
# verdict is that of the tree and not of luck. `--hypothesis-profile=search` looks for new ones; what it finds becomes a case.
settings.register_profile("calm", deadline=None, database=None, derandomize=True, print_blob=True)
settings.register_profile("search", deadline=None, database=None, print_blob=True)
settings.load_profile("calm")


@pytest.fixture(scope="session", autouse=True)
def own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HLS_PROCURE_CACHE", str(tmp_path_factory.mktemp("cache")))
        for name in ("HLS_PROCURE_LIBRARY", "HLS_PROCURE_ROLE", "HLS_PROCURE_DEBUG"):
            patch.delenv(name, raising=False)
        yield


# The sample, answered once for the whole session. Tests read the *_once folders and change only copies.


@pytest.fixture(scope="session")
def tamarside_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tamarside, every question answered but those of the award; not built."""
    from hls_procure.work.demo import start_sample

    path = tmp_path_factory.mktemp("answered") / "tamarside"
    start_sample(path, "tamarside", now=ticking()).folder.close()
    return path


@pytest.fixture(scope="session")
def tamarside_award_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tamarside with what is known only at award; not built."""
    from hls_procure.work.demo import start_sample

    path = tmp_path_factory.mktemp("awarded") / "tamarside"
    start_sample(path, "tamarside", award=True, now=ticking()).folder.close()
    return path


@pytest.fixture(scope="session")
def tamarside_built_once(tamarside_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tamarside with its six documents in out/, for tender."""
    from hls_procure.work.building import build
    from hls_procure.work.opening import open_project

    path = copied(tamarside_once, tmp_path_factory.mktemp("built") / "tamarside")
    build(open_project(path, now=ticking()))
    return path


@pytest.fixture(scope="session")
def sample_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A small sample by its id, answered when it is first asked for; not built."""
    from hls_procure.work.demo import start_sample

    made: dict[str, Path] = {}

    def answered(id: str) -> Path:
        if id not in made:
            path = tmp_path_factory.mktemp("samples") / id
            start_sample(path, id, now=ticking()).folder.close()
            made[id] = path
        return made[id]

    return answered


@pytest.fixture
def tamarside(tamarside_once: Path, tmp_path: Path) -> Path:
    """A copy of the answered sample."""
    return copied(tamarside_once, tmp_path / "tamarside")


@pytest.fixture
def tamarside_award(tamarside_award_once: Path, tmp_path: Path) -> Path:
    """A copy of the answered sample with its award."""
    return copied(tamarside_award_once, tmp_path / "tamarside")


@pytest.fixture
def tamarside_built(tamarside_built_once: Path, tmp_path: Path) -> Path:
    """A copy of the built sample."""
    return copied(tamarside_built_once, tmp_path / "tamarside")


@pytest.fixture(scope="session")
def fresh_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with nothing answered, as ``new`` makes it."""
    from hls_procure.work.opening import start_project

    path = tmp_path_factory.mktemp("fresh") / "x"
    start_project(path, now=ticking()).folder.close()
    return path


@pytest.fixture
def fresh(fresh_once: Path, tmp_path: Path) -> Path:
    """A copy of it, at ``tmp_path / "x"``."""
    return copied(fresh_once, tmp_path / "x")
