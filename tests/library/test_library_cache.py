"""The cache makes commands faster and nothing else: without it, or with a damaged one, everything is the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import BROKEN, NO_CACHE, SMALL, expected, finder, overlaid, playbook, said, schema, words

import hls_procure.library.trees as trees_module
from hls_procure.errors import FileProblem, InputError
from hls_procure.library.cache import FOLDER, Cache, default_folder
from hls_procure.library.trees import load_trees, pack, unpack
from hls_procure.library.yamlfile import Map, Place, Seq, parse


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def entries(cache: Cache) -> list[Path]:
    assert cache.folder is not None
    return sorted(path for path in cache.folder.rglob("*") if path.is_file())


def everything(found: object, cache: Cache = NO_CACHE) -> str:
    made = words(found, cache), playbook(found, cache), schema(found, cache)  # type: ignore[arg-type]
    library = made[0]
    return repr(
        (
            sorted((id, repr(clause).partition("places=")[0]) for id, clause in library.clauses.items()),
            dict(library.terms),
            sorted((id, repr(document).partition("places=")[0]) for id, document in library.documents.items()),
            dict(library.texts),
            made[1],
            made[2],
        )
    )


# Bytes by key


def test_what_was_put_comes_back_and_other_keys_do_not_see_it(cache: Cache) -> None:
    assert cache.get("a") is None
    cache.put("a", b"one")
    cache.put("b", b"")
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (b"one", b"", None)
    cache.put("a", b"two")
    assert cache.get("a") == b"two"
    assert len(entries(cache)) == 2


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 31, b"x" * 32, b"x" * 500])
def test_a_damaged_entry_counts_as_not_there(cache: Cache, damage: bytes) -> None:
    cache.put("a", b"one")
    entries(cache)[0].write_bytes(damage)
    assert cache.get("a") is None


def test_one_changed_byte_anywhere_in_an_entry_counts_as_damage(cache: Cache) -> None:
    cache.put("a", b"one two three")
    path = entries(cache)[0]
    good = path.read_bytes()
    for place in range(len(good)):
        path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        assert cache.get("a") is None
    for short in range(len(good)):
        path.write_bytes(good[:short])
        assert cache.get("a") is None
    path.write_bytes(good)
    assert cache.get("a") == b"one two three"


def test_another_version_of_the_tool_does_not_see_it(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.put("a", b"one")
    monkeypatch.setattr("hls_procure.library.cache.__version__", "999")
    assert cache.get("a") is None


def test_a_folder_that_cannot_be_written_is_harmless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    in_the_way = Cache(tmp_path / "file")
    in_the_way.put("a", b"one")
    assert in_the_way.get("a") is None
    assert everything(finder(), in_the_way) == everything(finder())

    def refuse(*args: object) -> None:
        raise OSError(28, "No space left on device")

    full = Cache(tmp_path / "full")
    monkeypatch.setattr("os.replace", refuse)
    full.put("a", b"one")
    assert full.get("a") is None


def test_without_a_folder_nothing_is_kept() -> None:
    NO_CACHE.put("a", b"one")
    assert NO_CACHE.get("a") is None


def test_the_usual_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert Cache.usual().folder == default_folder()
    monkeypatch.setenv(FOLDER, str(tmp_path / "own"))
    assert default_folder() == tmp_path / "own"
    monkeypatch.delenv(FOLDER)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert default_folder() == tmp_path / "xdg/hls-procure"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "windows"))
    assert default_folder() == tmp_path / "windows/hls-procure"
    monkeypatch.delenv("LOCALAPPDATA")
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    assert default_folder() == tmp_path / "home/.cache/hls-procure"

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    assert Cache.usual().folder is None


# The library with and without


def test_the_library_is_the_same_with_and_without_a_cache(cache: Cache) -> None:
    cold, warm, none = (everything(finder(), kept) for kept in (cache, cache, NO_CACHE))
    assert cold == warm == none


def test_a_warm_cache_parses_nothing(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    everything(finder(), cache)
    parsed: list[str] = []
    monkeypatch.setattr(trees_module, "parse", lambda text, name: parsed.append(name))
    words(finder(), cache)
    schema(finder(), cache)
    playbook(finder(), cache)
    assert parsed == []


def test_with_every_entry_damaged_the_library_is_the_same(cache: Cache) -> None:
    good = everything(finder(), cache)
    for path in entries(cache):
        path.write_bytes(path.read_bytes()[:-1])
    assert everything(finder(), cache) == good


@pytest.mark.parametrize("kind", ["clause", "variants", "terms", "document", "fields", "questions", "playbook", "reminders"])
def test_a_mistake_is_told_whether_or_not_the_good_library_was_kept_before(kind: str, cache: Cache, tmp_path: Path) -> None:
    everything(finder(), cache)
    for broken in sorted((BROKEN / kind).glob("*.yaml")):
        found = overlaid(tmp_path / "project", broken)
        for _ in range(2):
            with pytest.raises(InputError) as error:
                everything(found, cache)
            assert said(error.value) == expected(broken), broken.stem
    assert everything(finder(), cache) == everything(finder())


def test_a_field_that_goes_is_missed_by_words_and_questions_that_were_kept(cache: Cache, tmp_path: Path) -> None:
    everything(finder(), cache)
    fields = tmp_path / "project/playbooks/fields/all.yaml"
    fields.parent.mkdir(parents=True)
    fields.write_text((SMALL / "playbooks/fields/all.yaml").read_text().replace("place.name:", "place.called:"))
    found = finder(tmp_path / "project")
    with pytest.raises(InputError, match=r"<fact:place\.name> is not a field"):
        words(found, cache)
    with pytest.raises(InputError, match=r"PL-01 answers 'place\.name', which nobody fills in"):
        playbook(found, cache)


def test_a_condition_is_checked_again_when_the_field_it_reads_becomes_another_kind(cache: Cache, tmp_path: Path) -> None:
    playbook(finder(), cache)
    fields = tmp_path / "project/playbooks/fields/all.yaml"
    fields.parent.mkdir(parents=True)
    fields.write_text((SMALL / "playbooks/fields/all.yaml").read_text().replace("{type: name}", "{type: number}", 1))
    with pytest.raises(InputError, match=r"its condition compares 'place\.name', a number, with 'Nowhere'"):
        playbook(finder(tmp_path / "project"), cache)


def test_a_reminder_is_checked_again_when_it_changes(cache: Cache, tmp_path: Path) -> None:
    playbook(finder(), cache)
    found = overlaid(tmp_path, BROKEN / "reminders/condition-with-misspelt-path.yaml")
    with pytest.raises(InputError, match=r"reads 'place\.bugdet'"):
        playbook(found, cache)


def test_the_key_changes_with_every_byte_name_and_layer(tmp_path: Path) -> None:
    def key(root: Path, layer: str = "project") -> str:
        found = finder(root)
        files = [one for one in found.all("clauses") if one.layer == layer]
        return load_trees(files, NO_CACHE).key

    first = tmp_path / "first"
    shutil.copytree(SMALL, first)
    start = key(first)
    assert key(first) == start
    seen = {start}
    path = first / "clauses/terms.yaml"
    raw = path.read_bytes()
    for changed in (raw + b"\n", raw.replace(b"Partner", b"partner"), raw.replace(b"\n", b"\r\n"), b""):
        path.write_bytes(changed)
        seen.add(key(first))
    path.write_bytes(raw)
    assert key(first) == start
    path.rename(path.with_name("words.yaml"))
    seen.add(key(first))
    path.with_name("words.yaml").rename(path)
    seen.add(key(tmp_path / "nowhere", "shipped"))
    assert len(seen) == 7


def test_files_that_cannot_be_opened_are_told_all_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [one for one in finder().all("clauses") if "alliance" in one.name]

    def refuse(path: object, *args: object, **more: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(FileProblem) as error:
        load_trees(found, NO_CACHE)
    monkeypatch.undo()
    assert said(error.value) == "\n".join(
        f"{one.name}  could not be read (Permission denied)\n{' ' * (len(one.name) + 2)}Check who may read it." for one in found
    )


# Packing


SCALARS = st.none() | st.text(max_size=8)
PLACES = st.builds(Place, st.integers(1, 9), st.just(0), st.just(0), st.sampled_from(["", "'", '"', ">", "|"]))


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> Map:
    made = Map(draw(st.integers(1, 9)))
    for key in draw(st.lists(st.text(min_size=1, max_size=4), max_size=4, unique=True)):
        made[key] = draw(values(depth))
        made.places[key] = draw(PLACES)
    return made


@st.composite
def values(draw: st.DrawFn, depth: int) -> object:
    kind = draw(st.sampled_from(["scalar", "map", "list"] if depth else ["scalar"]))
    if kind == "scalar":
        return draw(SCALARS)
    if kind == "map":
        return draw(trees(depth - 1))
    made = Seq(draw(st.integers(1, 9)))
    for _ in range(draw(st.integers(0, 3))):
        made.append(draw(values(depth - 1)))
        made.places.append(draw(PLACES))
    return made


def with_places(value: object) -> object:
    if isinstance(value, Map):
        return [value.line, {key: [value.places[key].line, value.places[key].style, with_places(value[key])] for key in value}]
    if isinstance(value, Seq):
        return [value.line, [[place.line, place.style, with_places(one)] for place, one in zip(value.places, value, strict=True)]]
    return value


@settings(max_examples=60)
@given(trees())
def test_unpack_is_the_inverse_of_pack(tree: Map) -> None:
    import json

    back = unpack(json.loads(json.dumps(pack(tree))))
    assert with_places(back) == with_places(tree)
    assert back == tree


def test_a_name_that_packing_uses_itself_never_comes_in() -> None:
    with pytest.raises(InputError, match="has a value without a name"):
        parse('"": one\n', "f.yaml")
