"""Seeds one defect at a time and asks check what it finds that was not there before.

A mutation is data: an id, its family, what somebody did, where, and the codes of which one has to be found. The samples are
opened and built once; each mutation costs one read-across.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from hls_procure.findings import Finding
from hls_procure.library.yamlfile import load
from hls_procure.project.glance import Glance
from hls_procure.readacross.report import Report, mark
from hls_procure.work.building import build
from hls_procure.work.checking import check_project
from hls_procure.work.opening import Looked, open_project
from tests.helpers import copied, ticking
from tests.readacross.mutations import html_edits, word_edits
from tests.readacross.packs import Bench

ROOM = Path(__file__).parent
LAYERS = ("project", "word", "html")
#: More errors of other codes than this beside the one that is meant are noise.
NOISE = 2


@dataclass(frozen=True)
class Mutation:
    """One defect. :param layer: project, word or html. :param how: the rest of its data, for the function that seeds it."""

    id: str
    family: str
    what: str
    layer: str
    expect: tuple[str, ...]
    of: str = "tamarside"
    small: bool = False
    how: Mapping[str, Any] = field(default_factory=dict, hash=False)


@cache
def mutations() -> tuple[Mutation, ...]:
    """Every defect of the three files, in their order."""
    return tuple(one for layer in LAYERS for one in _of(layer))


def _of(layer: str) -> Iterator[Mutation]:
    known = {"family", "what", "expect", "of", "small"}
    for id, row in load(ROOM / f"{layer}.yaml").items():
        how = {key: value for key, value in row.items() if key not in known}
        small = row.get("small") == "true"
        yield Mutation(
            id, row["family"], row["what"], layer, tuple(row["expect"]), row.get("of", "tamarside"), small, how
        )


@dataclass(frozen=True)
class Outcome:
    """What check found of a defect. :param new: findings that the untouched sample does not have."""

    mutation: Mutation
    new: tuple[Finding, ...]

    @property
    def caught(self) -> bool:
        """Whether one of the codes that were meant is among them."""
        return any(one.code in self.mutation.expect for one in self.new)

    @property
    def beside(self) -> Counter[str]:
        """Errors of other codes."""
        return Counter(f.code for f in self.new if f.severity == "error" and f.code not in self.mutation.expect)


class Seeder:
    """The samples, each opened and built once, and what is found in them untouched.

    :param room: a folder for built samples, whose files are edited and put back.
    """

    def __init__(self, tamarside: Path, others: Callable[[str], Path], room: Path) -> None:
        self.room = room
        self._built: dict[str, Bench] = {}
        self.bench = Bench(tamarside, others)
        self._before: dict[str, frozenset[str]] = {}

    def of(self, sample: str) -> Bench:
        """The bench of a sample."""
        return self.bench if sample == "tamarside" else self.bench.of(sample)

    def before(self, sample: str) -> frozenset[str]:
        """The findings of the untouched sample."""
        if sample not in self._before:
            self._before[sample] = frozenset(_key(one) for one in check_project(self.of(sample).opened).findings)
        return self._before[sample]

    def seed(self, mutation: Mutation) -> Outcome:
        """Seed one defect, read across, and take it out again."""
        report = self._project(mutation) if mutation.layer == "project" else self._file(mutation)
        before = self.before(mutation.of)
        return Outcome(mutation, tuple(one for one in report.findings if _key(one) not in before))

    def _project(self, mutation: Mutation) -> Report:
        built = mutation.how.get("built") == "true"
        bench = self.built(mutation.of) if built else self.of(mutation.of)
        was = bench.opened.folder
        changed = Glance(was.path, bench.changed(mutation.how["set"]), "changed" if built else was.base, was.numbers)
        return check_project(Looked(changed, bench.opened.workspace))

    def _file(self, mutation: Mutation) -> Report:
        bench = self.built(mutation.of)
        suffix, edit = {"word": ("docx", word_edits.edited), "html": ("html", html_edits.edited)}[mutation.layer]
        path = next((bench.path / "out").rglob(f"{mutation.how['document']}-*.{suffix}"))
        data = path.read_bytes()
        path.write_bytes(edit(data, mutation.how))
        try:
            return check_project(bench.opened)
        finally:
            path.write_bytes(data)

    def built(self, sample: str) -> Bench:
        """The bench of a sample with its files in ``out/``."""
        if sample not in self._built:
            bench = self.of(sample)
            path = copied(bench.path, self.room / sample)
            build(open_project(path, now=ticking()))
            self._built[sample] = Bench(path)
        return self._built[sample]


def _key(finding: Finding) -> str:
    return f"{mark(finding)} {finding.message}"


def told(outcomes: Iterable[Outcome]) -> str:
    """Caught and seeded by family, every miss with what was found instead, and noise; for people."""
    outcomes = list(outcomes)
    lines = ["", f"{'family':<16}{'layer':<10}{'caught':>8}{'seeded':>8}"]
    rows: dict[tuple[str, str], list[Outcome]] = {}
    for one in outcomes:
        rows.setdefault((one.mutation.family, one.mutation.layer), []).append(one)
    for (family, layer), inside in sorted(rows.items()):
        lines.append(f"{family:<16}{layer:<10}{sum(one.caught for one in inside):>8}{len(inside):>8}")
    caught = sum(one.caught for one in outcomes)
    lines.append(f"{'all':<26}{caught:>8}{len(outcomes):>8}   {caught / len(outcomes):.1%}")
    for one in outcomes:
        if not one.caught:
            found = ", ".join(sorted({f.code for f in one.new})) or "nothing"
            wanted = " or ".join(one.mutation.expect)
            lines.append(f"missed: {one.mutation.id} ({one.mutation.what}): wanted {wanted}, found {found}")
    for one in outcomes:
        if sum(one.beside.values()) > NOISE:
            lines.append(f"noise: {one.mutation.id}: {dict(one.beside)}")
    return "\n".join(lines)
