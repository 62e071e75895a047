"""Learning, experiments, governance and embedding (domain: B5).

None means that nobody has answered yet; an empty tuple means that there are none. A test compares these classes
with the field schema (``playbooks/fields``), which says what each value is.
"""

from __future__ import annotations

from decimal import Decimal

from hls_procure.model.record import record
from hls_procure.model.values import Money


@record
class LearningQuestion:
    """A question that the alliance keeps asking."""

    id: str
    text: str | None = None
    level: str | None = None
    principle: str | None = None
    when: str | None = None


@record
class LearningSpace:
    """A place to learn in."""

    id: str
    name: str | None = None
    purpose: str | None = None
    who: str | None = None
    when: str | None = None
    facilitator: str | None = None
    cost: Money | None = None


@record
class Voice:
    """Whose voice is heard, how often, and where it is fed back."""

    id: str
    whose: str | None = None
    how: str | None = None
    when: str | None = None
    back: str | None = None


@record
class Account:
    """To whom account is given, in which form."""

    id: str
    to: str | None = None
    by: str | None = None
    form: str | None = None
    when: str | None = None
    concern: str | None = None


@record
class RedFlag:
    """What must be said at once, to whom."""

    id: str
    trigger: str | None = None
    who: str | None = None
    hours: int | Decimal | None = None


@record
class StatutoryReturn:
    """A return that the law asks for."""

    id: str
    name: str | None = None
    to: str | None = None
    when: str | None = None
    source: str | None = None


@record
class Learning:
    """How the alliance learns and gives account."""

    why: str | None = None
    questions: tuple[LearningQuestion, ...] | None = None
    spaces: tuple[LearningSpace, ...] | None = None
    voices: tuple[Voice, ...] | None = None
    account: tuple[Account, ...] | None = None
    flags: tuple[RedFlag, ...] | None = None
    returns: tuple[StatutoryReturn, ...] | None = None
    visits: int | Decimal | None = None
    letter_month: str | None = None
    behaviours_months: int | None = None
    legitimacy_months: int | None = None
    money_meeting: str | None = None
    learning_meeting: str | None = None
    sharing: str | None = None
    friend: str | None = None
    induction: str | None = None
    tension: str | None = None


@record
class Experiment:
    """One experiment: intention, what happened, what next."""

    id: str
    question: str | None = None
    hope: str | None = None
    surprise: str | None = None
    who: str | None = None
    budget: Money | None = None
    happened: str | None = None
    wrong: str | None = None
    cost: str | None = None
    counts: str | None = None
    next: str | None = None


@record
class Trapped:
    """Something that holds people fast and that we cannot reach."""

    id: str
    what: str | None = None
    owner: str | None = None


@record
class Experiments:
    """What is being tried."""

    bounds: str | None = None
    small_money: Money | None = None
    redesign_weeks: int | None = None
    stop_rule: str | None = None
    cards: tuple[Experiment, ...] | None = None
    trapped: tuple[Trapped, ...] | None = None


@record
class WorldChange:
    """What changed in the world."""

    id: str
    what: str | None = None
    reason: str | None = None


@record
class ReviewNotes:
    """What governance found when it compared intention with what happened."""

    doing: str | None = None
    acting: str | None = None
    learning: str | None = None
    intended: str | None = None
    world: tuple[WorldChange, ...] | None = None
    allowed: str | None = None
    retire: tuple[str, ...] | None = None
    continuing: str | None = None


@record
class Infrastructure:
    """Something that should become ordinary."""

    id: str
    what: str | None = None
    owner: str | None = None
    cost: Money | None = None


@record
class Audience:
    """Who else should hear."""

    id: str
    who: str | None = None
    form: str | None = None


@record
class Embedding:
    """How what was learned lasts and travels."""

    infrastructure: tuple[Infrastructure, ...] | None = None
    audiences: tuple[Audience, ...] | None = None
    rules: str | None = None
    champions: str | None = None
    next: str | None = None
    next_purpose: str | None = None
