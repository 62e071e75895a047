"""One grant from its row, its recipient, its payments and the rules of who signs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hls_procure.errors import Problem, nearest
from hls_procure.grants.column_shapes import HOW_PAID, PAID
from hls_procure.grants.heads import PAYMENT_PATH
from hls_procure.grants.paying import listed, payments_of
from hls_procure.grants.records import Said, put
from hls_procure.grants.row import Row
from hls_procure.grants.signing import Signatory, signatory_of
from hls_procure.model.fields import ValueProblem
from hls_procure.model.values import Money

#: A payment as it was listed: its short name (may be empty) and what is said of it.
Payment = tuple[str, dict[str, str]]


class Joiner:
    """Joins rows. :param rules: who signs; where one role signs all, it is that of the base. :param usual: that role."""

    def __init__(self, rules: Sequence[Signatory], usual: str) -> None:
        self._rules = rules
        self._usual = usual

    def row(self, id: str, where: str, said: Said, recipient: Mapping[str, Any], payments: Sequence[Payment]) -> Row:
        """The grant; what does not fit together is added to the problems of its row."""
        tree = said.tree
        if recipient:
            tree["recipient"] = merged(recipient.get("recipient") or {}, tree.get("recipient") or {})
        grant = tree.get("grant") or {}
        self._pay(said, where, grant, payments)
        self._sign(said, where, grant)
        return Row(id, where, tree)

    def _pay(self, said: Said, where: str, grant: Mapping[str, Any], payments: Sequence[Payment]) -> None:
        how = said.own.get(HOW_PAID, "")
        flat = self._flat(said, where)
        if flat and payments:
            what = "has payments in columns of its own, and others in the sheet Payments"
            said.problems.append(Problem(where, what, "One of them would be left out.", "Keep one of the two."))
            return
        rows = flat or list(payments)
        if rows and how in ("at once", "yearly"):
            what = f"is paid '{PAID[how]}', and its payments are listed, too"
            do = f"Take the payments out, or choose '{PAID['listed']}'."
            said.problems.append(Problem(where, what, "One of them would be left out.", do))
            return
        try:
            made = listed(rows) if rows else self._worked_out(how, grant)
        except ValueProblem as error:
            said.problems.append(Problem(where, str(error), do="Correct the row or its payments."))
            return
        if made:
            put(said.tree, "grant.payments", made)

    @staticmethod
    def _worked_out(how: str, grant: Mapping[str, Any]) -> list[dict[str, str]]:
        amount, starts, years = (grant.get(name) for name in ("amount", "starts", "years"))
        if how not in ("at once", "yearly") or not amount or not starts or (how == "yearly" and years is None):
            return []
        return payments_of(how, Money.parse(amount), date.fromisoformat(starts), int(years or 1))

    @staticmethod
    def _flat(said: Said, where: str) -> list[Payment]:
        """Payments in columns of their own, in the order of their numbers."""
        rows: dict[int, dict[str, str]] = {}
        for path, text in said.own.items():
            found = PAYMENT_PATH.match(path)
            if found:
                rows.setdefault(int(found[1]), {})[found[2]] = text
        for number, row in sorted(rows.items()):
            lacking = next((words for name, words in (("on", "day"), ("amount", "sum")) if name not in row), None)
            if lacking:
                said.problems.append(Problem(where, f"has no {lacking} for payment {number}", do="Fill in both, or neither."))
        return [(f"payment-{number}", row) for number, row in sorted(rows.items())]

    def _sign(self, said: Said, where: str, grant: Mapping[str, Any]) -> None:
        if not self._rules or (said.tree.get("funder") or {}).get("signatory"):
            return
        amount = Money.parse(grant["amount"]) if grant.get("amount") else None
        role = signatory_of(self._rules, str(grant.get("programme") or ""), amount)
        if not role and amount is not None:
            what = f"is a grant of {amount}, and nobody in the sheet Funder may sign so much"
            said.problems.append(Problem(where, what, do="Add a line to 'Who signs': a role alone may sign any sum."))
        elif role and role != self._usual:
            put(said.tree, "funder.signatory", role)


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """A tree in which what the upper one does not say is taken from the lower one."""
    made = dict(below)
    for name, value in above.items():
        old = made.get(name)
        made[name] = merged(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return made


def unknown_recipient(id: str, known: Sequence[str], where: str) -> Problem:
    """A grant to somebody who is not in the sheet Recipients."""
    if not id:
        return Problem(where, "does not say who receives it", do="Write the number of the recipient from the sheet Recipients.")
    near = nearest(id, known)
    return Problem(
        where, f"goes to '{id}', which is not in the sheet Recipients", near, "Correct it, or add the recipient there."
    )


def likeness(tree: Mapping[str, Any]) -> bytes:
    """A short sign of what a row says, the same for rows that say the same."""
    return hashlib.blake2b(json.dumps(tree, sort_keys=True, ensure_ascii=False).encode(), digest_size=16).digest()
