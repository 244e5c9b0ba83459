"""Only what is damaged is told as damaged: what tantivy or SQLite refuses otherwise costs no cache."""

from __future__ import annotations

from pathlib import Path

import pytest
import tantivy

from projectkit.model.record import Record
from projectkit.search.damage import DamagedError, damage_told
from projectkit.search.index import IndexEntry, SearchIndex
from projectkit.search.stored import plain


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    made = SearchIndex(tmp_path / "words")
    record = Record.model_validate({"id": "a", "title": "Samen sterk in de wijk"})
    made.update([IndexEntry("a.yaml", "1", plain(record))], ())
    return made


@pytest.mark.parametrize("limit", [0, 2**62])
def test_a_panic_about_an_argument_is_not_damage(index: SearchIndex, limit: int) -> None:
    with pytest.raises(BaseException, match=r"Limit|capacity") as raised:
        next(index.search(tantivy.Query.all_query(), limit))
    assert not isinstance(raised.value, DamagedError)


def test_a_query_that_tantivy_refuses_is_not_damage(index: SearchIndex, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unclosed"), damage_told(tmp_path / "words"):
        tantivy.Query.regex_query(index.schema, "words", "(")


@pytest.mark.parametrize("name", ["*.term", "*.idx", "*.store", "meta.json"])
def test_a_panic_or_error_about_a_damaged_file_is_damage(
    index: SearchIndex, tmp_path: Path, name: str
) -> None:
    (path,) = (tmp_path / "words").glob(name)
    path.write_bytes(b"damaged" * 100)
    message = "range end index 12 out of range"
    for kind in (ValueError, type("PanicException", (BaseException,), {})):
        with pytest.raises(DamagedError) as raised, damage_told(tmp_path / "words"):
            raise kind(message)
        assert raised.value.path == tmp_path / "words"
