"""Opening and starting projects: the folder, the library as it stands for it, and its playbook."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hls_procure.errors import FileProblem, InputError, Problem, nearest
from hls_procure.interview.guide import Guide
from hls_procure.library.finder import shipped_root
from hls_procure.library.yamlfile import Map, load
from hls_procure.model.playbook import Playbook
from hls_procure.model.project import ProjectFacts
from hls_procure.model.root import Project
from hls_procure.model.values import parse_date, say_list
from hls_procure.project.glance import Glance, glance, keep
from hls_procure.project.numbers import issue_numbers
from hls_procure.work.workspace import DEFAULT_PLAYBOOK, Workspace

if TYPE_CHECKING:
    from hls_procure.project.folder import ProjectFolder
    from hls_procure.project.lock import Lock

ROLE = "HLS_PROCURE_ROLE"


def clock() -> datetime:
    """Now, in this machine's time with its offset: only the journal uses it, never a document."""
    return datetime.now().astimezone().replace(microsecond=0)


def role() -> str:
    """Who is working, as a role: HLS_PROCURE_ROLE, or "commissioner"."""
    return os.environ.get(ROLE, "").strip() or "commissioner"


@dataclass
class Looked:
    """A project folder at which a command only looks, with everything it needs beside it."""

    folder: ProjectFolder | Glance
    workspace: Workspace

    @property
    def project(self) -> Project:
        """The project as it stands."""
        return self.folder.project

    @cached_property
    def playbook(self) -> Playbook:
        """The project's playbook with its questions."""
        return self.workspace.playbook(self.project.project.playbook)

    @cached_property
    def guide(self) -> Guide:
        """What documents need of the playbook."""
        return self.workspace.guide(self.project.project.playbook)

    @cached_property
    def own_documents(self) -> list[str]:
        """The documents that belong to the walk of the project and to no other; a grant has some."""
        return sorted(spec.id for spec in self.workspace.words.documents.values() if self.project.project.playbook in spec.walks)

    def only_for_buying(self, what: str) -> None:
        """Refuse what has nothing to say of a grant. :raises InputError: the walk of the project has documents of its own."""
        own = self.own_documents
        if own:
            why = f"This project follows {self.project.project.playbook}, and nothing is bought in it: it builds {say_list(own)}."
            raise InputError(Problem(what, "is for what is bought", why, "See: hls-procure status"))

    def next_versions(self, documents: Iterable[str]) -> dict[str, int]:
        """The number of the next version of each document: one more than it has been issued."""
        issued = Counter({**self.folder.numbers, **issue_numbers(self.folder.path)}.values())
        return {id: issued[id] + 1 for id in documents}

    def building(self) -> Lock:
        """The lock of ``out/``, to hold while documents are built."""
        from hls_procure.project.lock import out_lock

        return out_lock(self.folder.path, role(), clock().isoformat(timespec="seconds"))


@dataclass
class Opened(Looked):
    """A project folder that a command changes, or may change."""

    folder: ProjectFolder


def look(path: Path, *, now: Callable[[], datetime] = clock) -> Looked:
    """Open a project folder for a command that changes no answer.

    What was edited by hand is taken into the journal here, unless somebody else holds the folder or it can only be read:
    then the next one to hold it does.

    :raises InputError: every problem of its files at once.
    """
    workspace = Workspace(path)
    seen = glance(path, workspace.schema)
    if seen is not None:
        return Looked(seen, workspace)
    opened = open_project(path, now=now)
    notes = opened.folder.notes
    if notes:
        with suppress(FileProblem), opened.folder as folder:
            folder.hold()
            folder.notes = ()
    keep(opened.folder, opened.folder.numbers)
    opened.folder.notes = notes
    return opened


def open_project(path: Path, *, who: str | None = None, now: Callable[[], datetime] = clock) -> Opened:
    """Open a project folder. :raises InputError: every problem of its files at once."""
    from hls_procure.project.folder import ProjectFolder

    workspace = Workspace(path)
    folder = ProjectFolder.open(path, workspace.schema, clock=now, who=who or role())
    return Opened(folder, workspace)


def start_project(
    path: Path,
    *,
    playbook: str | None = None,
    as_of: date | None = None,
    who: str | None = None,
    now: Callable[[], datetime] = clock,
) -> Opened:
    """A new project folder, empty but for its id, its playbook and the day that its documents speak from.

    :param as_of: that day; today where none is given.
    :raises InputError: the folder is not empty, or there is no such playbook.
    """
    from hls_procure.interview.answers import slug
    from hls_procure.project.folder import ProjectFolder

    workspace = Workspace(path if path.is_dir() else None)
    chosen = workspace.playbook(playbook or DEFAULT_PLAYBOOK)
    facts = ProjectFacts(id=slug(path.resolve().name, ()), playbook=chosen.id, cycle=1)
    project = Project(as_of_date=as_of or now().date(), project=facts)
    folder = ProjectFolder.create(path, workspace.schema, clock=now, who=who or role(), project=project, why="started")
    return Opened(folder, Workspace(path))


@dataclass(frozen=True, slots=True)
class Sample:
    """A worked case that ships with the product.

    :param answers: its answers files, in order. :param award: the file with what is known only at award, if any.
    :param stage: the stage in which somebody might like to change an answer.
    """

    id: str
    title: str
    about: str
    playbook: str
    as_of_date: date
    answers: tuple[Path, ...]
    award: Path | None
    open_first: str
    stage: str = "allocation"

    @property
    def new(self) -> str:
        """What to type for a project of one's own that is walked in the same way."""
        return "hls-procure new my-place" + ("" if self.playbook == DEFAULT_PLAYBOOK else f" --playbook {self.playbook}")


def samples() -> tuple[str, ...]:
    """The ids of the samples there are."""
    root = shipped_root() / "playbooks" / "samples"
    return tuple(sorted(path.parent.name for path in root.glob("*/sample.yaml")))


def load_sample(id: str) -> Sample:
    """A sample by its id. :raises InputError: there is none of that id."""
    known = samples()
    if id not in known:
        raise InputError(Problem(id, "is not a sample", nearest(id, known), f"There are: {', '.join(known)}."))
    root = shipped_root() / "playbooks" / "samples" / id
    data = load(root / "sample.yaml")
    return Sample(
        data["id"],
        data["title"],
        " ".join(data["about"].split()),
        data["playbook"],
        parse_date(data["as_of_date"]),
        tuple(root / name for name in data["answers"]),
        root / data["award"] if data.get("award") else None,
        data["open_first"],
        data.get("stage") or "allocation",
    )


def read_answers(path: Path) -> Map:
    """An answers file: a mapping of question id to answer. :raises InputError: it cannot be read as one."""
    if path.is_dir():
        raise FileProblem(Problem(str(path), "is a folder", do="Name the answers file itself."))
    return load(path)


def as_plain(value: Any) -> Any:
    """A parsed mapping or list as plain data, for JSON."""
    if isinstance(value, dict):
        return {key: as_plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_plain(item) for item in value]
    return value
