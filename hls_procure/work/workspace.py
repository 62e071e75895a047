"""Everything a command works with, loaded when it is first asked for: finder, fields, playbook, words, law.

Commands are thin; this is where their parts meet. It imports lazily, so that a command pays only for what it uses.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from hls_procure.library.cache import Cache
from hls_procure.library.finder import Finder

if TYPE_CHECKING:
    from hls_procure.interview.guide import Guide
    from hls_procure.law.facts import LawBook
    from hls_procure.model.clause import Library
    from hls_procure.model.fields import FieldSchema
    from hls_procure.model.playbook import Playbook

DEFAULT_PLAYBOOK = "commissioner-led"


class Workspace:
    """The library as it stands for a project folder, or for none.

    :param folder: a project folder, whose own files win. :param council: a council's folder; the environment's where None.
    """

    def __init__(self, folder: Path | None = None, *, council: Path | None = None, cache: Cache | None = None) -> None:
        self.finder = Finder(folder, council)
        self.cache = cache or Cache.usual()

    @cached_property
    def schema(self) -> FieldSchema:
        """The field schema."""
        from hls_procure.library.load import load_fields

        return load_fields(self.finder, self.cache)

    @cached_property
    def book(self) -> LawBook:
        """The facts of law."""
        from hls_procure.law.facts import LawBook

        return LawBook.load(self.cache)

    @cached_property
    def words(self) -> Library:
        """Clauses, sections, terms and documents, checked as one."""
        from hls_procure.assembly.say import fits
        from hls_procure.library.load import load_checked

        return load_checked(self.finder, self.schema, lambda: frozenset(self.book.ids), fits, self.cache)

    def playbook(self, id: str | None) -> Playbook:
        """A playbook with its questions."""
        from hls_procure.library.playbooks import load_playbook

        return load_playbook(self.finder, id or DEFAULT_PLAYBOOK, self.schema, self.cache)

    def guide(self, id: str | None) -> Guide:
        """What documents need of a playbook; from the cache while its files stay the same."""
        from hls_procure.interview.guide import guide_of, load_guide
        from hls_procure.library.load import hash_fields
        from hls_procure.library.playbooks import playbook_trees

        key = f"guide-3-{playbook_trees(self.finder, id or DEFAULT_PLAYBOOK, self.cache).key}-{hash_fields(self.schema)}"
        stored = self.cache.get(key)
        if stored is not None:
            return load_guide(stored)
        made = guide_of(self.playbook(id))
        self.cache.put(key, made.dump())
        return made
