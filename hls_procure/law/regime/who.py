"""Who awards, in which nation, and whether it is a contract at all."""

from __future__ import annotations

from hls_procure.law.regime.desk import Desk
from hls_procure.law.ruling import Regime
from hls_procure.model.values import say_list


def who(desk: Desk) -> Regime | None:
    """Whether a public body awards; what is missing of the first three answers is named together."""
    case = desk.case
    kind = case.text("authority.kind")
    missing = [
        (path, desk.say(reason))
        for path, reason in (
            ("authority.kind", "until-who"),
            ("project.jurisdiction", "until-nation"),
            ("legal.instrument", "until-instrument"),
        )
        if not case.text(path)
    ]
    if kind:
        found = _public(desk, kind)
        if found:
            return found
    else:
        desk.test("who", "regime", "not known", desk.say("until-who"), "authority.kind")
    return desk.undecided(*missing) if missing else None


def _public(desk: Desk, kind: str) -> Regime | None:
    case = desk.case
    joint = [one for one in case.project.authority.joint or () if one.kind and one.kind != "not-public"]
    if kind == "not-public" and not joint:
        if case.text("legal.instrument") == "grant":
            reason = desk.say("who-private-grant", name=desk.name)
            desk.test("who", "regime", "no", reason, "authority.kind")
            return desk.decided("grant", reason)
        reason = desk.say("who-private", name=desk.name)
        desk.test("who", "regime", "no", reason, "authority.kind")
        return desk.not_covered(reason)
    if kind == "not-public":
        desk.kind = joint[0].kind or ""
        others = say_list([(one.name or "").strip() or "another body" for one in joint])
        reason = desk.say("who-joint", name=desk.name, others=others)
    else:
        desk.kind = kind
        reason = desk.say("who-public", name=desk.name, kind=desk.called(kind))
    desk.test("who", "regime", "yes", reason, "authority.kind", "authority.joint[].kind")
    return None


def nation(desk: Desk) -> Regime | None:
    """In which nation: Scotland has a law of its own."""
    from hls_procure.law.regime.instrument import in_scotland
    from hls_procure.law.regime.scotland import scotland

    code = desk.case.nation
    names = desk.case.facts.schema.fields["project.jurisdiction"].choices
    desk.test("nation", "regime", names[code], desk.say(f"nation-{code.lower()}"), "project.jurisdiction")
    if code != "SCT":
        return None
    outside = in_scotland(desk)
    if outside is not None:
        return outside
    found = scotland(desk.case)
    return Regime(found.id, found.state, found.reasons, (*desk.tests, *found.tests), found.until, found.light_touch)
