"""A small playbook that has every kind of question, in a project folder of its own, and a person who types a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

from hls_procure.interview.asker import PlainAsker
from hls_procure.interview.engine import Engine
from hls_procure.model import paths
from hls_procure.model.build import Reader
from hls_procure.model.playbook import Playbook
from hls_procure.model.root import Project
from hls_procure.project.changes import Changer
from hls_procure.project.entry import Entry
from hls_procure.project.folder import ProjectFolder
from hls_procure.project.replay import apply, follow
from hls_procure.work import walking
from hls_procure.work.opening import Opened, start_project
from hls_procure.work.workspace import Workspace

QUESTIONS = """\
questions:
  - id: ZA-01
    ask: "What is it called?"
    why: "Every document has the name on its face."
    hint: "A few words"
    example: "The Lakeside Alliance"
    answers: project.title
    who: "commissioner"
  - id: ZA-02
    ask: "How many people is it for, and how do you know?"
    why: "Bidders need the order of size."
    example: {people_estimate: "120", people_source: "the housing register"}
    answers: [purpose.people_estimate, purpose.people_source]
    labels: {people_estimate: "How many", people_source: "How you know"}
    who: "data lead"
  - id: ZA-03
    ask: "What is inside?"
    why: "The edge is drawn here."
    example: ["housing", "recovery"]
    answers: purpose.inside
    who: "commissioner"
  - id: ZA-04
    ask: "What set this off?"
    why: "It tells you whom to thank."
    example: ["listening"]
    answers: purpose.sparks
    who: "commissioner"
  - id: ZA-05
    ask: "Does saving money come second?"
    why: "Bidders find out either way."
    example: {answer: "yes", why: "No saving is built in."}
    answers: [purpose.money_second.answer, purpose.money_second.why]
    labels: {answer: "Second?", why: "How you put it"}
    who: "commissioner"
  - id: ZA-06
    ask: "What must nobody claim?"
    why: "It keeps press releases honest."
    example: "That it ended homelessness."
    answers: purpose.never_claim
    when: "purpose.money_second.answer"
    who: "commissioner"
  - id: ZA-07
    ask: "What has hurt people here?"
    why: "Places remember."
    example: "A tender ended a service."
    answers: purpose.hurts
    who: "people who use support"
  - id: ZA-08
    ask: "Who did not agree?"
    why: "Disagreement stays in the conversation."
    example: "Four people."
    answers: purpose.dissent
    optional: "yes"
    who: "commissioner"
  - id: ZB-01
    ask: "Whom did you listen to?"
    why: "The order of voices becomes the order of importance."
    example: [{who: "people who sleep outside", kind: "lived"}]
    answers: ["listening[].who", "listening[].kind", "listening[].on", "listening[].people"]
    labels: {who: "Who was heard", kind: "Which side they know", on: "Began on", people: "How many"}
    who: "whoever listened"
  - id: ZB-02
    ask: "What did you hear?"
    why: "Each line is the start of a thread."
    example: [{text: "People want one person who stays."}]
    answers: ["insights[].text", "insights[].kind", "insights[].from", "insights[].consent"]
    labels: {text: "What you heard", kind: "What it is about", from: "Where", consent: "May it be printed?"}
    who: "whoever listened"
  - id: ZB-03
    ask: "What really happens?"
    why: "The reason for change shows itself."
    example: [{text: "Seven doors.", source: "a walk-through"}]
    answers: ["purpose.reality[].text", "purpose.reality[].source"]
    labels: {text: "What happens", source: "Where from"}
    who: "people who use support"
  - id: ZB-04
    ask: "How do the conditions stand?"
    why: "Nothing is added up."
    example: [{helps: "A sponsor."}]
    answers: ["conditions[].helps", "conditions[].owner"]
    labels: {helps: "What helps", owner: "Who looks after it"}
    rows: {case: "The case for change", leaders: "Leaders", people: "People who use support"}
    who: "commissioner"
  - id: ZB-05
    ask: "Which issues are key?"
    why: "Everybody decides these together."
    example: [{text: "the yearly plan"}]
    answers: ["alliance.governance.key_issues[].text"]
    labels: {text: "The issue"}
    who: "everybody"
  - id: ZB-06
    ask: "Who commissions with you?"
    why: "They sign, too."
    example: [{name: "The Care Board"}]
    answers: ["authority.joint[].name", "authority.joint[].kind"]
    labels: {name: "Name", kind: "Kind"}
    who: "commissioner"
  - id: ZB-07
    ask: "Who signs for each?"
    why: "Each needs a decision of its own."
    example: [{signatory: "the chief executive"}]
    answers: ["award.commissioners[].signatory", "award.commissioners[].authority"]
    labels: {signatory: "Role that signs", authority: "By what decision"}
    rows: {authority: "Your own body"}
    rows_from: authority.joint
    who: "legal services"
  - id: ZB-08
    ask: "Which principles?"
    why: "They stand where others have targets."
    example: [{short: "one who stays"}]
    answers: ["principles[].short", "principles[].text"]
    labels: {short: "In a few words", text: "What it means"}
    who: "everybody"
  - id: ZB-09
    ask: "What would you see people do?"
    why: "Nobody can observe respect."
    example: [{principle: "one-who-stays"}]
    answers: ["behaviours[].principle", "behaviours[].we_do"]
    labels: {principle: "Principle", we_do: "What you would see"}
    who: "everybody"
  - id: ZC-01
    ask: "How much a year?"
    why: "Bidders price it."
    example: "7700000"
    answers: alliance.funding.annual
    who: "finance lead"
  - id: ZC-02
    ask: "For how long at first?"
    why: "Trust takes years."
    example: "5"
    answers: alliance.term.initial
    who: "commissioner"
  - id: ZC-03
    ask: "From when?"
    why: "People plan their lives round it."
    example: "2028-04-01"
    answers: alliance.term.start
    who: "commissioner"
  - id: ZC-04
    ask: "What share is health care?"
    why: "The law turns on it."
    example: "37.7"
    answers: legal.health_share
    who: "legal services"
  - id: ZC-05
    ask: "Until what time?"
    why: "A clock is fairer than a day."
    example: "12:00"
    answers: tender.deadline_time
    who: "procurement lead"
  - id: ZC-06
    ask: "Whom does one write to?"
    why: "Somebody has to answer."
    example: {contact.role: "the lead", sponsor.role: "the director", email: "a@b.example"}
    answers: [authority.contact.role, sponsor.role, authority.contact.email]
    labels: {contact.role: "Role", sponsor.role: "Who carries it", email: "E-mail"}
    who: "commissioner"
  - id: ZC-07
    ask: "In which nation?"
    why: "The law differs."
    example: "ENG"
    answers: project.jurisdiction
    who: "commissioner"
  - id: ZC-08
    ask: "Within how many hours is a loss told?"
    why: "Somebody may have to act."
    example: "24"
    answers: alliance.data.breach_hours
    who: "data protection lead"
  - id: ZD-01
    ask: "What is lost if it costs too much?"
    why: "It is asked only where saving does not come second."
    example: "Trust."
    answers: purpose.missing_voices
    when: "not purpose.money_second.answer"
    who: "commissioner"
"""

PLAYBOOK = """\
id: mini
title: "A small walk"
about: "Every kind of question once."
stages:
  - id: first
    title: "First things"
    about: "Words and lists."
    ask: [ZA-01, ZA-02, ZA-03, ZA-04, ZA-05, ZA-06, ZA-07, ZA-08]
    quick: [ZA-01, ZA-03]
    leaving: ["Everybody could say what it is for."]
    then: [tables]
  - id: tables
    title: "Tables"
    about: "Rows of every kind."
    ask: [ZB-01, ZB-02, ZB-03, ZB-04, ZB-05, ZB-06, ZB-07, ZB-08, ZB-09]
    quick: [ZB-01]
    then: [figures, first]
  - id: figures
    title: "Figures"
    about: "Sums and days."
    ask: [ZC-01, ZC-02, ZC-03, ZC-04, ZC-05, ZC-06, ZC-07, ZC-08]
    quick: [ZC-01]
    then: [last]
  - id: last
    title: "Last things"
    about: "One question, and only for some."
    ask: [ZD-01]
    then: [first]
"""

REMINDERS = """\
apart:
  stages: [figures]
  when: "count(listening) == 0"
  if_unknown: show
  before: "yes"
  say: "Nobody has been heard yet."
"""


def mini_folder(path: Path, *, reminders: str = "") -> Path:
    """A folder with the small playbook in it, where a project can be started."""
    room = path / "playbooks"
    (room / "questions").mkdir(parents=True)
    (room / "mini.yaml").write_text(PLAYBOOK, encoding="utf-8")
    (room / "questions" / "mini.yaml").write_text(QUESTIONS, encoding="utf-8")
    (room / "reminders.yaml").write_text(reminders or "# none\n", encoding="utf-8")
    return path


class Shelf(Workspace):
    """A library that is read once and used for many projects."""

    def playbook(self, id: str | None) -> Playbook:
        kept: dict[str | None, Playbook] = self.__dict__.setdefault("kept", {})
        if id not in kept:
            kept[id] = super().playbook(id)
        return kept[id]


@dataclass
class Session:
    """A project that somebody walks."""

    path: Path
    now: Callable[[], datetime]
    shelf: Workspace

    def open(self, who: str = "commissioner") -> Opened:
        return Opened(ProjectFolder.open(self.path, self.shelf.schema, clock=self.now, who=who), self.shelf)

    def walk(
        self, *lines: str, stage: str | None = None, quick: bool = False, who: str = "commissioner", echo: bool = False
    ) -> str:
        """Type these lines one after the other; when they end, the input ends. What was shown comes back."""
        out = StringIO()
        asker = PlainAsker(StringIO("".join(f"{line}\n" for line in lines)), out, echo=echo)
        walking.walk(self.open(who), asker, stage=stage, quick=quick)
        return out.getvalue()

    @property
    def project(self) -> Project:
        return self.open().project

    def get(self, path: str) -> Any:
        return paths.get(self.project, path)

    @property
    def engine(self) -> Engine:
        return walking.engine(self.open())

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.open().folder.journal.entries

    def set(self, **values: Any) -> None:
        """Keep answers at once, by path with two underscores for each dot."""
        with self.open().folder as folder:
            for path, value in values.items():
                folder.set(path.replace("__", "."), value)
            folder.save()


def start(path: Path, now: Callable[[], datetime], *, reminders: str = "") -> Session:
    """A new project on the small playbook."""
    start_project(mini_folder(path, reminders=reminders), playbook="mini", now=now).folder.close()
    return Session(path, now, Shelf(path))


def replayed(session: Session) -> Project:
    """The project that the journal alone gives."""
    opened = session.open()
    schema = opened.workspace.schema
    course = follow(opened.folder.journal.entries)
    project, unfit = apply(Reader(schema).project(course.start), [*course.done, *course.pending], Changer(schema))
    assert not unfit
    return project
