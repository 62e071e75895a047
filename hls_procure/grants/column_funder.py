"""What a funder says once: who it is, what it promises, and what is the same in every letter.

Defaults are words of ours that a funder may change.
"""

from __future__ import annotations

from hls_procure.grants.column_shapes import SIGNATORIES, Column

FUNDER_ROWS = (
    Column("Full name", "funder.name", "Your name as in the public registers.", True),
    Column("Short name", "funder.short_name", "What you call yourselves.", True),
    Column("Kind of body", "funder.kind", "It decides which law is asked.", True),
    Column("Number in a register", "funder.number", "So that others find you when grants are published."),
    Column("Address", "funder.address", "It stands at the head of every letter.", True),
    Column("Nation", "project.jurisdiction", "Where you are registered or have your seat.", True),
    Column("What you are there for", "funder.objects", "Your objects, from the governing document.", True),
    Column("Role that people ring", "funder.contact.role", "A role, never a person's name.", True, filled=("grants lead",)),
    Column("E-mail", "funder.contact.email", "Where people write to you, and say yes.", True),
    Column("You answer within (working days)", "funder.answers_within", "Days that you can keep in August.", True, filled=("5",)),
    Column(
        "You agree a plan within (working days)",
        "funder.plan_within",
        "If you are worried: how soon a plan is written.",
        True,
        filled=("20",),
    ),
    Column(
        "A pause lasts at most (working days)",
        "funder.pause_at_most",
        "After that you pay, or say why not.",
        True,
        filled=("30",),
    ),
    Column("You usually give for (years)", "funder.gives_for_years", "How long you usually stay with somebody.", filled=("5",)),
    Column(
        "Reporting may cost them at most (% of the grant)",
        "funder.burden_limit",
        "The limit that you set yourself.",
        filled=("2",),
    ),
    Column(
        "What an hour costs them (£)",
        "funder.hour_cost",
        "Pounds for an hour of somebody who would write a report.",
        filled=("28",),
    ),
    Column("You publish your grants as open data", "funder.publishes_open_data", "The letters then say what is published."),
    Column("Your 360Giving prefix", "funder.open_data_prefix", "Only if you publish."),
    Column(
        "The decision is in substance a public authority's",
        "funder.decision_public.answer",
        "Only for charities and other funders: whether a public body could stop a grant.",
    ),
    Column("Why you think so", "funder.decision_public.why", "One sentence, for your own record."),
    Column(
        "General grants with money from the Exchequer",
        "funder.general_exchequer",
        "Only for departments and arm's-length bodies.",
    ),
    Column(
        "Who signs",
        SIGNATORIES,
        "A role; or several, one a line: up to £20,000 | the director, or: Youth, up to £50,000 | head of youth.",
        True,
        parts=("until", "role"),
        filled=("Chair of the trustees",),
    ),
    Column("They say yes by", "grant.accept", "An e-mail is enough to accept a gift.", True, filled=("an e-mail",)),
    Column("Day on the letters", "as_of_date", "The day from which the letters speak; the day of starting if empty."),
    Column(
        "Decided by", "grant.decision.by", "A role or a body, for grants whose row says nothing else.", filled=("our trustees",)
    ),
    Column(
        "Without asking us, you may …",
        "grant.free[]",
        "Each completes the sentence.",
        parts=("text",),
        filled=(
            "move money between people, rent and everything else",
            "keep what is left at the end of a year, or put it into reserves",
            "change your plans as you learn",
        ),
    ),
    Column(
        "Please tell us if … | because",
        "grant.tell[]",
        "What you would like to hear soon, and why. Four are plenty.",
        parts=("event", "why"),
        filled=(
            "you think about closing or joining another organisation | we may be able to help early",
            "money has been stolen or lost | we would like to stand beside you, and have to tell our trustees",
            "you want to change your purposes | they have to keep fitting ours",
        ),
    ),
    Column(
        "How you hear how it is going",
        "grant.reporting.form",
        "One light way; it can be what they write for others.",
        True,
        filled=("a conversation once a year",),
    ),
    Column(
        "When you hear it",
        "grant.reporting.when",
        "It completes the sentence: let us talk …, or, please send it …; no full stop.",
        True,
        filled=("once a year, on a day that suits you",),
        also=("when",),
    ),
    Column(
        "What you ask | what you do with it | who reads it | hours a year",
        "grant.reporting.asks[]",
        "Only what you will use; say what happens because of it, and how long it takes them.",
        parts=("what", "use", "reader", "hours"),
        filled=("how it goes, and what you need from us | we hear it, and change what we do | our grants lead | 2",),
    ),
    Column(
        "What you offer, to learn together",
        "grant.learning[]",
        "Offers and never conditions; a whole sentence for each.",
        parts=("offer",),
        filled=("Once a year everybody whom we fund meets for a day, and you choose what about.",),
    ),
    Column(
        "Help that they may have",
        "grant.support[]",
        "Practical help, if they want it; a whole sentence for each.",
        parts=("offer",),
    ),
    Column(
        "How you hear what they think of you",
        "grant.feedback.kind",
        "A survey without names is the easiest to answer.",
        True,
        filled=("an anonymous survey",),
    ),
    Column("Every (months)", "grant.feedback.every", "How often you ask.", True, filled=("12",)),
    Column(
        "Their time beside the report (hours a year)",
        "grant.time_asked",
        "Visits, talks and surveys together.",
        True,
        filled=("4",),
    ),
    Column(
        "Money comes back only if …",
        "grant.returns[]",
        "Each completes the sentence. Three are plenty.",
        parts=("reason",),
        filled=("it was taken by fraud", "you close", "it was used for something outside your purposes"),
    ),
    Column(
        "Does the money grow with prices?",
        "grant.uplift.kind",
        "For grants whose row says nothing else.",
        True,
        filled=("no yearly rise",),
    ),
    Column("Public money", "grant.public_money", "Whether what you give is public money.", True),
    Column(
        "Whose work is it?",
        "legal.grant.whose",
        "For grants whose row says nothing else.",
        filled=("support for somebody else's purpose",),
    ),
    Column(
        "Could you make them deliver something for it?",
        "legal.grant.enforceable.answer",
        "If so, it may be a contract: see the row.",
        filled=("no",),
    ),
    Column(
        "Why",
        "legal.grant.enforceable.why",
        "One sentence, for your own record.",
        filled=("The letter names nothing that they would have to do for us, and they may give the grant up at any time.",),
    ),
)

PROMISE_COLUMNS = (
    Column(
        "Promise",
        "funder.commitments[].promise",
        "One thing that you could be held to.",
        True,
        example="Two of our trustees are younger than 25, and vote",
    ),
    Column(
        "Role that keeps it",
        "funder.commitments[].keeper",
        "A role, never a person's name.",
        True,
        example="chair",
        also=("keeper", "who keeps it"),
    ),
    Column(
        "By when",
        "funder.commitments[].by",
        "A time that people can see pass.",
        True,
        example="at every meeting",
        also=("by", "when"),
    ),
)
#: Promises that a new workbook makes already; a funder keeps, changes or takes them out.
PROMISES_FILLED = (
    ("We pay on the days in this letter, without being asked", "finance officer", "on each of those days"),
    ("We ask for nothing that we do not use", "grants lead", "checked each September"),
    ("We tell you what we learned from what you told us", "grants lead", "within six weeks"),
    ("We publish what those whom we fund tell us about ourselves", "chair", "each March"),
)
