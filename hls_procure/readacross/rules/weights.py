"""Criteria and weights: what bidders are told, what scorers use, and whether the two can be the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from operator import itemgetter

from hls_procure.findings import Finding
from hls_procure.model.values import Money, Percent, say_words
from hls_procure.readacross.index import Names
from hls_procure.readacross.pack import Pack, at, cut, large, printed
from hls_procure.readacross.rule import rule
from hls_procure.readacross.rules.coverage import is_social

CRITERIA, QUESTIONS, SCALE = "evaluation.criteria", "evaluation.questions", "evaluation.scale"
#: A weight above which money decides and the rest follows.
CROWDS_OUT = Percent(Decimal(50))
#: A pound of the yearly sum for each word that is asked for is little; below this the asking costs more than it should.
POUNDS_A_WORD = 50
_WORDS = {say_words(number): number for number in range(1, 100)}
_IN_WORDS = "|".join(sorted(_WORDS, key=len, reverse=True))
_PARTS = {"half": "50", "a quarter": "25", "a fifth": "20", "a tenth": "10"}
_SHARE = re.compile(
    rf"(\d{{1,3}}(?:\.\d+)?|{_IN_WORDS})\s?(?:%|per ?cent\b)"
    rf"|\b({'|'.join(_PARTS)}) of (?:all |the )*(?:marks|score|result|weight)",
    re.IGNORECASE,
)
#: What stands in each share that is not one of ``marks``.
_SHARES = ("%", " cent", "ercent", " Cent", "CENT")
#: Between a share and the criterion behind it: ``25% of the marks are for Learning and change``.
_BEFORE = re.compile(
    r"(?: of (?:all |the |each )*(?:marks|score|result|weight|total|whole))?(?: (?:is|are|goes|go|given|counts?))*"
    r" (?:for|to|on|by) (?:the )?(?:criterion )?[‘'“\"]?$",
    re.IGNORECASE,
)
_OUT_OF = re.compile(rf"\b(?:out of|from 0 to|0 to|0[-–]) ?(\d{{1,3}}|{_IN_WORDS})\b", re.IGNORECASE)


@rule("RA203", "RA601")
def other_weight(pack: Pack) -> Iterator[Finding]:
    """A weight in words, next to the name of a criterion, is the weight of that criterion."""
    passages = list(pack.holding(*_SHARES, words=["marks"]))
    if not passages:
        return
    criteria = [row for row in pack.rows(CRITERIA) if row.name and row.weight]
    names = Names(row.name.lower() for row in criteria)
    shares: set[tuple[str, Percent]] = set()
    for passage in passages:
        for number, at_ in names.inside(passage.text.lower()):
            row = criteria[number]
            share = _share_beside(passage.text, at_, at_ + len(row.name))
            if share is None or share[0] == row.weight:
                continue
            shares = shares or {(q.criterion, q.share) for q in pack.rows(QUESTIONS)}
            if (row.id, share[0]) in shares:
                continue
            code = "RA601" if is_social(row) else "RA203"
            said = str(share[0]) if any(sign.isdigit() for sign in share[1]) else f"{share[0]} ({share[1]})"
            message = f"The criterion '{row.name}' weighs {row.weight} in the evaluation model and {said} here."
            right = at(f"{CRITERIA}[{row.id}].weight", row.weight, str(row.weight))
            yield pack.finding(code, message, passage.side(str(share[0]), share[1]), right)


def _share_beside(text: str, start: int, end: int) -> tuple[Percent, str] | None:
    """The share that a sentence gives to the criterion that stands in it, and its words."""
    near = text[end : end + 40].split(";")[0].split(". ")[0]
    found = _SHARE.search(near) if "%" in near or " of " in near or "cent" in near.lower() else None
    if found is None:
        before = text[max(0, start - 60) : start]
        found = next((one for one in _SHARE.finditer(before) if _BEFORE.fullmatch(before, one.end())), None)
    if found is None:
        return None
    words = (found[1] or found[2]).lower()
    value = _PARTS.get(words) or str(_WORDS.get(words, words))
    return Percent(Decimal(value)), found[0]


@rule("RA204")
def undisclosed(pack: Pack) -> Iterator[Finding]:
    """Whatever scorers use stands in the invitation."""
    model, invitation = pack.part("evaluation"), pack.part("invitation")
    if model is None or invitation is None:
        return
    told = {_owner(path) for line in invitation.lines for path in line.facts}
    for line in model.lines:
        for path in line.facts:
            owner = _owner(path)
            if owner and owner not in told:
                told.add(owner)
                message = f"{owner} is scored in {model.short}, and {invitation.short} does not tell bidders of it."
                yield pack.finding("RA204", message, printed(model, line), at(invitation.id, invitation.short))


def _owner(path: str) -> str:
    for home in (CRITERIA, QUESTIONS):
        if path.startswith(f"{home}["):
            return path[: path.index("]") + 1]
    return ""


@rule("RA205")
def no_method(pack: Pack) -> Iterator[Finding]:
    """Each question says what a good answer shows, and there is a scale."""
    questions = pack.rows(QUESTIONS)
    if questions and pack.answered(SCALE) and not pack.rows(SCALE):
        yield pack.finding("RA205", "Questions are scored, and there is no scale to score them by.", at(SCALE), at(QUESTIONS))
    for row in questions:
        if not row.good:
            message = f"The question '{row.id}' does not say what a good answer shows, so nobody knows how it is scored."
            yield pack.finding("RA205", message, at(f"{QUESTIONS}[{row.id}].good"), at(f"{QUESTIONS}[{row.id}].text", row.text))


@rule("RA206")
def other_scale(pack: Pack) -> Iterator[Finding]:
    """A scale that is named in words is the scale that is used."""
    top = max((row.score for row in pack.rows(SCALE) if row.score is not None), default=None)
    if top is None:
        return
    for passage in pack.marked(["score", "scores", "scored", "marks"]):
        found = _OUT_OF.search(passage.text)
        most = _WORDS.get(found[1].lower()) or int(found[1]) if found else None
        if found and most not in (top, 100):
            message = f"The scale goes up to {top}, and here scores go up to {found[1]}."
            yield pack.finding("RA206", message, passage.side(most, found[0]), at(SCALE, f"0 to {top}", int(top)))


@rule("RA207")
def silent_step(pack: Pack) -> Iterator[Finding]:
    """Each step of the scale says what it means."""
    for row in pack.rows(SCALE):
        if not row.means:
            message = f"The score {row.score if row.score is not None else row.id} has no words that say what it means."
            yield pack.finding("RA207", message, at(f"{SCALE}[{row.id}].means"))


@rule("RA208")
def minimum_off_the_scale(pack: Pack) -> Iterator[Finding]:
    """The lowest score that is good enough is a step of the scale."""
    minimum = pack.get("evaluation.minimum_score")
    scores = {row.score for row in pack.rows(SCALE) if row.score is not None}
    if minimum is None or not scores or minimum in scores:
        return
    steps = ", ".join(str(score) for score in sorted(scores))
    message = f"A tender needs at least {minimum} on every question, and no answer can get that: the steps are {steps}."
    yield pack.finding("RA208", message, at("evaluation.minimum_score", minimum, str(minimum)), at(SCALE, steps, steps))


@rule("RA210")
def no_importance(pack: Pack) -> Iterator[Finding]:
    """Where there are several criteria, each says how much it counts."""
    rows = pack.rows(CRITERIA)
    if len(rows) < 2:
        return
    for row in rows:
        if row.weight is None:
            message = f"The criterion '{row.name or row.id}' does not say how much it counts beside the others."
            yield pack.finding("RA210", message, at(f"{CRITERIA}[{row.id}].weight"), at(CRITERIA))


@rule("RA211")
def price_decides(pack: Pack) -> Iterator[Finding]:
    """In a specification of principles money does not decide alone."""
    money = pack.get("evaluation.money.criterion")
    row = next((one for one in pack.rows(CRITERIA) if one.id == money), None)
    if row is not None and row.weight is not None and row.weight > CROWDS_OUT and pack.rows("principles"):
        message = f"Money decides {row.weight} of the result, so how people would work hardly counts."
        yield pack.finding("RA211", message, at(f"{CRITERIA}[{row.id}].weight", row.weight, str(row.weight)), at("principles"))


@rule("RA212")
def words_against_weight(pack: Pack) -> Iterator[Finding]:
    """A question that counts for more than twice another does not get fewer words than it."""
    weights = {row.id: row.weight.value for row in pack.rows(CRITERIA) if row.weight}
    counted = [
        (weights[row.criterion] * row.share.value / 100, int(row.words), row)
        for row in pack.rows(QUESTIONS)
        if row.criterion in weights and row.share and row.words
    ]
    counted.sort(key=itemgetter(0))
    longest: tuple[Decimal, int, object] | None = None
    waiting = 0
    for weight, words, row in counted:
        while waiting < len(counted) and counted[waiting][0] * 2 <= weight:
            if longest is None or counted[waiting][1] > longest[1]:
                longest = counted[waiting]
            waiting += 1
        if longest is not None and longest[1] > words:
            other = getattr(longest[2], "id", "")
            message = (
                f"The question '{row.id}' counts for {Percent(weight)} and may have {words:,} words; '{other}' counts for "
                f"{Percent(longest[0])} and may have {longest[1]:,}."
            )
            left = at(f"{QUESTIONS}[{row.id}].words", f"{words:,} words", words)
            yield pack.finding("RA212", message, left, at(f"{QUESTIONS}[{other}].words", f"{longest[1]:,} words", longest[1]))


@rule("RA213")
def unanswerable(pack: Pack) -> Iterator[Finding]:
    """Each criterion is asked about by a question."""
    if not pack.rows(QUESTIONS):
        return
    asked = {row.criterion for row in pack.rows(QUESTIONS)}
    for row in pack.rows(CRITERIA):
        if row.id not in asked:
            message = f"No question asks about the criterion '{row.name or row.id}', so no bidder can earn its marks."
            yield pack.finding("RA213", message, at(f"{CRITERIA}[{row.id}]", row.name), at(QUESTIONS))


@rule("RA215")
def no_subject_matter(pack: Pack) -> Iterator[Finding]:
    """Each criterion says how it belongs to the work."""
    for row in pack.rows(CRITERIA):
        if not row.link:
            message = f"Nobody has said how the criterion '{row.name or row.id}' belongs to the work that is bought."
            yield pack.finding(
                "RA215", message, at(f"{CRITERIA}[{row.id}].link"), at("purpose.statement", pack.get("purpose.statement") or "")
            )


@rule("RA216")
def burden(pack: Pack) -> Iterator[Finding]:
    """What bidders write is in proportion to what is bought."""
    words, annual = pack.get("evaluation.words_total"), pack.get("alliance.funding.annual")
    if not words or not isinstance(annual, Money):
        return
    if annual.pounds < words * POUNDS_A_WORD:
        message = f"Each bidder writes up to {int(words):,} words for {annual} a year, and only one of them is paid for it."
        count = len(pack.rows(QUESTIONS))
        left = at(QUESTIONS, f"{count} questions, {int(words):,} words", int(words))
        yield pack.finding("RA216", message, left, at("alliance.funding.annual", annual, str(annual)))


@rule("RA217")
def no_criterion(pack: Pack) -> Iterator[Finding]:
    """Each question belongs to a criterion."""
    for row in pack.rows(QUESTIONS):
        if not row.criterion:
            message = f"The question '{row.id}' belongs to no criterion, so its answer counts for nothing."
            yield pack.finding("RA217", message, at(f"{QUESTIONS}[{row.id}].criterion", cut(row.text or "")), at(CRITERIA))


@rule("RA218")
def unprepared(pack: Pack) -> Iterator[Finding]:
    """People who score because of what they have lived through are prepared and paid."""
    lived = [row for row in pack.rows("evaluation.panel") if row.lived]
    for row in lived:
        if not row.prepared:
            message = f"Nobody has said how {row.role or row.id} will be prepared for scoring."
            yield pack.finding(
                "RA218", message, at(f"evaluation.panel[{row.id}].prepared"), at(f"evaluation.panel[{row.id}].role", row.role)
            )
    pay = pack.get("spec.lived.pay")
    if lived and (pay is None or pay.pence == 0):
        message = f"{large(lived[0].role or lived[0].id)} will score, and no pay is set for it."
        yield pack.finding("RA218", message, at("evaluation.panel"), at("spec.lived.pay", "" if pay is None else pay))


@rule("RA219")
def unseen(pack: Pack) -> Iterator[Finding]:
    """Where behaviour is scored in person, it is said how it is observed."""
    live = [row for row in pack.rows(QUESTIONS) if row.method in ("conversation", "scenario", "visit")]
    if live and not pack.get("evaluation.observing"):
        message = f"The question '{live[0].id}' is answered in person, and nobody has said how scorers observe."
        yield pack.finding("RA219", message, at(f"{QUESTIONS}[{live[0].id}].method", live[0].method), at("evaluation.observing"))


RULES = (
    other_weight, undisclosed, no_method, other_scale, silent_step, minimum_off_the_scale, no_importance, price_decides,
    words_against_weight, unanswerable, no_subject_matter, burden, no_criterion, unprepared, unseen,
)  # fmt: skip
