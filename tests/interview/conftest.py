"""A fresh project on the small playbook, and one whose playbook is the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import copied, ticking
from tests.interview.mini import REMINDERS, Session, Shelf, start


@pytest.fixture(scope="session")
def mini_first(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return start(tmp_path_factory.mktemp("mini") / "lakeside", ticking())


@pytest.fixture(scope="session")
def mini_once(mini_first: Session) -> Path:
    """A project on the small playbook, with nothing answered; not to be changed."""
    return mini_first.path


@pytest.fixture
def mini(mini_first: Session, tmp_path: Path) -> Session:
    """A project on the small playbook, with nothing answered."""
    return Session(copied(mini_first.path, tmp_path / "lakeside"), ticking(), mini_first.shelf)


@pytest.fixture(scope="session")
def reminded_first(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return start(tmp_path_factory.mktemp("reminded") / "lakeside", ticking(), reminders=REMINDERS)


@pytest.fixture
def reminded(reminded_first: Session, tmp_path: Path) -> Session:
    """The same, with a reminder that asks for a reason."""
    return Session(copied(reminded_first.path, tmp_path / "lakeside"), ticking(), reminded_first.shelf)


@pytest.fixture(scope="session")
def shipped_shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def shipped(fresh: Path, shipped_shelf: Shelf) -> Session:
    """A project on the shipped playbook, with nothing answered."""
    return Session(fresh, ticking(), shipped_shelf)
