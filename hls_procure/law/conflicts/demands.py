"""What the papers ask of bidders, or believe the law to ask: accounts, insurance, turnover, indicators."""

from __future__ import annotations

from hls_procure.law.conflicts.taken import Taken, pattern, says
from hls_procure.law.figures import money_of, number_of
from hls_procure.model.values import Money

CONDITIONS = ("evaluation.conditions[].text", "evaluation.conditions[].evidence")
TURNOVER = ("evaluation.turnover.why", *CONDITIONS)
#: Where people write down what they believe the law to ask for.
BELIEFS = (
    "legal.regime_reason", "legal.route_reason", "decisions[].decided", "decisions[].why", "clarifications[].answer",
    "evaluation.criteria[].looks_at", "spec.requirements[].text", "spec.measures[].text",
)  # fmt: skip

_AUDITED = pattern(r"\baudited (?:\w+ ){0,3}accounts\b|\baccounts\b.{0,40}\baudited\b|\bauditor[’']?s? report\b")
_WHO_MUST = pattern(
    r"\b(?:whose|where|if|who|that|those)\b.{0,60}\b(?:require[sd]?|must|has to|have to|obliged|law asks)\b"
    r"|\bif (?:there is|you have) one\b|\bor\b"
)
_INSURANCE = pattern(r"\binsur(?:ance|ances|ed)\b")
_ALREADY = pattern(
    r"\b(?:in place|already|current(?:ly)?|in force|certificates?|polic(?:y|ies)|holds?|held|existing)\b"
    r"|\b(?:with (?:the|your) tender|at the time of tender|before (?:the )?award|when (?:you|they) tender|on submission)\b"
)
_LATER = pattern(
    r"\b(?:will (?:take|have|hold|obtain|get|be)|would (?:take|have|hold|obtain|get)|can (?:obtain|get)|undertak\w*"
    r"|promise|commit\w*|willing|ready to|by the (?:start|first)|on award|after (?:the )?award|if (?:it|they|you) wins?"
    r"|from the (?:start|first)"
    r"|before the (?:agreement|contract|service|work|alliance)\b.{0,20}\b(?:starts?|begins?|is signed))\b"
)
_TWICE = pattern(r"\b(?:twice|two times|two-times|2\s?x|2 times|double)\b")
_AS_LAW = pattern(r"\b(?:laws?|legal(?:ly)?|acts?|rules?|regulations?|statut\w+|allow\w*|permit\w*|cap|maximum|limit)\b")
_KPI = pattern(r"\bkey performance indicators?\b|\bkpis?\b")
_COMPULSORY = pattern(r"\b(?:laws?|acts?|legal(?:ly)?|statut\w+|requires?|required|compulsory|mandatory|must|have to|has to)\b")


def conditions(taken: Taken) -> None:
    """Audited accounts, insurance before the award, and conditions where none are allowed."""
    if taken.regime.id == "pa2023-below" and taken.case.project.evaluation.conditions and taken.case.nation != "NI":
        do = "Take the conditions out, and look at what matters in the award criteria."
        taken.warning("suitability-below", "", taken.say("c-suitability"), do, "evaluation.conditions")
    if not taken.act:
        return
    for path, words in taken.texts(*CONDITIONS):
        text = says(words, _AUDITED, unless=_WHO_MUST)
        if text:
            do = "Ask for the accounts that each organisation has to make anyway, or for another proof that a small one can give."
            taken.error(f"accounts-{_row(path)}", "RA512", taken.say("c-accounts", text=text), do, path)
        text = says(words, _INSURANCE, _ALREADY, unless=_LATER)
        if text:
            do = "Ask for a promise that the insurance will be in place when the contract starts."
            taken.error(f"insurance-{_row(path)}", "RA512", taken.say("c-insurance", text=text), do, path)


#: Where the law caps the turnover that may be asked for: the fact with the multiple, and the reason.
_CAPPED = {
    "psr-england": ("gap-psr-bsc-turnover", "c-turnover-health"),
    "psr-wales": ("psr-w-bsc", "c-turnover-wales"),
    "pcr2015": ("pcr-selection-02", "c-turnover-old"),
}


def turnover(taken: Taken) -> None:
    """A rule of twice the value, quoted where it is none, or broken where it is one."""
    case, regime = taken.case, taken.regime.id
    asked, value = case.money("evaluation.turnover.minimum"), case.money("tender.estimated_value")
    if regime in _CAPPED:
        fact, reason_id = _CAPPED[regime]
        times = int(number_of(case, fact))
        if asked is not None and value is not None and asked > value * times:
            reason = taken.say(reason_id, turnover=asked, value=value)
            do = "Ask for less, or write down why more is needed."
            taken.warning("turnover-over", "RA512", reason, do, "evaluation.turnover.minimum", "tender.estimated_value")
        return
    if not taken.act:
        return
    for path, words in taken.texts(*TURNOVER):
        if path != "evaluation.turnover.why" and "turnover" not in words.lower():
            continue
        text = says(words, _TWICE, _AS_LAW)
        if text:
            reason = taken.say("c-turnover-act", text=text)
            do = "Say what risk the turnover answers and why this much is enough, or ask for none."
            taken.warning(f"turnover-{_row(path)}", "RA512", reason, do, path)


def indicators(taken: Taken) -> None:
    """Key performance indicators that are believed compulsory, or missing where they are asked for."""
    case = taken.case
    if taken.regime.state != "decided":
        return
    limit = money_of(case, "pa-kpi-01")
    value = case.money("tender.estimated_value")
    large = value is not None and value > limit
    for path, words in _believed(taken):
        _belief(taken, path, words, limit, large)
    known = case.project.spec.measures
    if taken.regime.id == "pa2023-full" and large and known is not None and not any(row.use == "statutory" for row in known):
        do = "Set the indicators with those who will use them, or write down why they would not tell how it goes."
        taken.warning("kpi-duty", "RA509", taken.say("c-kpi-missing", sum=limit), do, "spec.measures", "tender.estimated_value")


def _believed(taken: Taken) -> list[tuple[str, str]]:
    """Where indicators are called something that the law asks for."""
    found = [(path, text) for path, words in taken.texts(*BELIEFS) if (text := says(words, _KPI, _COMPULSORY))]
    for row in taken.case.project.spec.measures or ():
        path = f"spec.measures[{row.id}].text"
        if row.use == "statutory" and row.text and _KPI.search(f"{row.text} {row.source or ''}") and path not in dict(found):
            found.append((path, row.text.strip().rstrip(".")))
    return found


def _belief(taken: Taken, path: str, text: str, limit: Money, large: bool) -> None:
    if taken.regime.id == "pa2023-light-touch":
        code, reason = "RA510", taken.say("c-kpi-light", text=text)
    elif taken.regime.id == "pa2023-full" and large:
        code, reason = "RA509", taken.say("c-kpi-full", text=text)
    elif taken.regime.id == "pa2023-full":
        code, reason = "RA509", taken.say("c-kpi-small", text=text, sum=limit)
    else:
        code, reason = "", taken.say("c-kpi-other", text=text)
    do = "Keep what helps you learn, and call it that."
    taken.warning(f"kpi-{_row(path)}", code, reason, do, path)


def _row(path: str) -> str:
    """A path as a part of an id: the record and the field."""
    return "-".join(part for part in path.replace("[", ".").replace("]", "").replace("_", "-").split(".")[1:] if part)
