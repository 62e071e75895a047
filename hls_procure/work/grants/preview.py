"""A few letters to read before all are made: the longest, the shortest, and one of each choice of clauses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace

from hls_procure import __version__
from hls_procure.errors import FileProblem, InputError
from hls_procure.grants.built import NAME, Letter, lines
from hls_procure.grants.row import Row
from hls_procure.work.grants.bench import Job
from hls_procure.work.grants.lettering import Lettered, Lettering, halted
from hls_procure.work.grants.memory import Memory, room_for_memory
from hls_procure.work.grants.placing import file_hash, tidy, write_whole
from hls_procure.work.grants.plan import Item, Plan, input_of, with_place

FOLDER = "preview"


def preview_of(run: Lettering) -> Lettered:
    """Make a few letters in ``letters/preview/``. :returns: what was made, with what each is an example of.

    :raises HlsError: as :meth:`Lettering.run`.
    """
    root = run.root / FOLDER
    with run.lock(), room_for_memory(), closing(Memory(run.root)) as run.memory:
        run.root = root
        tidy(root)
        found = run.plan()
        done = run.begun(found)
        with run.workers(len(found.items)) as workers, closing(Memory(root)) as before:
            samples = run.look(found, workers, sizes=True)
            done.apart = run.apart(workers, samples)
            chosen = _chosen(found, run.sizes)
            jobs = list(_jobs(run, found, chosen, before))
            placed = workers.bench.make([job for job, _ in jobs])
            if placed.stopped or placed.held:
                raise FileProblem(halted(root, placed.stopped, placed.held, len(placed.letters), len(jobs)))
            if placed.failed:
                raise InputError(placed.failed)
            _tidied(before, placed.letters)
            why = {job.number: words for job, words in jobs}
            for number, letter in placed.letters:
                done.preview[letter.file] = why[number]
                if letter.draft:
                    done.drafts[letter.key] = sum(item.key == letter.key for item in found.items)
            for item in found.items:
                done.choices[item.key] = done.choices.get(item.key, 0) + 1
            done.beside = placed.beside
            head = {"tool": __version__, "source": run.batch.source, "why": done.preview}
            text = "".join(lines(head, (letter for _, letter in placed.letters)))
            write_whole(root / NAME, [text.encode("utf-8", "replace")])
            before.forget_runs()
    return done


def _chosen(found: Plan, sizes: list[int]) -> dict[int, list[str]]:
    """The rows to make, each with what it is an example of. The longest and the shortest stand for their choices, too."""
    rows = [number for number, item in enumerate(found.items) if item.wanted and item.key]
    made: dict[int, list[str]] = {}
    if not rows:
        return made
    made.setdefault(max(rows, key=lambda number: (sizes[number], -number)), []).append("longest")
    made.setdefault(min(rows, key=lambda number: (sizes[number], number)), []).append("shortest")
    there = {found.items[number].key for number in made}
    for number in rows:
        if found.items[number].key not in there:
            there.add(found.items[number].key)
            made[number] = []
    return made


def _jobs(run: Lettering, found: Plan, chosen: dict[int, list[str]], before: Memory) -> Iterator[tuple[Job, str]]:
    ground = run.ground()
    rows: dict[int, tuple[Row, Item]] = {n: pair for n, pair in enumerate(run.rows(found)) if n in chosen}
    for number, roles in chosen.items():
        row, item = rows[number]
        name = "-".join([*roles, "choice", item.key, item.file.rpartition("/")[2]])
        letter: Letter = replace(item.letter_of(input_of(item, ground), row.where), file=f"{name}.docx")
        names = [f"{name}.{format}" for format in run.formats]
        words = " and ".join([*(f"the {role}" for role in roles), f"one of choice {item.key}"])
        yield Job(number, with_place(row, item), letter, before.hashes(names)), words


def _tidied(before: Memory, letters: list[tuple[int, Letter]]) -> None:
    """Letters of an earlier preview go, unless somebody has edited them."""
    now = {name for _, letter in letters for name in letter.files}
    for id in before.ids():
        for name, hashes in before.files(id).items():
            if name not in now and file_hash(before.root / name) in hashes:
                with suppress(OSError):
                    (before.root / name).unlink()
