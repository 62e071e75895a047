"""The notices that can be exported as drafts: their codes, names, places in a release, and who may see a draft."""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal

from hls_procure.model.record import record

Section = Literal["planning", "tender", "award", "contract"]


@record
class Notice:
    """A kind of notice.

    :param section: the part of a release that carries it. :param type: its OCDS document type. :param tags: of the release.
    :param law: the facts that know it. :param needs_award: whether it says who has won.
    :param audience: the folder for a draft of it: one that names winners is not for the public until it is published.
    """

    code: str
    name: str
    section: Section
    type: str
    tags: tuple[str, ...]
    law: tuple[str, ...]
    needs_award: bool = False

    @property
    def audience(self) -> str:
        """``public``, or ``privileged`` where the draft names who has won."""
        return "privileged" if self.needs_award else "public"

    @property
    def stem(self) -> str:
        """The name of its file without the ending: code and name, joined by hyphens."""
        return f"{self.code}-{self.name.replace(' ', '-')}"


def _notices(*made: Notice) -> MappingProxyType[str, Notice]:
    return MappingProxyType({one.code: one for one in made})


#: In the order in which they are published.
NOTICES = _notices(
    Notice(
        "UK2",
        "preliminary market engagement notice",
        "planning",
        "marketEngagementNotice",
        ("planning",),
        law=("pa-notices-uk2",),
    ),
    Notice("UK4", "tender notice", "tender", "tenderNotice", ("tender",), law=("pa-notices-uk4",)),
    Notice(
        "UK6", "contract award notice", "award", "awardNotice", ("award", "contract"), law=("pa-notices-uk6",), needs_award=True
    ),
    Notice(
        "UK7",
        "contract details notice",
        "contract",
        "contractNotice",
        ("award", "contract"),
        law=("pa-notices-uk7",),
        needs_award=True,
    ),
)
#: The regimes whose notices these are, as ``legal.regime`` says them.
REGIMES = ("pa2023-light-touch", "pa2023-full", "pa2023-below")
LIGHT_TOUCH, BELOW = "pa2023-light-touch", "pa2023-below"
USER_CHOICE = "user-choice"


@record
class Hindrance:
    """Why there is no such notice. :param what: completes "the project …". :param law: the facts it rests on."""

    what: str
    why: str
    law: tuple[str, ...]


OTHER_LAW = Hindrance(
    "has none of these notices: they belong to the Procurement Act 2023",
    "Another law has notices of its own, and a draft that looks like one of these would mislead.",
    law=("pa-notices-uk4",),
)
NOT_BELOW = Hindrance(
    "is below threshold, and this notice is for contracts above it",
    "Below threshold the facts know a tender notice, where it is advertised, and a contract details notice.",
    law=("pa-below-threshold-02",),
)
CHOSEN_BY_USER = Hindrance(
    "awards directly, by the choice of a person, and has no such notice",
    "Such an award needs no contract award notice and no contract details notice, and there is no competition to announce.",
    law=("pa-light-touch-23",),
)
