"""What assembly can see is wrong with the choices and the figures of a project: findings, never edits.

The full read-across is another room's work; these few are looked at on every build.
"""

from __future__ import annotations

from collections.abc import Iterator

from hls_procure.assembly.context import Context
from hls_procure.findings import Finding, Side
from hls_procure.model.clause import DocumentSpec
from hls_procure.model.facts import Missing
from hls_procure.model.links import loose_links
from hls_procure.model.values import Money, Percent

HUNDRED = Percent.parse("100")


def pack_findings(context: Context, documents: tuple[DocumentSpec, ...]) -> Iterator[Finding]:
    """Everything that stands out in the documents to be built."""
    inside = {id for document in documents for group in document.groups for id in group.clauses if context.applies(id)}
    yield from _links(context)
    yield from _requires(context, inside)
    yield from _conflicts(context, inside)
    yield from _principles(context, inside)
    yield from _weights(context)
    yield from _money(context)


def _links(context: Context) -> Iterator[Finding]:
    for loose in loose_links(context.project, context.facts.schema):
        if context.facts.is_hidden(loose.field.path):
            continue
        yield Finding(
            "RA103",
            "dangling-link",
            "error",
            f"{loose.text.rstrip('.')}.".replace("?.", "?"),
            Side("project", loose.where, loose.id, loose.id),
            Side("project", loose.home),
            "Correct the id in project.yaml, or choose again in the walk.",
        )


def _requires(context: Context, inside: set[str]) -> Iterator[Finding]:
    for id in sorted(inside):
        for needed in context.library.clauses[id].requires:
            if needed not in context.library.clauses or context.applies(needed):
                continue
            reason = context.decide(context.library.clauses[needed]).reason
            yield Finding(
                "RA150",
                "clause-required-and-missing",
                "error",
                f"{id} needs {needed}, and {needed} is not there.",
                Side("clauses", id, context.library.clauses[id].title),
                Side("clauses", needed, context.library.clauses[needed].title),
                f"{reason} Change the answer that leaves it out, or take {id} out too.",
            )


def _conflicts(context: Context, inside: set[str]) -> Iterator[Finding]:
    for id in sorted(inside):
        clause = context.library.clauses[id]
        for conflict in clause.conflicts:
            other = context.library.clauses.get(conflict.with_)
            if other is None:
                continue
            if conflict.variant and context.decide(clause).variant != conflict.variant:
                continue
            if conflict.when is None and not context.applies(conflict.with_):
                continue
            if conflict.when is not None and conflict.when(context.facts) is not True:
                continue
            yield Finding(
                "RA151",
                "clauses-in-conflict",
                conflict.severity,
                f"{id} '{clause.title}' does not go with {conflict.with_} '{other.title}': {conflict.why}",
                Side("clauses", id, clause.title),
                Side("clauses", conflict.with_, other.title),
                f"Look at: {conflict.when.text}" if conflict.when else "Choose another wording of one of the two.",
            )


def _principles(context: Context, inside: set[str]) -> Iterator[Finding]:
    agreement = {id for id in inside if id.startswith("AL-")}
    if not agreement:
        return
    carried = {tag for id in agreement for tag in context.library.clauses[id].serves}
    for principle in context.project.principles or ():
        if principle.set != "alliance" or principle.stands_for in (None, "own") or principle.stands_for in carried:
            continue
        yield Finding(
            "RA152",
            "principle-without-clause",
            "error",
            f"The principle '{principle.short or principle.id}' is carried by no clause of the agreement.",
            Side("specification", f"principles[{principle.id}]", principle.text or ""),
            None,
            f"Find out which clause for {principle.stands_for} does not apply: hls-procure explain {principle.stands_for}.",
        )


def _weights(context: Context) -> Iterator[Finding]:
    total = context.facts.get("evaluation.criteria_total")
    if isinstance(total, Percent) and total != HUNDRED:
        yield Finding(
            "RA201",
            "weights-do-not-total-100",
            "error",
            f"The award criteria weigh {total} together, and they have to make 100%.",
            Side("project", "evaluation.criteria", str(total), str(total)),
            Side("project", "the whole", "100%", "100%"),
            "Change a weight in project.yaml (evaluation.criteria), or walk the stage that asks for them.",
        )
    shares: dict[str, Percent] = {}
    for question in context.project.evaluation.questions or ():
        if question.criterion and question.share:
            shares[question.criterion] = shares.get(question.criterion, Percent.parse("0")) + question.share
    for criterion, sum_ in sorted(shares.items()):
        if sum_ != HUNDRED:
            yield Finding(
                "RA202",
                "subweights-do-not-total",
                "error",
                f"The questions for the criterion '{criterion}' share {sum_} of it, and they have to share 100%.",
                Side("project", f"evaluation.questions of {criterion}", str(sum_), str(sum_)),
                Side("project", f"evaluation.criteria[{criterion}]", "100%", "100%"),
                "Change the shares in project.yaml (evaluation.questions).",
            )


def _money(context: Context) -> Iterator[Finding]:
    annual = context.facts.get("alliance.funding.annual")
    if not isinstance(annual, Money):
        return
    for path, words in (
        ("alliance.funding.lines_total", "The lines of the Alliance Fund make"),
        ("alliance.funding.sources_total", "The commissioners' shares make"),
    ):
        total = context.facts.get(path)
        if isinstance(total, Missing) or total == annual:
            continue
        over = total > annual
        yield Finding(
            "RA303",
            "profile-does-not-total",
            "error" if over or "sources" in path else "warning",
            f"{words} {total} a year, and the yearly sum is {annual}.",
            Side("project", path.removesuffix("_total"), str(total), str(total)),
            Side("project", "alliance.funding.annual", str(annual), str(annual)),
            "Change one of them in project.yaml. What is not in a line is shown as such in the table.",
        )
