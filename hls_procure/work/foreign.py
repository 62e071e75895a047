"""check with files: reading them, the file of facts, and the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hls_procure.errors import FileProblem, Problem
from hls_procure.foreign import factsfile
from hls_procure.foreign.across import across
from hls_procure.foreign.agreed import Agreed, agreed
from hls_procure.foreign.heard import Heard, hear
from hls_procure.foreign.parts import guess
from hls_procure.foreign.puzzles import puzzles
from hls_procure.library.checks import load_checks, load_language
from hls_procure.library.yamlfile import read_text
from hls_procure.readacross.pack import Unread
from hls_procure.readacross.report import Report
from hls_procure.reading.blocks import ReadFile
from hls_procure.reading.door import read_file, read_folder
from hls_procure.work.checking import known_marks
from hls_procure.work.workspace import Workspace


@dataclass(frozen=True)
class FilesChecked:
    """The report on some files, and what to say about the file of facts."""

    report: Report
    said: str = ""


def check_files(
    paths: Sequence[Path], *, on: date | None = None, baseline: Path | None = None, facts: Path | None = None
) -> FilesChecked:
    """Read some files across that no project made.

    :param facts: the file of facts: read where it exists, written where it does not.
    :raises FileProblem: nothing can be read. :raises InputError: the file of facts is wrong.
    """
    files, problems = read_all(paths)
    heard, found = listen(files)
    said = "Nobody has confirmed what was read, so nothing that rests on it is an error. Add --facts facts.yaml to confirm it."
    if facts is not None:
        said = ""
        if facts.exists():
            counted = factsfile.read(read_text(facts), facts.name, found)
            if counted.parts != heard.parts:
                heard = hear(files, counted.parts)
                counted = factsfile.read(read_text(facts), facts.name, agreed(heard))
            found = counted
        else:
            _write(facts, factsfile.write(found))
            said = (
                f"Written: {facts}, with what was read in the files. Go through it, confirm or correct each fact, and run the "
                "same command again: until then nothing that rests on them is an error."
            )
    workspace = Workspace()
    report = across(
        heard,
        found,
        load_checks(workspace.finder, workspace.cache),
        workspace.schema,
        lexicons=load_language(workspace.finder, workspace.cache),
        book=workspace.book,
        on=on,
        unread=[*_unread(heard), *puzzles(heard), *(_whole(problem) for problem in problems)],
        known=known_marks(baseline) if baseline else (),
    )
    report.files = [_about(name, found) for name in heard.files]
    return FilesChecked(report, said)


def listen(files: Sequence[ReadFile]) -> tuple[Heard, Agreed]:
    """What files tell, and what of it counts, before a person has said anything."""
    heard = hear(files, {read.name: guess(read) for read in files})
    return heard, agreed(heard)


def _about(name: str, found: Agreed) -> dict[str, str]:
    one = found.parts[name]
    return {"file": name, "part": one.part, "sure": one.sure, "why": one.why}


def read_all(paths: Sequence[Path]) -> tuple[list[ReadFile], list[Problem]]:
    """Every file that the paths name, those of folders included, and what could not be read.

    :raises FileProblem: nothing can be read, or a folder holds two versions of a document.
    """
    files: list[ReadFile] = []
    problems: list[Problem] = []
    gone = [path for path in paths if not path.exists()]
    if gone:
        raise FileProblem(Problem(str(path), "is not there", do="Check the name, or the folder you are in.") for path in gone)
    for path in paths:
        if path.is_dir():
            folder = read_folder(path)
            files += folder.files
            problems += folder.unread
            continue
        try:
            files.append(read_file(path, path.name))
        except FileProblem as error:
            problems += error.problems
    names = [read.name for read in files]
    twice = sorted({name for name in names if names.count(name) > 1})
    problems += [
        Problem(name, "is named twice", "One of the two is not read.", "Give each file a name of its own.") for name in twice
    ]
    unique = {read.name: read for read in reversed(files)}
    if not files:
        raise FileProblem(problems)
    return [read for read in files if unique.pop(read.name, None) is not None], problems


def _whole(problem: Problem) -> Unread:
    why = " ".join(part for part in (problem.what, problem.why, problem.do) if part)
    return Unread(problem.where, "the whole file", why)


def _unread(heard: Heard) -> list[Unread]:
    """What a file holds and nobody read, and what was read and not understood."""
    made = []
    for name, read in heard.files.items():
        operative = heard.parts[name].part != "other"
        blank = _pictures_alone(read)
        made += [Unread(name, heading, "it holds only a picture", operative) for heading in blank]
        for problem in read.unread:
            if blank and "picture" in problem.what:
                continue
            made.append(Unread(name, problem.what, problem.why or problem.do, operative=False))
    return made


def _pictures_alone(read: ReadFile) -> list[str]:
    """The headings under which there is a picture and not a word."""
    shown = read.blocks
    place = {block.id: at for at, block in enumerate(shown)}
    made = []
    for one in read.alternatives:
        if one.of != "picture" or one.anchor not in place:
            continue
        at = place[one.anchor]
        above = next((b for b in reversed(shown[:at]) if b.text.strip()), None)
        below = next((b for b in shown[at + 1 :] if b.text.strip()), None)
        if not shown[at].text.strip() and above is not None and above.level and (below is None or 0 < below.level <= above.level):
            made.append(f"'{above.text.strip()}'")
    return list(dict.fromkeys(made))


def _write(path: Path, text: str) -> None:
    from hls_procure.documents.outfolder import write_atomic

    try:
        write_atomic(path, text.encode("utf-8"))
    except OSError as error:
        raise FileProblem(
            Problem(str(path), f"could not be written ({error.strerror or error})", do="Name another place.")
        ) from None
