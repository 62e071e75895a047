"""Before the competition: approvals, talks with the market, and what has to be considered first."""

from __future__ import annotations

from datetime import date

from hls_procure.law.dates import DAY
from hls_procure.law.ruling import NoticeStep
from hls_procure.law.saying import sums_of
from hls_procure.law.timetable.line import USER, Line
from hls_procure.model.paths import find_row

#: The duty to consider social value, as the register of duties calls it.
_SOCIAL = "social-value"
#: How what a body decides may begin, without "on" before it.
_STRAIGHT = ("to ", "whether ", "that ", "how ", "if ")


def before(line: Line) -> None:
    """Its steps."""
    _pipeline(line, line.notices.get("uk1"))
    _talks(line)
    _engagement_notice(line, line.notices.get("uk2"))
    _approvals(line)
    first = first_notice(line)
    if social_value_counts(line):
        day = social_value_day(line)
        what, path = (
            ("Social value considered", f"duties[{_SOCIAL}].by") if day else ("Social value considered, at the latest", "")
        )
        line.add("social-value", what, day or (first - DAY if first else None), line.make("t-social-value"), path=path)
    if line.above and line.route != USER:
        done = line.case.when("conflict_assessment.on")
        on = done or (first - DAY if first else None)
        what = "Conflicts assessment made" if done else "Conflicts assessment made, at the latest"
        line.add("conflicts-assessment", what, on, line.make("t-conflicts"), path="conflict_assessment.on" if done else "")


def first_notice(line: Line) -> date | None:
    """The day on which the procurement starts: the recorded one, else that of the tender notice."""
    recorded = line.case.when("legal.commenced_on") if line.case.started else None
    return recorded or line.day("notice")


def _pipeline(line: Line, notice: NoticeStep | None) -> None:
    if notice and notice.due and notice.state == "undecided":
        line.add("pipeline-notice", "Pipeline notice, if the authority publishes one", notice.due, notice.reason)


def _talks(line: Line) -> None:
    days = sorted(talk.on for talk in line.case.project.tender.engagement or () if talk.on)
    if not days:
        return
    id = "t-talks-pcr" if line.regime == "pcr2015" else "t-talks" if line.above else "t-talks-plain"
    line.add("talks", "Talks with the market", days[-1], line.make(id), start=days[0])


def _engagement_notice(line: Line, notice: NoticeStep | None) -> None:
    path = "tender.engagement_notice"
    day = line.case.when(path)
    if not line.above or notice is None or notice.state not in ("needed", "done"):
        return
    day = day or next((told.on for told in line.case.project.published or () if told.notice == notice.code), None)
    what = "Preliminary market engagement notice" + ("" if day else ", at the latest")
    line.add("engagement-notice", what, day or notice.due, notice.reason, path=path if line.case.when(path) else "")


def _approvals(line: Line) -> None:
    for row in line.case.project.approvals or ():
        if row.body:
            body = row.body[:1].upper() + row.body[1:]
            purpose = (row.decides or "").rstrip(".")
            does = "meets" if not purpose else f"decides {purpose}" if purpose.startswith(_STRAIGHT) else f"decides on {purpose}"
            if row.papers:
                line.add(f"papers-{row.id}", f"Papers due for {row.body}", row.papers, line.make("t-papers"))
            line.add(f"approval-{row.id}", f"{body} {does}", row.on, line.make("t-approval"))


def social_value_day(line: Line) -> date | None:
    """The day by which somebody has to have considered social value, as it was recorded."""
    duty = find_row(line.case.project.duties, _SOCIAL)
    return duty.by if duty else None


def social_value_counts(line: Line) -> bool:
    """Whether the duty to consider social value may apply; whether it does is decided elsewhere, and said there."""
    if not line.regime.startswith("pa2023") or line.case.nation not in ("ENG", "") or line.welsh:
        return False
    central, other = sums_of(line.case.fact("gap-sv-3"))
    least = other if line.case.text("authority.kind") in ("council", "combined", "police", "fire") else central
    value = line.case.money("tender.estimated_value")
    return value is None or not value < least.amount
