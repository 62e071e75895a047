"""Edits as a solicitor makes them in the built agreement of the sample: what each does, and what it has to be called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.reconcile.word import Word


@dataclass(frozen=True)
class Scripted:
    """One edit.

    :param expect: the kind and the id of every proposal that it makes; nothing else may be found.
    :param says: words that the built document has to have once it was taken. :param by_hand: whether it cannot be taken.
    """

    name: str
    do: Callable[[Word], Any]
    expect: tuple[tuple[str, str], ...]
    says: tuple[str, ...] = ()
    by_hand: bool = False


def words(name: str, mark: str, old: str, new: str, *more: tuple[str, str], says: str = "") -> Scripted:
    id = _id(mark)
    return Scripted(
        name, lambda f: f.replace(f.marked(mark), old, new), (("words", f"words:{id}"), *more), (says or new,)
    )  # fmt: skip


def _id(mark: str) -> str:
    clause, _, rest = mark.partition("__")
    parts = [f"{clause[:2]}-{clause[2:]}", *rest.split("__")] if rest else [f"{clause[:2]}-{clause[2:]}"]
    return ".".join([parts[0], *(part.replace("_", "-") for part in parts[1:])])


def fact(name: str, mark: str, old: str, new: str, path: str) -> Scripted:
    return Scripted(name, lambda f: f.replace(f.marked(mark), old, new), (("fact", f"fact:{path}"),), (new,))


def in_cell(f: Word, old: str, new: str) -> None:
    f.replace(f.saying(old), old, new)


def whole_sentence(f: Word) -> None:
    f.rewrite(f.marked("AL05__no_warranty"), "Nobody can promise how a life turns out, and nobody here does.")


def rename_council(f: Word) -> None:
    f.replace(f.marked("AL21__council"), "the Tideline Council", "the Harbour Council")


def both(f: Word) -> None:
    p = f.marked("AL19__overlap")
    f.replace(p, "three months", "four months")
    f.replace(p, "unless illness, dismissal or an emergency prevents it", "save where illness or an emergency prevents it")


def new_last(f: Word) -> None:
    f.add_after(f.marked("AL21__urgent"), "A pause ends at once if the person whom it protects asks for that.")


def new_item(f: Word) -> None:
    f.add_after(f.marked("AL21__rights__visit"), "read what people say of the work in their own words;")


def new_first(f: Word) -> None:
    f.add_after(f.marked("AL06"), "Plain words are read plainly.", like=f.marked("AL06__rule"))


def new_in_schedule(f: Word) -> None:
    f.add_after(f.marked("SP09__consent"), "A trial that does harm stops on the day on which that is seen.")


def new_with_reference(f: Word) -> None:
    f.add_after(
        f.marked("AL19__attendance"), "A Member that answers in good faith under Clause 15 is not in breach. See clause 16.2."
    )


def new_unnumbered(f: Word) -> None:
    f.add_after(f.marked("AL43__plan"), "The plan is one page long.", like=plain_paragraph(f))


def plain_paragraph(f: Word) -> Any:
    from tests.reconcile.word import style

    return next(p for p in f.body.iter() if p.tag.endswith("}p") and style(p) == "HLSText" and len(p))


def tracked_new(f: Word) -> None:
    f.track_new_paragraph(f.marked("AL22__growth"), "A person who stops is asked why, and thanked.")


def tracked_words(f: Word) -> None:
    f.track_insert(f.marked("AL53__fail"), "is asked", ", in private,")


def tracked_figure(f: Word) -> None:
    p = f.marked("AL21__answer")
    f.track_delete(p, "fifteen")
    f.track_insert(p, "in writing within ", "twelve")


def tracked_gone(f: Word) -> None:
    f.track_delete_paragraph(f.marked("AL55__least"))


def row_gone(f: Word) -> None:
    row = f.row(f.saying("banning somebody from a building"))
    row.getparent().remove(row)


def row_new(f: Word) -> None:
    import copy

    from lxml import etree

    from tests.reconcile.word import w

    row = f.row(f.saying("moving people up through stages of housing"))
    made = copy.deepcopy(row)
    for mark in [*made.iter(w("bookmarkStart")), *made.iter(w("bookmarkEnd"))]:
        mark.getparent().remove(mark)
    for p, text in zip(
        made.iter(w("p")), ("asking for the story again at each door", "The story is written once, with the person."), strict=True
    ):
        f.rewrite(p, text)
    row.addnext(made)
    assert etree.iselement(made)


def footer(f: Word) -> None:
    name = next(n for n in sorted(f.parts) if n.startswith("word/footer") and b"TC-2027-014" in f.parts[n])
    f.part(name, lambda text: text.replace("TC-2027-014", "TC-2027-015"))


def clause_gone(f: Word) -> None:
    """The heading and every sub-clause of a clause."""
    first = f.marked("SP16")
    following = f.marked("SP17")
    p = first
    while p is not following:
        after = p.getnext()
        p.getparent().remove(p)
        p = after


def clause_new(f: Word) -> None:
    """A heading with two sub-clauses and an item."""
    sub, item = f.marked("AL53__schedule"), f.marked("AL44__floor__lead")
    head = f.add_after(f.marked("AL54__safety"), "Animals are welcome", like=f.marked("AL54"))
    first = f.add_after(head, "Members welcome animals where:", like=sub)
    a = f.add_after(first, "nobody is afraid; and", like=item)
    b = f.add_after(a, "somebody looks after them.", like=item)
    f.add_after(b, "Clause 37 counts more than this one.", like=sub)


def clause_moved(f: Word) -> None:
    """A clause with all its sub-clauses, moved behind the next one."""
    p, target = f.marked("AL61"), f.marked("AL59")
    while p is not f.marked("AL62"):
        after = p.getnext()
        target.addprevious(p)
        p = after


def tracked_join(f: Word) -> None:
    f._mark(f.marked("AL30__notice"), "del")


def table_head(f: Word, words: str, column: int) -> Any:
    """A head of the table that some words stand in."""
    from tests.reconcile.word import w

    table = next(f.saying(words).iterancestors(w("tbl")))
    return next(table.findall(w("tr"))[0].findall(w("tc"))[column].iter(w("p")))


EDITS: tuple[Scripted, ...] = (
    # reword
    words("some words", "AL04__hats", "it will say so before it acts", "it says so in writing before it acts"),
    Scripted("a sentence from end to end", whole_sentence, (("words", "words:AL-05.no-warranty"),), ("nobody here does",)),
    words(
        "beside a figure",
        "AL36__when",
        "will decide whether to use an option",
        "settles whether an option is used",
        says="settles whether an option is used at least twelve months before",
    ),
    words(
        "beside a reference",
        "AL34__not_private",
        "or what the law requires to be given",
        "or what a court orders",
        says="or what a court orders. Clause",
    ),
    words(
        "an item of a list",
        "AL44__floor__lead",
        "whom its people can reach whenever they work",
        "who can be reached at all hours",
    ),
    words("a schedule's paragraph", "SP08__source", "on the same day", "from the same moment"),
    words("another schedule's paragraph", "LG10__elected", "are invited to visit", "are asked to visit"),
    words("one wording of several", "AL14__aim", "talks a question through", "works a question through"),
    words("one word", "AL57__exploitation", "can tell", "know how to tell"),
    words("a defined term more", "AL15__work", "payments go on", "payments to each Member go on"),
    words("a reference typed", "AL19__letter", "what is unsettled", "what is unsettled under clause 15"),
    Scripted("tracked words", tracked_words, (("words", "words:AL-53.fail"),), ("is asked, in private, what stands",)),
    Scripted(
        "a figure and words together",
        both,
        (("fact", "fact:alliance.governance.handover_months"), ("words", "words:AL-19.overlap")),
        ("overlap for four months, save where illness or an emergency",),
    ),
    # insert
    Scripted("a sub-clause at the end", new_last, (("inserted", "inserted:AL-21."),), ("A pause ends at once",)),
    Scripted("an item into a list", new_item, (("inserted", "inserted:AL-21.rights."),), ("in their own words;",)),
    Scripted("a sub-clause at the start", new_first, (("inserted", "inserted:AL-06."),), ("Plain words are read plainly.",)),
    Scripted("a paragraph into a schedule", new_in_schedule, (("inserted", "inserted:SP-09."),), ("A trial that does harm",)),
    Scripted(
        "a sub-clause that refers",
        new_with_reference,
        (("inserted", "inserted:AL-19."),),
        ("in good faith under clause 15 is not",),
    ),
    Scripted("a paragraph without number", new_unnumbered, (("inserted", "inserted:AL-43."),), ("The plan is one page long.",)),
    Scripted("a sub-clause with tracking on", tracked_new, (("inserted", "inserted:AL-22."),), ("is asked why, and thanked.",)),
    # delete
    Scripted("a sub-clause gone", lambda f: f.delete(f.marked("AL15__cost")), (("deleted", "deleted:AL-15.cost"),)),
    Scripted("an item gone", lambda f: f.delete(f.marked("AL34__list__donors")), (("deleted", "deleted:AL-34.list.donors"),)),
    Scripted("a schedule's paragraph gone", lambda f: f.delete(f.marked("LG03__late")), (("deleted", "deleted:LG-03.late"),)),
    Scripted("gone with tracking on", tracked_gone, (("deleted", "deleted:AL-55.least"),)),
    Scripted("a whole clause gone", clause_gone, (("deleted", "deleted:SP-16"),)),
    # move
    Scripted(
        "a sub-clause moved",
        lambda f: f.move(f.marked("AL16__narrow"), f.marked("AL16__rule")),
        (("moved", "moved:AL-16.narrow"),),
    ),
    Scripted(
        "an item moved",
        lambda f: f.move(f.marked("AL44__floor__children"), f.marked("AL44__floor__safe_people")),
        (("moved", "moved:AL-44.floor.children"),),
    ),
    Scripted(
        "moved into another clause",
        lambda f: f.move(f.marked("AL18__fair"), f.marked("AL20__declare")),
        (("moved", "moved:AL-18.fair"),),
    ),
    # split and merge
    Scripted(
        "split in two",
        lambda f: f.split(f.marked("AL03__no_body"), "What the "),
        (("split", "split:AL-03.no-body"),),
        ("What the Alliance is said to do",),
    ),
    Scripted(
        "a schedule's paragraph split",
        lambda f: f.split(f.marked("SP12__use"), "They set no"),
        (("split", "split:SP-12.use"),),
        ("They set no target for a measure.",),
    ),
    Scripted("joined with the next", lambda f: f.merge(f.marked("AL42__may")), (("merged", "merged:AL-42.may+AL-42.ask"),)),
    Scripted(
        "a schedule's paragraphs joined",
        lambda f: f.merge(f.marked("LG04__informal")),
        (("merged", "merged:LG-04.informal+LG-04.does-not-meet"),),
    ),
    # facts
    fact("a number of years", "AL34__keep", "five years", "seven years", "alliance.confidential_years"),
    fact("a sum of money", "AL22__pay", "£15", "£18", "spec.lived.pay"),
    fact("a date", "AL55__assessment", "8 March 2028", "15 March 2028", "alliance.data.assessment_by"),
    fact("hours in words", "AL55__breach", "twenty-four hours", "forty-eight hours", "alliance.data.breach_hours"),
    Scripted(
        "a figure with tracking on",
        tracked_figure,
        (("fact", "fact:alliance.governance.council_answer_days"),),
        ("twelve Working Days",),
    ),
    Scripted(
        "money in a table",
        lambda f: in_cell(f, "£12,000", "£14,000"),
        (("fact", "fact:learning.spaces[team-reflection].cost"),),
        ("£14,000",),
    ),
    Scripted(
        "words in a table",
        lambda f: in_cell(f, "the prison and probation", "the prison and the probation service"),
        (("fact", "fact:spec.interfaces[prison].with"),),
        ("the prison and the probation service",),
    ),
    Scripted(
        "a name in one place of several",
        rename_council,
        (("fact", "fact:alliance.governance.council_name"),),
        ("It is called the Harbour Council",),
    ),
    Scripted(
        "a figure that is worked out",
        lambda f: f.replace(f.marked("AL35__maximum"), "ten years", "eleven years"),
        (("fact", "fact:alliance.term.maximum"),),
        by_hand=True,
    ),
    Scripted(
        "a passage",
        lambda f: f.replace(f.marked("AL02__story"), "was turned down", "was told no"),
        (("fact", "fact:alliance.story"),),
        ("was told no",),
    ),
    fact(
        "an item of a list in a sentence",
        "AL55__purposes",
        "helping a person without making them tell their story again",
        "helping a person so that they tell their story once",
        "alliance.data.purposes",
    ),
    Scripted(
        "words that a table's clause writes out",
        lambda f: in_cell(f, "Did we do what we said?", "Did we do what we promised?"),
        (("words", "words:LG-13.five.table.r2:1"),),
        ("Did we do what we promised?",),
    ),
    Scripted(
        "a table's caption",
        lambda f: in_cell(f, "Conversations with regulators", "What we ask regulators"),
        (("words", "words:SP-14.regulators.table"),),
        ("What we ask regulators",),
    ),
    Scripted(
        "a table's head",
        lambda f: f.replace(table_head(f, "banning somebody", 1), "What happens instead", "What we do instead"),
        (("words", "words:SP-15.stopping.table:2"),),
        ("What we do instead",),
    ),
    Scripted("a row gone", row_gone, (("row removed", "row:SP-15.stopping.table.bans"),)),
    Scripted(
        "a row more", row_new, (("row added", "row:SP-15.stopping.table.asking"),), ("asking for the story again at each door",)
    ),
    # what else
    Scripted(
        "a whole clause new",
        clause_new,
        (("inserted", "inserted:AL-64"),),
        ("Animals are welcome", "somebody looks after them."),
    ),
    Scripted("a whole clause moved", clause_moved, (("moved", "moved:AL-61"),)),
    Scripted("joined with tracking on", tracked_join, (("merged", "merged:AL-30.notice+AL-30.fair"),)),
    Scripted(
        "a definition",
        lambda f: in_cell(f, " that is a charity", " that is a registered charity"),
        (("definition", "definition:term.charity-member"),),
        ("a Member that is a registered charity",),
    ),
    Scripted(
        "a heading",
        lambda f: f.replace(f.marked("AL17"), "Freedom to act", "Freedom to act, and its limits"),
        (("title", "title:AL-17"),),
        ("Freedom to act, and its limits",),
    ),
    Scripted("a footer", footer, (("unplaceable", "text:footer-1"),), by_hand=True),
    Scripted(
        "a footnote",
        lambda f: f.footnote(f.marked("AL26"), "Ask the trustees first."),
        (("unplaceable", "text:footnote-1"),),
        by_hand=True,
    ),
    Scripted("a comment", lambda f: f.comment(f.marked("AL25"), "Is this enough?"), (("question", "question:1"),), by_hand=True),
)
