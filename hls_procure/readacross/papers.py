"""Papers that bidders have, as data: what was issued or lies ready, and where it says otherwise than the project does now."""

from __future__ import annotations

from datetime import date

from hls_procure.model.record import record


@record
class Change:
    """A place at which a paper says otherwise than the project would print now.

    :param path: of a fact, where it stands in the project; empty for prose. :param was: what the paper says; empty where it
        lacks it. :param printed: what would be printed now; empty where nothing would.
    """

    path: str
    was: str
    printed: str


@record
class Paper:
    """The newest copy of a document on which bidders rely.

    :param where: the folder or the file. :param on: when it was issued; None for a file in out/ that was never issued.
    :param behind: whether it is not what would be built now; :param changes: where, as far as that is known.
    """

    document: str
    short: str
    where: str
    on: date | None = None
    behind: bool = False
    changes: tuple[Change, ...] = ()
