"""Governance: a way through when people cannot agree, money and learning apart, behaviours that somebody looks at."""

from __future__ import annotations

from collections.abc import Iterator

from hls_procure.findings import Finding
from hls_procure.readacross.pack import Pack, at
from hls_procure.readacross.rule import rule
from hls_procure.readacross.scan import negated, tokens

_MONEY_WORDS = frozenset("money budget budgets funding finance finances spend spending cost costs".split())


@rule("RA721")
def no_way_through(pack: Pack) -> Iterator[Finding]:
    """Where everybody has to agree, there is a way through when they do not."""
    steps = ("alliance.deadlock.pause_days", "alliance.deadlock.facilitated_days", "alliance.deadlock.outside_days")
    if pack.get("alliance.governance.rule") == "unanimous" and not any(pack.get(path) for path in steps):
        message = "Everybody has to agree, and nobody has said what happens when they cannot."
        yield pack.finding("RA721", message, at("alliance.governance.rule", "unanimous"), at("alliance.deadlock"))


@rule("RA722")
def money_at_the_table(pack: Pack) -> Iterator[Finding]:
    """Money and learning are talked about at different meetings."""
    learning, money = pack.get("learning.learning_meeting"), pack.get("learning.money_meeting")
    if not learning:
        return
    words = tokens(learning)
    talked = next((word for n, word in enumerate(words) if word in _MONEY_WORDS and not negated(words, n)), None)
    if talked or (money and money.strip().lower() == learning.strip().lower()):
        message = (
            "The meeting for learning is one about money, too, and people who fear for their money do not say what went wrong."
        )
        yield pack.finding("RA722", message, at("learning.learning_meeting", learning), at("learning.money_meeting", money or ""))


@rule("RA724")
def behaviours_unreviewed(pack: Pack) -> Iterator[Finding]:
    """Somebody looks at the behaviours again and again."""
    if pack.rows("behaviours") and pack.rows("learning.questions") and pack.get("learning.behaviours_months") is None:
        message = "The Members have said how they would behave, and no time is set at which they look at it."
        yield pack.finding("RA724", message, at("behaviours"), at("learning.behaviours_months"))


RULES = (no_way_through, money_at_the_table, behaviours_unreviewed)
