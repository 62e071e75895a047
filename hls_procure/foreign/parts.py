"""What a file is in the pack, guessed from its name, its first words, its headings and the words it uses."""

from __future__ import annotations

import re
from typing import NamedTuple

from hls_procure.foreign.told import Sure
from hls_procure.model.record import record
from hls_procure.reading.blocks import ReadFile

PARTS = ("invitation", "specification", "conditions", "evaluation", "agreement", "learning", "grant", "other")


class _Signs(NamedTuple):
    """What speaks for a part: in the name of the file, in its title, in a heading, and words that it uses often."""

    name: str
    title: str
    heading: str
    words: str


_SIGNS = {
    "invitation": _Signs(
        r"\bitt\b|invitation|\bitn\b|instructions? (?:to|for)|\brfp\b|\brfq\b|tender pack",
        r"invitation to (?:tender|quote|negotiate|participate)|instructions (?:to|for) (?:tenderers"
        r"|bidders)|request for (?:quotations?|proposals?)",
        r"timetable|how to (?:bid|tender|submit)|submission|how tenders|award criteria"
        r"|evaluation (?:process|methodology)|clarification|"
        r"conditions of participation",
        r"\bbidders?\b|\btenderers?\b|\btenders?\b",
    ),
    "specification": _Signs(
        r"\bspec\w*\b|\bservice description\b|\bscope\b",
        r"specification|service description|statement of requirements",
        r"requirement|service (?:model|delivery|outcomes)|background|purpose|what the service|referral|outcomes",
        r"\b(?:provider|supplier|service) (?:must|will|shall)\b",
    ),
    "evaluation": _Signs(
        r"\beval\w*\b|\bscor\w+|moderation|\bassessment model\b",
        r"evaluation|scoring|moderation|assessment of tenders",
        r"scor\w*|evaluation|moderation|weight\w*",
        r"\bscores?\b|\bweight\w*\b",
    ),
    "agreement": _Signs(
        r"\bcontract\b|\bterms\b|\bt ?& ?cs?\b|agreement|conditions of contract",
        r"terms and conditions|conditions of contract|\bcontract\b|\bagreement\b|deed",
        r"definitions|interpretation|liability|termination|payment|confidentiality|governing law"
        r"|insurance|notices|dispute|schedule",
        r"\bclause\b|\bshall\b|\bparty\b|\bparties\b",
    ),
    "conditions": _Signs(
        r"selection questionnaire|\bsq\b|\bpsq\b|\bpqq\b|conditions of participation",
        r"selection questionnaire|conditions of participation|procurement specific questionnaire|suitability assessment",
        r"exclusion|financial standing|technical (?:ability|capacity)|insurance",
        r"\bexclusion\b|\bturnover\b",
    ),
    "learning": _Signs(
        r"\blearning\b|\bmonitoring\b|\bkpi\w*\b|\bmeasures\b",
        r"learning (?:plan|framework|schedule)|monitoring (?:framework|schedule)",
        r"learning|measures|review",
        r"\blearn\w*\b|\bmeasures?\b",
    ),
    "grant": _Signs(
        r"\bgrant\b|funding (?:letter|agreement|offer)",
        r"\b(?:your|our|a|the) grant\b|grant (?:offer|letter|award|agreement|funding)|offer of (?:a )?grant"
        r"|funding (?:letter|offer)",
        r"\bgrant\b|how much|payment of (?:the )?grant|monitoring and reporting|repayment|what we (?:ask|promise)|yours to use",
        r"\bgrant(?:ee|s)?\b|\bfund(?:ing|er)\b",
    ),
}  # fmt: skip
_LATER = {"evaluation": ("evaluation", "scor"), "agreement": ("contract",)}


@record
class Guess:
    """The part that a file is taken for, how sure that is, and why, in words."""

    part: str
    sure: Sure
    why: str


def guess(read: ReadFile) -> Guess:
    """What a file is in the pack."""
    shown = read.now()
    name = re.sub(r"[_.\-]+", " ", read.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]).lower()
    title = " / ".join(b.text for b in shown if b.kind in ("para", "heading", "cell") and b.text.strip())[:400].lower()
    titles = [b.text.strip().lower() for b in shown if b.text.strip()][:8]
    heads = " / ".join(b.text for b in shown if b.level or (b.sheet and b.index == 0)).lower()
    sheets = " / ".join(dict.fromkeys(b.sheet.sheet.lower() for b in shown if b.sheet is not None))
    body = " ".join(b.text for b in shown[:3000]).lower()
    size = max(1, len(body.split()))
    scores: dict[str, float] = {}
    reasons: dict[str, list[str]] = {}
    for part, signs in _SIGNS.items():
        why = reasons.setdefault(part, [])
        score = 0.0
        if re.search(signs.name, name):
            score += 3
            why.append(f"its name says '{re.search(signs.name, name)[0]}'")  # type: ignore[index]
        said = next((found[0] for one in titles if len(one) < 120 and (found := re.search(signs.title, one))), "")
        if said:
            score += 4 if re.search(signs.title, title[:200]) else 2
            why.append(f"it begins with '{said}'")
        heading = sorted(set(re.findall(signs.heading, f"{heads} / {sheets}")))
        if heading:
            score += min(3, len(heading))
            why.append(f"its headings speak of {', '.join(heading[:3])}")
        score += min(2.0, 60 * len(re.findall(signs.words, body)) / size)
        scores[part] = score + (2 if part == "evaluation" and read.kind == "xlsx" and score else 0)
    best, second = sorted(scores, key=lambda one: -scores[one])[:2]
    if scores[best] < 2:
        return Guess("other", "guess", "nothing in it says what it is")
    lead = scores[best] - scores[second]
    sure: Sure = "sure" if lead >= 3 else "likely" if lead >= 1 else "guess"
    return Guess(best, sure, "; ".join(reasons[best]) or "of the words it uses")
