"""Conditions: true, false or unknown as logic says; everything but the small language refused; both sides typed."""

from __future__ import annotations

import keyword
import operator
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hls_procure.library.finder import Finder
from hls_procure.library.load import load_fields
from hls_procure.model import paths
from hls_procure.model.alliance import FundingLine
from hls_procure.model.expression_check import check_expression
from hls_procure.model.expressions import MAX_DEPTH, MAX_LENGTH, ExpressionProblem, parse_expression
from hls_procure.model.facts import FactView, Row
from hls_procure.model.root import Project
from hls_procure.model.system import Actor
from hls_procure.model.values import Money, Percent

SCHEMA = load_fields(Finder())


def view(project: Project, **more: Any) -> FactView:
    return FactView(project, SCHEMA, **more)


def result(text: str, project: Project, **more: Any) -> bool | None:
    expression = parse_expression(text)
    assert check_expression(expression, SCHEMA) == [], text
    return expression(view(project, **more))


# A brute-force oracle: conditions are made together with the function that says what they ought to be.

World = dict[str, Any]
Truth = bool | None


class Condition(NamedTuple):
    text: str
    ought: Callable[[World], Truth]


SIGNS = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
YES = ("tender.lots.answer", "tender.standstill.answer", "tender.tupe.applies.answer")
KINDS = ("council", "nhs", "police")
TERM, ANNUAL, RATE, KIND, NOTICE = (
    "alliance.term.initial",
    "alliance.funding.annual",
    "alliance.funding.vat_rate",
    "authority.kind",
    "tender.dates.notice",
)


def both(values: list[Truth]) -> Truth:
    return False if False in values else None if None in values else True


def either(values: list[Truth]) -> Truth:
    return True if True in values else None if None in values else False


def compared(path: str, sign: str, right: Any, text: str, left: Callable[[Any], Any] = lambda value: value) -> Condition:
    def ought(world: World) -> Truth:
        value = world[path]
        return None if value is None else bool(SIGNS[sign](left(value), right))

    return Condition(f"{path} {sign} {text}", ought)


ACTOR_KINDS = tuple(SCHEMA.fields["actors[].kind"].choices)[:3]


def of_rows(name: str, kind: str, sign: str) -> Condition:
    def ought(world: World) -> Truth:
        rows = world["actors"]
        if rows is None:
            return None
        values = [None if row is None else bool(SIGNS[sign](row, kind)) for row in rows]
        return either(values) if name == "any" else both(values)

    return Condition(f"{name}(m.kind {sign} '{kind}' for m in actors)", ought)


def counted(sign: str, number: int) -> Condition:
    return Condition(
        f"count(actors) {sign} {number}",
        lambda world: None if world["actors"] is None else bool(SIGNS[sign](len(world["actors"]), number)),
    )


def summed(sign: str, number: int) -> Condition:
    def ought(world: World) -> Truth:
        lines = world["lines"]
        if lines is None or None in lines:
            return None
        return bool(SIGNS[sign](sum(lines), number))

    return Condition(f"sum(alliance.funding.lines.amount) {sign} {number}", ought)


def between(low: int, sign: str, other: str, high: int) -> Condition:
    def ought(world: World) -> Truth:
        value = world[TERM]
        return None if value is None else bool(SIGNS[sign](low, value) and SIGNS[other](value, high))

    return Condition(f"{low} {sign} {TERM} {other} {high}", ought)


SMALL = st.integers(0, 3)
SIGN = st.sampled_from(sorted(SIGNS))
SAME = st.sampled_from(["==", "!="])
DAYS = st.sampled_from(["2027-03-01", "1 April 2027", "02/03/2027"])
BARE = st.one_of(
    st.sampled_from(YES).map(lambda path: Condition(path, lambda world: world[path])),
    st.builds(lambda sign, n: compared(TERM, sign, n, str(n)), SIGN, SMALL),
    st.builds(lambda sign, n: compared(ANNUAL, sign, n, str(n), lambda money: money.pounds), SIGN, SMALL),
    st.builds(
        lambda sign, n: compared(ANNUAL, sign, Decimal(n) + Decimal("0.5"), f"{n}.5", lambda money: money.pounds), SIGN, SMALL
    ),
    st.builds(lambda sign, n: compared(RATE, sign, n, str(n), lambda percent: percent.value), SIGN, SMALL),
    st.builds(lambda sign, kind: compared(KIND, sign, kind, f"'{kind}'"), SAME, st.sampled_from(KINDS)),
    st.builds(
        lambda sign, day: compared(
            NOTICE, sign, {"2": date(2027, 3, 1), "1": date(2027, 4, 1), "0": date(2027, 3, 2)}[day[0]], f"'{day}'"
        ),
        SIGN,
        DAYS,
    ),
    st.builds(
        lambda kinds, negated: Condition(
            f"{KIND} {'not in' if negated else 'in'} {kinds!r}",
            lambda world: None if world[KIND] is None else (world[KIND] in kinds) is not negated,
        ),
        st.lists(st.sampled_from(KINDS), max_size=3),
        st.booleans(),
    ),
    st.builds(of_rows, st.sampled_from(["any", "all"]), st.sampled_from(ACTOR_KINDS), SAME),
    st.builds(counted, SIGN, SMALL),
    st.builds(summed, SIGN, SMALL),
    st.builds(between, SMALL, st.sampled_from(["<", "<="]), st.sampled_from(["<", "<=", "!="]), SMALL),
)


def joined(word: str, parts: list[Condition]) -> Condition:
    fold = both if word == "and" else either
    return Condition(
        f" {word} ".join(f"({part.text})" for part in parts), lambda world: fold([part.ought(world) for part in parts])
    )


def negated(part: Condition) -> Condition:
    def ought(world: World) -> Truth:
        value = part.ought(world)
        return None if value is None else not value

    return Condition(f"not ({part.text})", ought)


CONDITIONS = st.recursive(
    BARE,
    lambda inner: st.one_of(
        st.builds(joined, st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3)), inner.map(negated)
    ),
    max_leaves=6,
).filter(lambda condition: len(condition.text) <= MAX_LENGTH)
WORLDS = st.fixed_dictionaries(
    {
        **{path: st.one_of(st.none(), st.booleans()) for path in YES},
        TERM: st.one_of(st.none(), SMALL),
        ANNUAL: st.one_of(st.none(), st.integers(0, 6).map(lambda halves: Money(halves * 50))),
        RATE: st.one_of(st.none(), st.integers(0, 6).map(lambda halves: Percent(Decimal(halves) / 2))),
        KIND: st.one_of(st.none(), st.sampled_from(KINDS)),
        NOTICE: st.one_of(st.none(), st.sampled_from([date(2027, 3, 1), date(2027, 3, 2), date(2027, 4, 1)])),
        "actors": st.one_of(st.none(), st.lists(st.one_of(st.none(), st.sampled_from(ACTOR_KINDS)), max_size=3)),
        "lines": st.one_of(st.none(), st.lists(st.one_of(st.none(), st.integers(0, 2)), max_size=3)),
    }
)


def project_of(world: World) -> Project:
    project = Project()
    for path in (*YES, TERM, ANNUAL, RATE, KIND, NOTICE):
        project = paths.put(project, path, world[path])
    if world["actors"] is not None:
        project = paths.put(project, "actors", tuple(Actor(f"a{n}", kind=kind) for n, kind in enumerate(world["actors"])))
    if world["lines"] is not None:
        lines = (
            FundingLine(f"l{n}", amount=None if pounds is None else Money(pounds * 100))
            for n, pounds in enumerate(world["lines"])
        )
        project = paths.put(project, "alliance.funding.lines", tuple(lines))
    return project


@settings(max_examples=250)
@given(CONDITIONS, WORLDS)
def test_a_condition_is_true_false_or_unknown_as_logic_says(condition: Condition, world: World) -> None:
    assert result(condition.text, project_of(world)) is condition.ought(world)


@settings(max_examples=120)
@given(CONDITIONS, WORLDS, WORLDS)
def test_what_is_known_does_not_change_when_more_becomes_known(condition: Condition, world: World, more: World) -> None:
    before = result(condition.text, project_of(world))
    filled = {path: more[path] if value is None else value for path, value in world.items()}
    if before is not None:
        assert result(condition.text, project_of(filled)) is before


@given(CONDITIONS)
def test_a_condition_knows_every_path_that_it_reads(condition: Condition) -> None:
    read = set(parse_expression(condition.text).paths)
    assert read == {path for path in (*YES, TERM, ANNUAL, RATE, KIND, NOTICE) if path in condition.text} | (
        {"actors"} if "actors" in condition.text else set()
    ) | ({"alliance.funding.lines.amount"} if "sum(" in condition.text else set())


# What it can do


@pytest.mark.parametrize(
    ("text", "ought"),
    [
        ("alliance.name == 'Tamarside'", True),
        ("'side' in alliance.name", True),
        ("'Side' not in alliance.name", True),
        ("'doors' in spec.strengths", True),
        ("count(spec.strengths) == 2", True),
        ("any(m.id == 'jo' for m in actors)", True),
        ("any(m.name == 'Jo' and m.kind == 'citizen' for m in actors) or actors_none", None),
    ],
)
def test_words_lists_and_ids(text: str, ought: bool | None) -> None:
    project = paths.put(Project(), "alliance.name", "Tamarside")
    project = paths.put(project, "spec.strengths", ("doors", "rivers"))
    project = paths.put(project, "actors", (Actor("jo", name="Jo"),))
    if "actors_none" in text:
        assert parse_expression("any(m.name == 'Jo' and m.kind == 'citizen' for m in actors)")(view(project)) is None
        return
    assert result(text, project) is ought


def test_a_name_bound_around_a_condition_stands_for_its_record() -> None:
    project = paths.put(Project(), "actors[jo].name", "Jo")
    expression = parse_expression("m.name == 'Jo'")
    assert check_expression(expression, SCHEMA, {"m": "actors"}) == []
    assert expression(view(project), {"m": Row("actors[jo]", "jo", 1)}) is True


def test_what_is_hidden_until_award_is_unknown_in_a_tender() -> None:
    project = paths.put(Project(), "award.members[harbour].form", "charity")
    assert result("count(award.members) > 0", project) is True
    assert result("count(award.members) > 0", project, award_known=False) is None


def test_an_expression_is_parsed_once() -> None:
    assert parse_expression("alliance.term.initial > 2") is parse_expression("alliance.term.initial > 2")


# What it cannot


@pytest.mark.parametrize(
    "text",
    [
        "open('x')",
        "len(actors)",
        "alliance.name.upper()",
        "alliance.name.upper() == 'X'",
        "count(actors, actors)",
        "count()",
        "count('x')",
        "count(actors + actors)",
        "count(x for x in actors)",
        "count(m.kind for m in actors) > 1",
        "sum([1, 2])",
        "any(actors)",
        "any([m for m in actors])",
        "any(m.kind == 'x' for m in actors if m.name)",
        "any(m.kind == 'x' for m in actors for n in actors)",
        "any(m.kind == 'x' async for m in actors)",
        "any(m == 'x' for m, n in actors)",
        "any(m == 'x' for m.x in actors)",
        "any(m.kind == 'x' for m in [1, 2])",
        "any(m.kind == 'x' for m in count(actors))",
        "any(m.kind == 'x' for m in actors) (1)",
        "max(actors) > 1",
        "getattr(alliance, 'name')",
        "__import__('os')",
        "count(actors=actors)",
        "count(*actors)",
        "count(**actors)",
        "alliance.__class__",
        "alliance._name",
        "_alliance.name",
        "__builtins__",
        "any(_m.kind == 'x' for _m in actors)",
        "any(m.__class__ == 'x' for m in actors)",
        "alliance.name.__class__.__mro__ == 'x'",
        "lambda: 1",
        "(lambda: 1)()",
        "f'{alliance.name}' == 'x'",
        "alliance.name == f'x'",
        "[m.kind for m in actors]",
        "{m.kind for m in actors}",
        "{m.kind: 1 for m in actors}",
        "{'a': 1}",
        "{1, 2}",
        "actors[0]",
        "actors[0].kind == 'x'",
        "actors['jo'].kind == 'x'",
        "alliance.name[0] == 'x'",
        "alliance.term.initial + 1 > 2",
        "alliance.term.initial * 9999999",
        "2 ** 99999 > 1",
        "-1 < alliance.term.initial",
        "~alliance.term.initial",
        "+alliance.term.initial",
        "alliance.term.initial is 5",
        "alliance.term.initial is not 5",
        "1 if alliance.name else 2",
        "(x := 5) > 1",
        "await alliance.name",
        "(yield)",
        "alliance.name == None",
        "None",
        "...",
        "b'x' == alliance.name",
        "1j == 1",
        "alliance.name in [alliance.story]",
        "alliance.name in ['a', ['b']]",
        "alliance.name in ('a', count(actors))",
        "'a' in {'a'}",
        "print('x')",
        "exec('x')",
        "eval('1')",
        "().__class__",
        "''.join('x')",
        "alliance.name % 'x' == 'y'",
    ],
)  # fmt: skip
def test_everything_else_is_refused_in_words(text: str) -> None:
    with pytest.raises(ExpressionProblem) as error:
        parse_expression(text)
    assert str(error.value).startswith(
        ("uses something that a condition cannot hold;", "calls ", "uses '", "has a list with something other")
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "alliance.name ==",
        "alliance..name",
        "(",
        "a b",
        "'x",
        "alliance.name = 'x'",
        "import os",
        "a; b",
        "a\nb",
        "x[]",
        "\x00",
        "'\ud800'",
        "pass",
        "*actors",
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ExpressionProblem, match=r"cannot be read; a condition looks like: alliance\.structure == 'single'"):
        parse_expression(text)


def test_nothing_that_is_refused_is_ever_run(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr("os.system", ran.append)
    with pytest.raises(ExpressionProblem):
        parse_expression("__import__('os').system('true')")
    assert not ran


def test_three_hundred_characters_are_read_and_one_more_is_refused() -> None:
    text = "alliance.name == '" + "x" * (MAX_LENGTH - 19) + "'"
    assert len(text) == MAX_LENGTH
    parse_expression(text)
    with pytest.raises(ExpressionProblem, match="is 301 characters long; 300 is the most"):
        parse_expression(text + " ")


def test_twenty_levels_are_read_and_one_more_is_refused() -> None:
    parse_expression("not " * MAX_DEPTH + "tender.lots.answer")
    with pytest.raises(ExpressionProblem, match="is nested more than 20 deep"):
        parse_expression("not " * (MAX_DEPTH + 1) + "tender.lots.answer")


@pytest.mark.parametrize(
    "text", ["(" * 150 + "a" + ")" * 149, "(" * 300, "[" * 149 + "]" * 149, "not " * 75, "a." * 149 + "a", "-" * 299 + "1"]
)
def test_what_is_made_to_break_a_parser_is_refused_or_read(text: str) -> None:
    try:
        parse_expression(text)
    except ExpressionProblem:
        return
    assert text == "a." * 149 + "a"


@settings(max_examples=300)
@given(st.text(st.sampled_from("abcdn.=<>!()[]{}'\" 0123_,:+-*/%&|^~@\\\n\x00\ud800é"), max_size=60))
def test_any_text_is_read_or_refused_and_never_breaks(text: str) -> None:
    try:
        parse_expression(text)
    except ExpressionProblem:
        return


# Checked against the fields


def told(text: str, loops: dict[str, str] | None = None) -> list[str]:
    return check_expression(parse_expression(text), SCHEMA, loops)


A_DATE = "; write a date in quotes, like '3 March 2027'"
BEHIND_IN = "; what stands behind 'in' is a list, or words"
TRUTH = ", for something that is true or false; compare it with something"
ORDER = "; only numbers, sums, percentages and dates are more or less than one another"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("legal.regim == 'pa2023-light-touch'", "reads 'legal.regim', which is not a field. Did you mean 'legal.regime'?"),
        ("qwertz > 1", "reads 'qwertz', which is not a field."),
        ("authority.kind == 'concil'", "compares 'authority.kind' with 'concil', which is not one of its choices. Did you mean"),
        ("'nope' == legal.regime", "compares 'legal.regime' with 'nope', which is not one of its choices."),
        ("authority.kind in ['nhs', 'nope']", "compares 'authority.kind' with 'nope', which is not one of its choices."),
        ("alliance.term.initial == 'five'", "compares 'alliance.term.initial', a number, with 'five'"),
        ("alliance.funding.annual > '5'", "compares 'alliance.funding.annual', a number, with '5'"),
        ("alliance.funding.vat_rate == True", "compares 'alliance.funding.vat_rate', a number, with 'True'"),
        ("facts.any_charity == 'yes'", "compares 'facts.any_charity' with 'yes'; write 'facts.any_charity' or 'not facts"),
        ("tender.dates.notice > 5", "compares 'tender.dates.notice', a date, with '5'" + A_DATE),
        ("tender.dates.notice > 'spring'", "compares 'tender.dates.notice', a date, with 'spring'" + A_DATE),
        ("tender.dates.notice > '31 February 2027'", "compares 'tender.dates.notice', a date, with '31 February 2027'" + A_DATE),
        ("alliance.name == 5", "compares 'alliance.name', words, with '5', a number"),
        ("alliance.name == alliance.term.initial", "compares 'alliance.name', words, with 'alliance.term.initial', a number"),
        ("alliance.name > 'm'", "compares 'alliance.name', words, with ''m'', words" + ORDER),
        (f"{ANNUAL} > {RATE}", f"compares '{ANNUAL}', a sum of money, with '{RATE}', a percentage"),
        ("tender.dates.notice > alliance.term.initial", f"compares '{NOTICE}', a date, with '{TERM}', a number"),
        ("tender.dates.notice == alliance.name", f"compares '{NOTICE}', a date, with 'alliance.name', words"),
        ("count(actors) == 'three'", "compares 'count(actors)', a number, with ''three'', words"),
        ("spec.strengths == 'doors'", "compares 'spec.strengths', a list, with ''doors'', words"),
        ("alliance.name in tender.shortlist", "compares 'alliance.name', words, with 'tender.shortlist', a number" + BEHIND_IN),
        ("5 in alliance.name", "compares '5', a number, with 'alliance.name', words" + BEHIND_IN),
        ("alliance.funding.annual in [5]", "compares 'alliance.funding.annual', a sum of money, with '[5]', a list" + BEHIND_IN),
        ("alliance.name", "takes 'alliance.name', words" + TRUTH),
        ("not alliance.term.initial", "takes 'alliance.term.initial', a number" + TRUTH),
        ("tender.lots.answer and count(actors)", "takes 'count(actors)', a number" + TRUTH),
        ("any(m.name for m in actors)", "takes 'm.name', words" + TRUTH),
        ("any(m.knd == 'x' for m in actors)", "reads 'm.knd', which is not a field. Did you mean 'actors[].kind'?"),
        ("any(m.kind == 'x' for m in actrs)", "runs over 'actrs', which is not a list. Did you mean 'actors[]'?"),
        ("any(m.kind == 'x' for m in alliance.name)", "runs over 'alliance.name', which is not a list."),
        ("count(alliance.name) > 1", "counts 'alliance.name', which is not a list."),
        ("sum(alliance.term.initial) > 1", "adds up 'alliance.term.initial', which is not a field of a list"),
        ("sum(actors.name) > 1", "adds up 'actors.name', and that is words"),
        ("actors.kind == 'nhs'", "reads 'actors.kind', which is not a field. Did you mean 'actors[].kind'?"),
    ],
)  # fmt: skip
def test_each_misfit_is_told_with_what_is_near(text: str, words: str) -> None:
    found = told(text)
    assert len(found) == 1
    assert found[0].startswith(words)


def test_every_misfit_is_told_at_once() -> None:
    assert told("legal.regim == 'x' and alliance.term.initial == 'five' or any(m.knd == 'x' for m in actors)") == [
        "reads 'legal.regim', which is not a field. Did you mean 'legal.regime'?",
        "compares 'alliance.term.initial', a number, with 'five'",
        "reads 'm.knd', which is not a field. Did you mean 'actors[].kind'?",
    ]


def test_a_loop_inside_a_loop_knows_both_names() -> None:
    loops = {"c": "evaluation.criteria"}
    assert told("any(q.criterion == c.id for q in evaluation.questions)", loops) == []
    assert told("any(q.criterion == d.id for q in evaluation.questions)", loops) != []
    assert told("c.weigth > 5", loops) == ["reads 'c.weigth', which is not a field. Did you mean 'evaluation.criteria[].weight'?"]


#: Python keeps some words for itself (from, with, for): a condition cannot read a field that ends in one.
ASKABLE = [field for field in SCHEMA if not field.in_list and not any(map(keyword.iskeyword, field.path.split(".")))]


@settings(max_examples=150)
@given(
    st.sampled_from(ASKABLE),
    st.sampled_from([*SIGNS, "in", "not in"]),
    st.one_of(
        st.sampled_from([field.path for field in ASKABLE]),
        st.sampled_from(
            ["5", "0.5", "'x'", "True", "['x']", "(1, 2)", "'2027-03-01'", "count(actors)", "sum(alliance.funding.lines.amount)"]
        ),
    ),
    st.data(),
)
def test_a_condition_that_passes_its_check_never_breaks_when_it_is_asked(
    field: Any, sign: str, right: str, data: st.DataObject
) -> None:
    expression = parse_expression(f"{field.path} {sign} {right}")
    if check_expression(expression, SCHEMA):
        return
    project = paths.put(Project(), "actors", (Actor("a"),))
    for path in (field.path, right):
        known = SCHEMA.get(path)
        if known is not None and not known.derived:
            raw = {
                "money": "5",
                "percent": "5",
                "date": "2027-03-01",
                "time": "12:00",
                "yes-no": "yes",
                "list": ["x"],
                "id": "x",
                "link": "x",
            }.get(known.type, next(iter(known.choices), "5") if known.type in ("choice", "multi") else "5")
            project = paths.put(project, path, known.parse([raw] if known.holds_several and isinstance(raw, str) else raw))
    assert expression(view(project)) in (True, False, None)
