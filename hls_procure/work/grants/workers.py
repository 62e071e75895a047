"""All cores at once: each process works on a chunk of rows and is given the next when it has done.

Processes are started afresh and share nothing; each ends by itself when the one that started it is gone.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from hls_procure.errors import FileProblem, HlsError, Problem
from hls_procure.work.grants.bench import Bench, Setup

#: Letters of a chunk, and from how many rows on several processes are worth their start.
CHUNK, MANY = 20, 4_000
T = TypeVar("T")
Result = TypeVar("Result")


def cores() -> int:
    """How many processes this machine can run at once."""
    with suppress(AttributeError):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def workers_for(count: int, asked: int | None, *, slow: bool = False) -> int:
    """How many processes to use. :param count: of rows. :param slow: whether each letter takes long."""
    if asked is not None:
        return max(1, min(asked, count or 1))
    return min(cores(), max(1, count // CHUNK)) if count >= (100 if slow else MANY) else 1


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Items in lists of at most so many."""
    stream = iter(items)
    while chunk := list(islice(stream, size)):
        yield chunk


class Workers:
    """Does something with chunks, in this process or in several; use it in a ``with``."""

    def __init__(self, setup: Setup, count: int, first: int) -> None:
        """:param first: the number of the first file in which a process notes what it made."""
        self.setup = setup
        self.count = count
        self.first = first
        self._bench: Bench | None = None
        self._running: list[tuple[Any, Any]] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *error: object) -> None:
        for process, pipe in self._running:
            with suppress(OSError):
                pipe.close()
            process.join(10)
            if process.is_alive():
                process.terminate()
                process.join()
        self._running.clear()

    @property
    def bench(self) -> Bench:
        """This process's own."""
        if self._bench is None:
            self._bench = Bench(self.setup)
        return self._bench

    def each(
        self, name: str, items: Iterable[list[T]], *rest: Any, stop: Callable[[Any], bool] = lambda made: False
    ) -> Iterator[Any]:
        """The results of a method of :class:`Bench` for each chunk, as they come.

        :param stop: whether no further chunk is to be begun after a result; those that were begun are waited for.
        """
        if self.count <= 1:
            for chunk in items:
                made = call(self.bench, name, chunk, rest)
                yield made
                if stop(made):
                    return
            return
        yield from self._shared(name, iter(items), rest, stop)

    def _shared(self, name: str, stream: Iterator[list[T]], rest: tuple[Any, ...], stop: Callable[[Any], bool]) -> Iterator[Any]:
        from multiprocessing.connection import wait

        self._start()
        busy: dict[Any, Any] = {}
        ended = False
        idle = [pipe for _, pipe in self._running]
        while True:
            while idle and not ended:
                chunk = next(stream, None)
                if chunk is None:
                    ended = True
                else:
                    pipe = idle.pop()
                    pipe.send((name, chunk, rest))
                    busy[pipe] = True
            if not busy:
                return
            ready: list[Any] = list(wait(list(busy)))
            for pipe in ready:
                try:
                    kind, made = pipe.recv()
                except (EOFError, OSError):
                    do = "Nothing is lost: run the same command again. With --jobs 1 it needs less memory."
                    raise FileProblem(Problem("", "A process that made letters was ended from outside", do=do)) from None
                del busy[pipe]
                idle.append(pipe)
                if kind == "problems":
                    raise made[0](made[1])
                if kind == "error":
                    raise RuntimeError(made)
                yield made
                ended = ended or stop(made)

    def _start(self) -> None:
        if self._running:
            return
        from multiprocessing import get_context

        context = get_context("spawn")
        for number in range(self.count):
            ours, theirs = context.Pipe()
            run = self.setup.run.with_name(run_name(self.first + 1 + number))
            process = context.Process(target=work, args=(theirs, self.setup, run), daemon=True)
            process.start()
            theirs.close()
            self._running.append((process, ours))


def run_name(number: int) -> str:
    """The file in which a process notes what it made."""
    return f"{number:06}.jsonl"


def call(bench: Bench, name: str, chunk: list[Any], rest: tuple[Any, ...]) -> Any:
    """Do one of the two things that a bench does."""
    if name == "make":
        return bench.make(chunk)
    return bench.look(chunk, size=bool(rest and rest[0]))


def work(pipe: Any, setup: Setup, run: Path) -> None:
    """The life of a process: chunks come in, results go out, until nobody is at the other end."""
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    bench = Bench(replace(setup, run=run), lambda: parent is None or parent.is_alive())
    while True:
        try:
            name, chunk, rest = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: tuple[str, Any] = ("made", call(bench, name, chunk, rest))
        except HlsError as error:
            answer = ("problems", (type(error), error.problems))
        except Exception as error:
            answer = ("error", f"{type(error).__name__}: {error}")
        try:
            pipe.send(answer)
        except OSError:
            return
