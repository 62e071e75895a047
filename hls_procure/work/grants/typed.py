"""What somebody typed who records something, looked at before the folder is."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hls_procure.errors import InputError, Problem, argument, nearest
from hls_procure.grants.bank import refuse_bank_details
from hls_procure.grants.ledger import EVERYBODY, SETTLED, WHATS, WORDING
from hls_procure.model.record import record
from hls_procure.model.values import Money
from hls_procure.project import files

#: The longest words that are kept of somebody, in characters.
LONGEST = 20_000


@record
class Act:
    """What somebody wants to record. The parameters are those of :class:`~hls_procure.grants.ledger.Entry`.

    :param ids: grants, or ``all``; ``wording`` for the words of the letters. :param letter: 0 for the last one.
    :param letter_file: a letter that was made elsewhere.
    """

    ids: tuple[str, ...]
    what: str
    on: date
    amount: Money | None = None
    who: str = ""
    words: str = ""
    letter: int = 0
    promise: str = ""
    payment: str = ""
    letter_file: Path | None = None


def looked(act: Act, folder: Path) -> list[Problem]:
    """Everything in an act that can be seen to be wrong without looking into the folder."""
    problems: list[Problem] = []
    if act.what not in WHATS and act.what != SETTLED:
        known = ", ".join([*WHATS, SETTLED])
        problems.append(Problem(act.what, "cannot be recorded", nearest(act.what, [*WHATS, SETTLED]), f"It is one of: {known}."))
    problems += refuse_bank_details(act.words, "The words")
    if "@" in act.who:
        problems.append(
            Problem("--by", "is an address, and a role is kept here", "Nobody's name or address is.", "Say it like 'director'.")
        )
    if len(act.words) > LONGEST:
        problems.append(Problem("The words", f"are longer than {LONGEST:,} characters", "What they said yes with is short."))
    for name, value, only in (
        ("--amount", act.amount, ("paid",)), ("--payment", act.payment, ("paid",)),
        ("--promise", act.promise, ("kept",)), ("--letter", act.letter, ("sent", "accepted")),
        ("--letter-file", act.letter_file, ("sent",)),
    ):  # fmt: skip
        if value and act.what not in only:
            problems.append(Problem(name, f"goes with {' or '.join(only)} only"))
    if act.letter_file is not None and (len(act.ids) != 1 or act.ids == (EVERYBODY,)):
        problems.append(Problem("--letter-file", "is one letter, and goes to one grant", "", "Name the grant by its number."))
    if act.amount is not None and act.amount.pence <= 0:
        problems.append(Problem("--amount", "is not a sum that can be paid"))
    if act.what == "kept" and not act.promise:
        problems.append(Problem("--promise", "is missing", "It says which promise was kept, by its id.", "Say it: --promise ID"))
    if (act.ids == (WORDING,)) != (act.what == SETTLED):
        do = f"To settle the words: hls-procure grant record {argument(folder)} wording settled --by ROLE --on DATE"
        problems.append(Problem("settled", "is said of wording, and of nothing else", "", do))
    if act.what == SETTLED and not act.who:
        problems.append(Problem("--by", "is missing", "Words are settled by somebody with the right role.", "Say it: --by ROLE"))
    return problems


def amount_of(text: str | None) -> Money | None:
    """A sum as somebody typed it. :raises InputError: it is none."""
    if text is None:
        return None
    try:
        return Money.parse(text)
    except ValueError as error:
        raise InputError(Problem("--amount", str(error))) from None


def words_of(typed: str, path: Path | None) -> str:
    """What somebody said, exactly as it was typed or lies in a file: UTF-8, or what Windows writes where it is not that.

    :raises InputError: both were given. :raises FileProblem: the file cannot be read.
    """
    if path is None:
        return typed.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if typed:
        raise InputError(Problem("--words", "and --words-file say the same thing twice", do="Give one of the two."))
    raw = files.read(path)[: 4 * LONGEST + 4]
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def numbers_of(text: str) -> range:
    """The numbers of entries as somebody typed them: ``7`` or ``7-19``. :raises InputError: they are none."""
    found = re.fullmatch(r"\s*(\d{1,9})\s*(?:[-–]\s*(\d{1,9})\s*)?", text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 0 < first <= last:
        raise InputError(Problem("--undo", f"has '{text}', which is no number of an entry", do="Write it like 7, or 7-19."))
    return range(first, last + 1)
