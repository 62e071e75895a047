"""One folder, one walker: a lock of the operating system, which ends with the process that holds it.

The lock file says who holds it, so that the next person knows whom to ask. It stays in the folder when the lock is
given up; only the operating system's lock on it counts. Where a file system has no locks, the process named in the
file counts instead.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from hls_procure.errors import FileProblem, Problem
from hls_procure.project.files import trouble

NAME = ".lock"
OUT = "out"
_FAR = 1 << 30
_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK, getattr(errno, "EWOULDBLOCK", errno.EAGAIN)}


def out_lock(folder: Path, who: str, since: str) -> Lock:
    """The lock of a project's ``out/``, to hold while documents are built: ``with out_lock(…): …``."""
    out = folder / OUT
    try:
        out.mkdir(exist_ok=True)
    except OSError as error:
        raise trouble(error, out, "made") from None
    return Lock(out, who, since, "built into")


class Lock:
    """The lock of one folder.

    :param folder: what is locked. :param who: the role that locks it. :param since: when, as text.
    :param doing: what for, as the end of "is being …" (``changed``).
    """

    def __init__(self, folder: Path, who: str, since: str, doing: str = "changed") -> None:
        self.folder = folder
        self.who = who
        self.since = since
        self.doing = doing
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    def acquire(self) -> None:
        """Take the lock. One left by a process that is gone is taken over.

        :raises FileProblem: somebody else holds it (says who, since when and where), or the folder cannot be written.
        """
        if self.held:
            return
        path = self.folder / NAME
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise trouble(error, path, self.doing) from None
        try:
            if not _take(handle):
                raise self._refusal(_holder(handle))
            _sign(handle, {"who": self.who, "since": self.since, "process": os.getpid(), "host": _host()})
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle

    def release(self) -> None:
        """Give the lock up."""
        handle, self._handle = self._handle, None
        if handle is not None:
            _sign(handle, {})
            _give(handle)
            os.close(handle)

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self.release()

    def __del__(self) -> None:
        with suppress(Exception):
            self.release()

    def _refusal(self, holder: dict[str, object]) -> FileProblem:
        by = "by another process"
        if holder:
            who, since, process, host = (holder.get(name) for name in ("who", "since", "process", "host"))
            by = f"by {who}, since {since}, in process {process} on {host}"
        return FileProblem(
            Problem(
                str(self.folder),
                f"is being {self.doing} {by}",
                "Two people changing it at once would overwrite one another.",
                "Wait until they have finished, or ask them to close it; then try again.",
            )
        )


def _take(handle: int) -> bool:
    """Whether the operating system's lock was free and is ours now."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _HELD and not _alive(_holder(handle))
    return True


def _give(handle: int) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_UN)
    except OSError:
        pass  # closing the file gives the lock up as well


def _sign(handle: int, holder: dict[str, object]) -> None:
    try:
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        if holder:
            os.write(handle, json.dumps(holder, ensure_ascii=False).encode())
    except OSError:
        pass  # the lock holds all the same; only its note is missing


def _holder(handle: int) -> dict[str, object]:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        found = json.loads(os.read(handle, 10_000))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _alive(holder: dict[str, object]) -> bool:
    """Whether the process that a lock file names still runs here; of another machine nothing can be said: it counts."""
    process = holder.get("process")
    if not isinstance(process, int) or process <= 0:
        return False
    if holder.get("host") != _host() or sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _host() -> str:
    import platform

    return platform.node() or "this machine"
