"""What the law room answers when it is asked about one legal fact for one project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

LawState = Literal["sound", "caution", "not-covered", "not-in-force", "unknown"]


@dataclass(frozen=True, slots=True)
class LawAnswer:
    """What the law room says of one legal fact for this project: its state, and a sentence for the reader.

    :param state: ``sound`` (it was read and holds on the day), ``caution`` (it was not read, or only in part),
        ``not-covered`` (not checked for this nation), ``not-in-force`` (not on the day), ``unknown`` (no such fact).
    :param words: why, as a sentence without a final stop; empty where there is nothing to add.
    """

    state: LawState
    words: str = ""
