"""Any input gives a clean result or an exception of the documented kind: random, damaged, and made to blow up."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import REPOSITORY, Run
from projectkit.catalogue.settings import SettingsError, read_settings
from projectkit.cli.terminal import safe
from projectkit.importing.incoming import ImportFileError
from projectkit.importing.sources import read_source
from projectkit.model import yaml_text
from projectkit.parsing.layout import LayoutError, make_layout
from projectkit.reading.decode import UnreadableError
from projectkit.reading.page import read_page
from projectkit.search.query import parse
from projectkit.search.query_errors import QueryError
from projectkit.validation.shape import load_record

DEPTH = 100_000
# Texts that a careless reader takes exponential time, all memory or the whole stack for.
BOMBS: dict[str, str] = {
    "lists": "[" * DEPTH,
    "mappings": '{"a":' * DEPTH,
    "closed lists": "[" * DEPTH + "]" * DEPTH,
    "block lists": "- " * 20_000,
    "block mappings": "".join(f"{' ' * depth}a:\n" for depth in range(2_000)),
    "complex keys": "? " * 20_000,
    "aliases": "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)),
    "an alias of itself": "a: &a [*a]\n",
    "merged": "a: &a {x: 1}\n" + "".join(f"b{n}:\n  <<: *a\n" for n in range(1000)),
    "tags": "!!python/object/apply:os.system ['touch /tmp/x']\n",
    "a long number": "a: " + "9" * 1_000_000,
    "a long number of JSON": "[" + "9" * 1_000_000 + "]",
    "an exponent": '[{"title": 1e999999999}]',
    "a long key": "? " + "k" * 1_000_000 + "\n: v",
    "documents": "---\n" * 20_000,
    "anchors": "&a " * 20_000,
    "quotes": '"' * 100_001,
    "surrogates": '["\\ud800"]',
    "one line": "a" * 2_000_000,
    "keys that are the same": "a: 1\n" * 20_000,
    "brackets of a query": "(" * 10_000,
    "denials": "NOT " * 10_000,
    "choices": "a OR " * 10_000,
    "delimiters": ";" * 1_000_000,
}  # fmt: skip


@pytest.fixture
def import_text(tmp_path: Path) -> Callable[[str, bytes], None]:
    def reader(ending: str, content: bytes) -> None:
        path = tmp_path / f"in{ending}"
        path.write_bytes(content)
        with contextlib.suppress(ImportFileError):
            list(read_source(str(path), {}, raw=False))

    return reader


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_not_go_off(
    name: str, tmp_path: Path, import_text: Callable[[str, bytes], None]
) -> None:
    text = BOMBS[name]
    yaml_text.read(text)
    assert load_record(text, "a.yaml").record is None
    with pytest.raises(LayoutError):
        make_layout("a", text)
    (tmp_path / "projectkit.toml").write_text(text)
    with contextlib.suppress(SettingsError):
        read_settings(tmp_path / "projectkit.toml")
    with contextlib.suppress(QueryError):
        parse(text)
    for ending in (".json", ".jsonl", ".yaml", ".csv", ".tsv", ".sqlite"):
        import_text(ending, text.encode())


@pytest.mark.parametrize("name", ["lists", "mappings", "aliases", "block mappings"])
def test_a_bomb_among_the_records_costs_no_other(name: str, catalogue: Path, run: Run) -> None:
    (catalogue / "data/structured/b.yaml").write_text(BOMBS[name])
    (catalogue / "data/structured/a.yaml").write_text("id: a\ntitle: Goed\n")
    assert run("list", "--json").json[0]["id"] == "a"
    assert run("validate").code == 1


def _seeds(folder: str, endings: tuple[str, ...]) -> list[bytes]:
    return [
        path.read_bytes()
        for path in sorted((REPOSITORY / folder).iterdir())
        if path.suffix in endings
    ][:6]


PAGES = _seeds("data/raw", (".txt", ".html", ".md"))
RECORDS = _seeds("data/structured", (".yaml",))
# What damaged files hold, and files that were made to do damage.
PIECES = [b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"<", b"</", b"<!--", b"&#x110000;", b"]]>", b"\r", b"\x1b[2J", b"[", b"{", b"&a ", b"*a", b"!!int ", b": ", b"- ", b"\t", b"? ", b"|", b"'", b'"', b"-" * 50, b"9" * 50, b"\xf3\xa0\x80\x81"]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """A file of which pieces were cut out, put in or repeated; sometimes any bytes at all."""
    content = draw(st.sampled_from(seeds) | st.binary(max_size=200))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 200)))
        put = draw(st.sampled_from([*PIECES, b"", content[start:end] * 3]) | st.binary(max_size=8))
        content = content[:start] + put + content[end:]
    return content


@given(damaged(PAGES), st.sampled_from([".txt", ".html", ".md"]))
def test_any_page_is_read_or_refused(content: bytes, ending: str) -> None:
    with contextlib.suppress(UnreadableError):
        page = read_page(content, f"a{ending}")
        # Nothing that a terminal obeys, and nothing that cannot be written again, comes out of a page.
        assert all(safe(line.text) == line.text for line in page.lines)
        "".join(line.text for line in page.lines).encode()


@given(damaged(RECORDS))
def test_any_record_file_is_sound_or_told(content: bytes) -> None:
    loaded = load_record(content.decode("utf-8", "replace"), "a.yaml")
    assert loaded.record or loaded.diagnostics


@given(
    damaged(
        [
            b'recognise: ["Dossier: *", "a*b*c"]\nlabels: {status: [fase]}\nheadings: {goal: ["dit *"]}\nnoise: [x]\n'
        ]
    )
)
def test_any_layout_is_sound_or_refused(content: bytes) -> None:
    with contextlib.suppress(LayoutError):
        make_layout("a", content.decode("utf-8", "replace"))


@given(st.text(max_size=60) | st.lists(st.sampled_from(["thema", ":", "=", ">", "<", "..", "(", ")", '"', "NOT", "OR", "AND", " ", "*", "-", "personen[", "]", "rol", "2020", "zorg", "'", "€"]), max_size=12).map("".join))  # fmt: skip
def test_any_query_is_understood_or_refused(text: str) -> None:
    with contextlib.suppress(QueryError):
        parse(text)


def _values() -> st.SearchStrategy[object]:
    leaf = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10)
    return st.recursive(leaf, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "title", "themes", "persons", "name", "sections", "text", "kind", "amount", "projects", "project_id", "x"]), inner, max_size=4), max_leaves=12)  # fmt: skip


@given(_values(), st.sampled_from([".json", ".jsonl", ".yaml"]))
def test_any_data_is_imported_or_refused(
    tmp_path_factory: pytest.TempPathFactory, value: object, ending: str
) -> None:
    for text in _told(json.dumps(value), ending):
        path = tmp_path_factory.getbasetemp() / f"fuzz{ending}"
        path.write_text(text)
        with contextlib.suppress(ImportFileError):
            list(read_source(str(path), {}, raw=False))


def _told(text: str, ending: str) -> Iterator[str]:
    yield text
    if ending == ".json":
        yield f'{{"meta": {{"count": 1}}, "projects": {text}}}'
        yield f'{{"projects": [{text}]}}'
