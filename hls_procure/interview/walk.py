"""A person walks the playbook: stages in any order, back, skip, why, "I do not know yet", a review of everything.

The walk decides nothing about the project: the engine does, and the recorder keeps each answer before the next
question is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hls_procure.interview.answers import Answer
from hls_procure.interview.ask import Ask
from hls_procure.interview.asker import HELP, Asker, Command, Prompt
from hls_procure.interview.engine import Engine
from hls_procure.interview.recorder import Recorder, keep
from hls_procure.interview.show import example, heading, say_answer, wrap
from hls_procure.interview.tables import TableAsk
from hls_procure.model.fields import Field
from hls_procure.model.playbook import Question, Stage
from hls_procure.model.values import parse_date


class _Stopped(Exception):
    """The person wants to stop here."""


class Walk:
    """Walks one person through a playbook."""

    def __init__(self, engine: Engine, recorder: Recorder, asker: Asker) -> None:
        self.engine = engine
        self.recorder = recorder
        self.asker = asker

    def run(self, stage: Stage) -> None:
        """Walk from a stage on until the person stops."""
        following: Stage | None = stage
        try:
            while following is not None:
                following = self._stage(following)
        except _Stopped:
            pass
        self.recorder.save()

    def _ask(self, prompt: Prompt) -> str | Command:
        """An answer to something beside the questions. Help and review are given on the spot; save stops the walk."""
        while True:
            reply = self.asker.ask(prompt)
            if reply is Command.QUIT:
                raise _Stopped
            if reply in (Command.HELP, Command.WHY):
                self.asker.say(HELP)
            elif reply is Command.REVIEW:
                self.review()
            else:
                return reply

    def _refresh(self) -> None:
        self.engine = self.engine.with_project(self.recorder.project)

    def _stage(self, stage: Stage) -> Stage | None:
        self.recorder.visit(stage.id)
        self._refresh()
        if not self._open(stage) or not self._asks(stage):
            return self._choose(stage)
        question = self.engine.next_question(stage)
        if question is None:
            self.asker.say("Every question of this stage has an answer. Type review to see or change them.")
        while True:
            while question is not None:
                self._show(stage, question)
                outcome = self._one(question)
                self._refresh()
                if outcome is Command.QUIT:
                    raise _Stopped
                if outcome is Command.BACK:
                    question = self.engine.before(stage, question.id) or question
                elif outcome is Command.STAGES:
                    return self._choose(stage)
                elif outcome is Command.LEAVE:
                    return self._leave_early(stage)
                else:
                    question = self._next(stage, question)
            if stage.closed(self.engine.facts) is not None:
                self._asks(stage)
                return self._choose(stage)
            asked = self.engine.questions(stage)
            if self._leave(stage) or not asked:
                return self._choose(stage)
            question = asked[-1]

    def _next(self, stage: Stage, question: Question) -> Question | None:
        """The next question without an answer; after going back, the ones in between are passed over."""
        return self.engine.next_question(stage, question.id)

    def _open(self, stage: Stage) -> bool:
        state = self.engine.stage_state(stage)
        self.asker.say()
        self.asker.say(f"{stage.title} · {state.answered} of {state.asked}")
        self.asker.say(wrap(stage.about))
        for reminder in self.engine.reminders(stage):
            self.asker.say()
            self.asker.say(wrap(f"Think of this: {reminder.say}"))
            if reminder.before and state.state == "not started":
                reply = self._ask(Prompt("Go on all the same? Type your reason, or 'stages' to go somewhere else first."))
                if isinstance(reply, Command):
                    return False
                if reply.strip():
                    self.recorder.leave_early(stage.id, f"{reminder.id}: {reply.strip()}")
        return True

    def _asks(self, stage: Stage) -> bool:
        """Whether a stage asks anything as the answers stand; where it does not, says why and what would change that."""
        closed = stage.closed(self.engine.facts)
        if closed is None and self.engine.questions(stage):
            return True
        self.asker.say()
        if closed is not None:
            self.asker.say("This way is not open, so nothing more is asked here. What would have to change:")
            for sentence in closed:
                self.asker.say(wrap(sentence, "  - "))
            if self.engine.questions(stage):
                self.asker.say("The answers that you have given here are kept. Type review to see or change them.")
        else:
            self.asker.say("As your answers stand, nothing is asked here.")
            deciding = [question for question in self.engine.depends_on(stage) if self.engine.visible(question)]
            for question in deciding:
                self.asker.say(wrap(f"It depends on {question.id}: {question.ask}", "  "))
        return False

    def _show(self, stage: Stage, question: Question) -> None:
        place = [q.id for q in self.engine.questions(stage)].index(question.id) + 1
        total = len(self.engine.questions(stage))
        self.asker.say()
        self.asker.say(heading(f"{stage.title} · {place} of {total}"))
        self.asker.say()
        self.asker.say(wrap(f"{question.ask}  ({question.id})"))
        if question.hint:
            self.asker.say(wrap(question.hint))
        shown = example(question)
        if shown:
            self.asker.say(wrap(f"e.g. {shown}"))
        self.asker.say(f"Best answered by: {question.who}")
        item = self.engine.open_item(question)
        if item:
            self.asker.say(
                f"Not known yet: {item.owner or 'nobody'} will find out" + (f" by {item.by.isoformat()}" if item.by else "")
            )

    def _one(self, question: Question) -> Command | None:
        """Ask one question until it is answered, skipped or left."""
        while True:
            self._refresh()
            if question.list_path:
                outcome: Answer | Command | None = TableAsk(self.asker, self.recorder, question).run()
            else:
                ask = Ask(self.asker, self.recorder.project, question.why, self._keeping(question))
                outcome = ask.question(question, self.engine.value(question))
            if isinstance(outcome, Answer):
                keep(self.recorder, outcome)
                return None
            if outcome is Command.WHY:
                self.asker.say(wrap(question.why))
            elif outcome is Command.HELP:
                self.asker.say(HELP)
            elif outcome is Command.REVIEW:
                self.review()
                home = self.engine.stage_of(question.id)
                if home is None or question not in self.engine.questions(home):
                    return None
                self._show(home, question)
            elif outcome is Command.UNKNOWN:
                if self._unknown(question):
                    return None
            elif outcome in (None, Command.SKIP):
                return None
            else:
                return outcome

    def _keeping(self, question: Question) -> Callable[[Field, Any], None]:
        return lambda leaf, value: self.recorder.set(leaf.path, value, question=question.id)

    def _unknown(self, question: Question) -> bool:
        owner = self._ask(Prompt("Who will find out? (a role, like: finance lead)"))
        if isinstance(owner, Command) or not owner.strip():
            self.asker.say("Nothing noted.")
            return False
        while True:
            day = self._ask(Prompt("By when? (a date, like 12 March 2027; Enter if that is open too)"))
            if isinstance(day, Command):
                self.asker.say("Nothing noted.")
                return False
            try:
                by = parse_date(day) if day.strip() else None
                break
            except ValueError as error:
                self.asker.say(f"That does not fit yet: {error}")
        keep(self.recorder, Answer(question, unknown=(owner.strip(), by)))
        return True

    def review(self) -> None:
        """Show every answer; change one and come straight back, as often as the person likes."""
        while True:
            self._refresh()
            for stage in self.engine.playbook.stages:
                questions = self.engine.questions(stage)
                if not questions:
                    continue
                self.asker.say()
                self.asker.say(stage.title)
                for question in questions:
                    said = say_answer(question, self.engine.value(question), 60)
                    self.asker.say(f"  {question.id}  {question.ask}")
                    self.asker.say(f"         {said}")
            reply = self._ask(Prompt("Change which one? Type its id, or press Enter to go back to where you were."))
            if isinstance(reply, Command) or not reply.strip():
                return
            chosen = self.engine.playbook.questions.get(reply.strip().upper())
            home = self.engine.stage_of(chosen.id) if chosen else None
            if chosen is None or home is None or chosen not in self.engine.questions(home):
                self.asker.say(f"There is no question '{reply.strip()}' here.")
                continue
            self._show(home, chosen)
            if self._one(chosen) is Command.QUIT:
                raise _Stopped

    def _leave(self, stage: Stage) -> bool:
        """Ask what people could say before they leave a stage. False where they would rather go back into it."""
        if stage.leaving:
            self.asker.say()
            self.asker.say(f"Before you leave '{stage.title}', look for evidence that people could say:")
            for statement in stage.leaving:
                self.asker.say(wrap(statement, "  - "))
            reply = self._ask(Prompt("Could they? yes, or the reason to go on all the same"))
            if reply is Command.BACK:
                return False
            if isinstance(reply, str) and reply.strip() and reply.strip().lower() not in ("yes", "y"):
                self.recorder.leave_early(stage.id, reply.strip())
        self.recorder.save()
        return True

    def _leave_early(self, stage: Stage) -> Stage | None:
        missing = [q.id for q in self.engine.questions(stage) if self.engine.state(q) in ("unanswered", "partly")]
        if missing:
            said = f"Still without an answer: {', '.join(missing)}. That is allowed, and the documents will show the gaps."
            self.asker.say(wrap(said))
        reason = self._ask(Prompt("Why leave now? (it goes into the journal)"))
        if isinstance(reason, str) and reason.strip():
            self.recorder.leave_early(stage.id, reason.strip())
        self.recorder.save()
        return self._choose(stage)

    def _choose(self, stage: Stage) -> Stage | None:
        self._refresh()
        suggestion = self.engine.suggested(stage)
        self.asker.say()
        stages = self.engine.playbook.stages
        figures, width = len(str(len(stages))), max(36, *(len(one.title) + 1 for one in stages))
        for number, one in enumerate(stages, 1):
            state = self.engine.stage_state(one)
            place = f"{str(number).rjust(figures)}  {one.title.ljust(width)}"
            self.asker.say(f"  {place} {state.state.ljust(12)} {state.answered} of {state.asked}")
        while True:
            reply = self._ask(Prompt(f"Which stage next? A number, Enter for '{suggestion.title}', or save to stop."))
            if reply is Command.BACK:
                return stage
            if isinstance(reply, Command):
                self.asker.say("Type the number of a stage, press Enter, or type save.")
                continue
            text = reply.strip()
            if not text:
                return suggestion
            if text.isascii() and text.isdigit() and 0 < int(text) <= len(self.engine.playbook.stages):
                return self.engine.playbook.stages[int(text) - 1]
            named = self.engine.playbook.stage(text.lower())
            if named is not None:
                return named
            self.asker.say(f"There is no stage '{text}'.")
