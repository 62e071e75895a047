"""Reading and writing the files of a project folder so that nothing is lost, whatever happens.

A file is replaced whole or not at all; a line is added whole or not at all. What the machine refuses becomes a
:class:`FileProblem` that says what to do.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from hls_procure.errors import FileProblem, Problem

_BINARY = getattr(os, "O_BINARY", 0)
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EBUSY, getattr(errno, "ETXTBSY", errno.EBUSY)}


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def trouble(error: OSError, path: Path, doing: str) -> FileProblem:
    """What the machine refused, in words.

    :param doing: what was tried, as the end of "could not be …" (``written``).
    """
    number = error.errno
    kept = "Nothing was lost: every answer up to the last is kept."
    if number in _FULL:
        return FileProblem(Problem(str(path), f"could not be {doing}: the disk is full", kept, "Make room, then go on."))
    if number == errno.EROFS:
        do = "Copy it to a place that you may write to."
        return FileProblem(Problem(str(path), f"could not be {doing}: the folder can only be read", kept, do))
    if number in _REFUSED:
        why = "Another program may hold it open (a word processor, an editor, a backup), or you may only read here."
        do = "Close it there, or ask who may write here."
        return FileProblem(Problem(str(path), f"could not be {doing}: the machine refused", f"{why} {kept}", do))
    if number in (errno.ENOENT, errno.ENOTDIR, getattr(errno, "ESTALE", errno.ENOENT)):
        return FileProblem(
            Problem(
                str(path),
                f"could not be {doing}: it is no longer there",
                "The folder may have been moved, renamed or removed meanwhile, or a drive is not connected.",
                "Put it back, or open it where it is now.",
            )
        )
    return FileProblem(Problem(str(path), f"could not be {doing} ({error.strerror or error})", kept))


def read(path: Path) -> bytes:
    """The bytes of a file. :raises FileProblem: it is not there or cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise trouble(error, path, "read") from None


def replace(path: Path, data: bytes) -> None:
    """Put new bytes in the place of a file: a temporary file beside it, flushed, then swapped in one step.

    :raises FileProblem: nothing has changed then, and the temporary file is gone.
    """
    target = Path(os.path.realpath(path))
    temporary = leftover(target)
    try:
        try:
            write_new(temporary, data)
            with suppress(OSError):  # there was no file before, or its rights may not be copied: the usual rights then
                os.chmod(temporary, os.stat(target).st_mode & 0o7777)
            os.replace(temporary, target)
        except BaseException:
            _remove(temporary)
            raise
    except OSError as error:
        raise trouble(error, path, "written") from None
    flush_folder(target.parent)


def leftover(path: Path) -> Path:
    """The temporary file that :func:`replace` uses; one that is still there was left by a program that was killed."""
    return path.with_name(f".{path.name}.new")


def write_new(path: Path, data: bytes) -> None:
    """Write and flush a file. Raises OSError; the caller says it in words."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
    try:
        _write(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def append(path: Path, line: bytes, size: int, stale: bytes = b"") -> None:
    """Add a line to a file that has ``size`` bytes, flushed to the disk before the call returns.

    :param stale: a line that an earlier call was interrupted in; it was never acknowledged and gives way.
    :raises FileProblem: the file is as it was before, or (where even that was refused) has a torn last line.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_APPEND | _BINARY)
    except OSError as error:
        raise trouble(error, path, "written") from None
    try:
        _cut_back(handle, path, size, stale)
        try:
            _write(handle, line)
            os.fsync(handle)
        except BaseException:
            with suppress(OSError):  # a torn line is found and set aside when the file is next used
                os.ftruncate(handle, size)
            raise
    except OSError as error:
        raise trouble(error, path, "written") from None
    finally:
        os.close(handle)


def _cut_back(handle: int, path: Path, size: int, stale: bytes) -> None:
    found = os.fstat(handle).st_size
    if found == size:
        return
    os.lseek(handle, min(size, found), os.SEEK_SET)
    extra = os.read(handle, max(found - size, 0) + 1)
    if found > size and (b"\n" not in extra or extra == stale):
        os.ftruncate(handle, size)
        return
    raise FileProblem(
        Problem(
            str(path),
            "was changed by something else since it was opened",
            "An answer added now could overwrite another. Nothing was written.",
            "Open the project again.",
        )
    )


def _write(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _remove(path: Path) -> None:
    with suppress(OSError):
        os.unlink(path)


def tidy(path: Path) -> None:
    """Remove a temporary file that a killed program left beside a file."""
    _remove(leftover(Path(os.path.realpath(path))))


def new_folder(root: Path, name: str, content: Mapping[str, bytes], never: str) -> None:
    """Write a whole folder beside its place, flush it, and move it there in one step; its files may then only be read.

    :param never: what is said where it is there already. :raises FileProblem: it is, or it cannot be written.
    """
    making = root / f".{name}.new"
    try:
        root.mkdir(parents=True, exist_ok=True)
        if (root / name).exists():
            raise FileProblem(Problem(str(root / name), "is there already", never))
        shutil.rmtree(making, ignore_errors=True)
        try:
            making.mkdir()
            for one, data in content.items():
                write_new(making / one, data)
            flush_folder(making)
            os.rename(making, root / name)
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            raise
    except OSError as error:
        raise trouble(error, root / name, "written") from None
    flush_folder(root)
    for one in content:
        with suppress(OSError):
            os.chmod(root / name / one, stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)


def flush_folder(folder: Path) -> None:
    """Flush a folder's own list of names, where the system can (Windows cannot)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)


def cut(path: Path, size: int) -> None:
    """Shorten a file to ``size`` bytes and flush it. :raises FileProblem: it was refused; nothing has changed."""
    try:
        handle = os.open(path, os.O_RDWR | _BINARY)
        try:
            os.ftruncate(handle, size)
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise trouble(error, path, "written") from None
