"""Whether it is a light touch contract: wholly or mainly for such services, with nothing large that could be bought apart."""

from __future__ import annotations

from hls_procure.law.cpv import CpvListName
from hls_procure.law.regime.codes import Looked, looks
from hls_procure.law.regime.desk import Desk
from hls_procure.law.regime.limits import Limit, limits
from hls_procure.law.ruling import Regime
from hls_procure.model.legal import Part
from hls_procure.model.values import Money

PATHS = ("legal.parts", "legal.codes")


def kind(desk: Desk) -> Regime | None:
    """Whether it is a light touch contract; :attr:`Desk.light` stays None in Wales, where the list was not read."""
    name: CpvListName = "pcr2015-light-touch" if desk.saved else "pa2023-light-touch"
    if desk.case.nation == "WLS" and not desk.saved:
        _wales(desk)
        return None
    looked = looks(desk, name)
    for one in looked:
        if one.reason:
            answer = "not known" if one.light is None else "yes" if one.light else "no"
            desk.test(f"code.{one.part.id}", "value", answer, one.reason, *PATHS, code=one.part.code)
    if not looked:
        return _open(desk, "legal.codes", "until-codes-old" if desk.saved else "until-codes")
    for one in looked:
        if one.light is None:
            if one.reason:
                return desk.undecided(("legal.parts[].code" if desk.case.project.legal.parts else "legal.codes", one.reason))
            return _open(desk, "legal.parts[].code", "until-part-code", what=one.part.what or "A part")
    return _mainly(desk, looked)


def _wales(desk: Desk) -> None:
    legal = desk.case.project.legal
    rows = legal.parts or tuple(Part(row.id, row.label, None, row.code) for row in legal.codes or ())
    for row in rows:
        if row.code:
            desk.test(f"code.{row.id}", "value", "not covered", desk.say("code-wales", code=row.code), *PATHS, code=row.code)


def _open(desk: Desk, path: str, reason: str, **places: str) -> Regime | None:
    """Something is missing. Under the older law that leaves the regime as it is, and only the lighter rules open."""
    made = desk.say(reason, **places)
    desk.test("mainly", "value", "not known", made, *PATHS)
    return None if desk.saved else desk.undecided((path, made))


def _mainly(desk: Desk, looked: tuple[Looked, ...]) -> Regime | None:
    light = [one for one in looked if one.light]
    rest = [one for one in looked if not one.light]
    if not light or not rest:
        desk.light = bool(light)
        reason = desk.say(f"light-{'wholly' if light else 'not'}{'-old' if desk.saved else ''}")
        desk.test("mainly", "value", "yes" if light else "no", reason, *PATHS)
        return None
    if any(one.part.amount is None for one in looked):
        given = desk.case.project.legal.parts
        return _open(desk, "legal.parts[].amount" if given else "legal.parts", "until-parts")
    ours, others = _sum(light), _sum(rest)
    if desk.saved:
        desk.test("mainly", "value", "not covered", desk.say("light-mixed-old", light=ours, rest=others), *PATHS)
        return None
    if ours == others:
        reason = desk.say("light-even", light=ours)
        desk.test("mainly", "value", "not covered", reason, *PATHS)
        return desk.not_covered(reason)
    desk.light = ours > others
    reason = desk.say("light-mainly" if desk.light else "light-less", light=ours, rest=others)
    desk.test("mainly", "value", "yes" if desk.light else "no", reason, *PATHS)
    return _apart(desk, rest) if desk.light else None


def _apart(desk: Desk, rest: list[Looked]) -> Regime | None:
    """A part that is not light touch, could be bought apart and is above threshold by itself takes the whole with it."""
    large: list[tuple[Part, Limit]] = []
    for one in rest:
        known = limits(desk, _kind_of(one.part))
        top = max(known, key=lambda limit: limit.amount, default=None)
        low = min(known, key=lambda limit: limit.amount, default=None)
        amount = one.part.amount
        if amount is None or top is None or low is None or amount < low.amount:
            continue
        if amount < top.amount:
            reason = desk.say("value-central", value=amount, low=low.amount, high=top.amount, kind=desk.called(desk.kind))
            if desk.case.yes("legal.apart") is not False:
                desk.test("apart", "value", "not covered", reason, "legal.apart", *PATHS)
                return desk.not_covered(reason)
            continue
        large.append((one.part, top))
    apart = desk.case.yes("legal.apart")
    if not large:
        desk.test("apart", "value", "no", desk.say("apart-no" if apart is False else "apart-small"), "legal.apart", *PATHS)
        return None
    if apart is False:
        desk.test("apart", "value", "no", desk.say("apart-no"), "legal.apart", *PATHS)
        return None
    part, limit = large[0]
    what = part.what or "A part"
    if apart is None:
        reason = desk.say("until-apart", what=what)
        desk.test("apart", "value", "not known", reason, "legal.apart", *PATHS)
        return desk.undecided(("legal.apart", reason))
    desk.light = False
    reason = desk.say("apart-yes", what=what, amount=part.amount, threshold=limit.amount, facts=limit.facts)
    desk.test("apart", "value", "yes", reason, "legal.apart", *PATHS)
    return None


def _kind_of(part: Part) -> str:
    return "works" if part.kind == "works" else "services"


def _sum(looked: list[Looked]) -> Money:
    return Money(sum(one.part.amount.pence for one in looked if one.part.amount))
