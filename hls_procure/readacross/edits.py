"""What somebody changed in a file since it was built, as data: a fact, words, something new, gone or moved."""

from __future__ import annotations

from typing import Literal

from hls_procure.findings import Spot
from hls_procure.model.record import record
from hls_procure.readacross.links import fingerprint

EditKind = Literal["fact", "row new", "row gone", "words", "new", "gone", "moved"]
#: The kinds that say otherwise than a fact of the project. The rest is prose, which a named person may accept.
FACTS = frozenset({"fact", "row new", "row gone"})


@record
class Edit:
    """One place at which a file says otherwise than the project would print.

    :param id: what a person types to accept it: ``D12:words:AL-19.empty``. :param where: the place as a reader finds it.
    :param was: what would be printed there now; :param said: what the file says. :param path: of a fact, where it stands in the
        project. :param inside: the words around a fact. :param spot: where it stands in the file.
    """

    id: str
    kind: EditKind
    where: str
    was: str = ""
    said: str = ""
    path: str = ""
    inside: str = ""
    spot: Spot | None = None

    @property
    def mark(self) -> str:
        """The fingerprint of both sides: a judgement on the edit is stale when either changes."""
        return fingerprint(self.was, self.said, self.where if self.kind == "moved" else "")
