"""Asks for the records of a table: one after another, changed, taken out, or read from a CSV file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hls_procure.errors import HlsError
from hls_procure.interview.answers import Answer, read_answer, slug
from hls_procure.interview.ask import Ask
from hls_procure.interview.asker import Asker, Command, Prompt
from hls_procure.interview.csvfile import read_csv
from hls_procure.interview.recorder import Recorder
from hls_procure.interview.show import row_name
from hls_procure.model import paths
from hls_procure.model.fields import Field
from hls_procure.model.playbook import Question

MENU = "add · change N · remove N · csv FILE · none · done"


class TableAsk:
    """Fills one table. Each cell is kept as soon as it is answered."""

    def __init__(self, asker: Asker, recorder: Recorder, question: Question) -> None:
        self.asker = asker
        self.recorder = recorder
        self.question = question

    @property
    def rows(self) -> tuple[Any, ...]:
        """The records as they stand."""
        return paths.get(self.recorder.project, self.question.list_path) or ()

    def run(self) -> Command | None:
        """Ask until the person is done. A command that is not for the table is handed back."""
        if self.question.rows or self.question.rows_from:
            return self._fixed()
        if not self.rows:
            self.asker.say("(one row at a time; or: csv FILE · none)")
            reply = self._first()
            if reply is not None:
                return None if reply == "done" else reply  # type: ignore[return-value]
        while True:
            self._list()
            reply = self.asker.ask(Prompt(f"Rows: {MENU}"))
            if isinstance(reply, Command):
                return reply
            done = self._menu(reply.strip())
            if done is not None and done is not Command.BACK:
                return None if done == "done" else done  # type: ignore[return-value]

    def _list(self) -> None:
        for number, row in enumerate(self.rows, 1):
            self.asker.say(f"  {number}  {row_name(self.question, row)}")

    def _first(self) -> Command | str | None:
        """The first row starts at once; its first answer may also be a word of the menu."""
        leaf = self.question.leaves[0]
        reply = self.asker.ask(self._ask().prompt(leaf, self.question.label(leaf.path), None))
        if isinstance(reply, Command):
            return reply
        word = reply.strip().lower()
        if word in ("none", "done") or word.startswith("csv "):
            return self._menu(reply.strip())
        if not word:
            return "done"
        return _Row(self, None).fill(reply)

    def _menu(self, text: str) -> Command | str | None:
        word, _, rest = text.partition(" ")
        word = word.lower()
        if word in ("done", ""):
            return "done"
        if word == "none":
            self.recorder.set(self.question.list_path, (), question=self.question.id)
            self.close()
            return "done"
        if word == "add":
            return _Row(self, None).fill()
        if word == "csv":
            self._csv(rest.strip())
            return None
        if word in ("change", "remove"):
            row = self._row(rest)
            if row is None:
                self.asker.say(f"There is no row '{rest}'. Type its number.")
            elif word == "remove":
                self._remove(row)
            else:
                return _Row(self, row.id).fill()
            return None
        self.asker.say(f"'{text}' is not one of: {MENU}")
        return None

    def _row(self, text: str) -> Any:
        rows = self.rows
        number = text.strip()
        if number.isascii() and number.isdigit() and 0 < int(number) <= len(rows):
            return rows[int(number) - 1]
        return next((row for row in rows if row.id == number), None)

    def _remove(self, row: Any) -> None:
        self.drop(row.id)
        self.asker.say("Taken out. The journal still has it.")
        if not self.rows:
            self.asker.say("That was the last row. If there are none, type: none")

    def drop(self, id: str) -> None:
        """Take a row out. An empty table is no answer yet: that there are none is for a person to say."""
        self.recorder.drop_row(self.question.list_path, id, question=self.question.id)
        if not self.rows:
            self.recorder.set(self.question.list_path, None, question=self.question.id)

    def _ask(self) -> Ask:
        return Ask(self.asker, self.recorder.project, self.question.why)

    def _csv(self, name: str) -> None:
        try:
            rows = read_csv(Path(name).expanduser(), self.question)
        except HlsError as error:
            self.asker.say(str(error))
            return
        answer = read_answer(self.question, rows, self.recorder.project)
        if answer.problems:
            self.asker.say("Nothing was taken from the file:")
            for problem in answer.problems:
                self.asker.say(f"  {problem}")
            return
        for note in answer.notes:
            self.asker.say(f"({note})")
        named = {row["id"] for row in rows if row.get("id")}
        taken = {row.id for row in self.rows}
        for row in answer.rows or ():
            id = row.pop("id")
            if id in taken and id not in named:
                id = slug(id, taken)
            taken.add(id)
            self.recorder.put_row(self.question.list_path, id, row, question=self.question.id)
        self.close()
        count = len(answer.rows or ())
        self.asker.say(f"{count} row{'' if count == 1 else 's'} taken from {name}.")

    def _fixed(self) -> Command | None:
        rows = list(self.question.fixed_rows(self.recorder.project).items())
        number = 0
        while number < len(rows):
            id, label = rows[number]
            self.asker.say()
            self.asker.say(label)
            reply = _Row(self, id).fill()
            if reply is Command.BACK and number:
                number -= 1
                continue
            if reply is not None:
                return reply
            number += 1
        return None

    def close(self) -> None:
        """Take away the note that the table has no answer yet."""
        if any(item.path == self.question.list_path for item in self.recorder.project.open):
            self.recorder.close_open(self.question.list_path, question=self.question.id)


class _Row:
    """Fills one record.

    :param id: of the record; None where it is a new one, which is named after its first answer.
    """

    def __init__(self, table: TableAsk, id: str | None) -> None:
        self.table = table
        self.question = table.question
        self.id = id
        self.new = id is None
        self.row = next((row for row in table.rows if row.id == id), None)
        self.answer = Answer(self.question)
        self.ask = Ask(table.asker, table.recorder.project, self.question.why, self._keep)

    def fill(self, first: str | None = None) -> Command | None:
        """Ask for its cells. :param first: what was typed for the first one already."""
        leaves = self.question.leaves
        number = int(first is not None and self.ask.fitting(leaves[0], first, self.answer) is not None)
        while number < len(leaves):
            leaf = leaves[number]
            stands = None if self.row is None else getattr(self.row, paths.attribute(leaf.name))
            reply = self.ask.leaf(leaf, self.question.label(leaf.path), self.answer.values.get(leaf.path, stands), self.answer)
            if reply is Command.BACK and number:
                number -= 1
                continue
            if reply is Command.BACK and self.new and self.id:
                self.table.drop(self.id)
            if isinstance(reply, Command) and reply not in (Command.SKIP, Command.UNKNOWN):
                return reply
            number += 1
        return None

    def _keep(self, leaf: Field, value: Any) -> None:
        recorder, path = self.table.recorder, self.question.list_path
        first, was = leaf is self.question.leaves[0], self.id
        if self.new and (first or was is None):
            self.id = slug(str(value) if first else "record", {row.id for row in self.table.rows} - {was})
        assert self.id is not None
        values = {one.name: self.answer.values[one.path] for one in self.question.leaves if one.path in self.answer.values}
        recorder.put_row(path, self.id, values if was != self.id else {leaf.name: value}, question=self.question.id)
        if was not in (None, self.id):
            self.table.drop(was)
        self.table.close()
