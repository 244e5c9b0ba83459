"""Only a damaged index is reported as damaged: what tantivy refuses otherwise costs no cache."""

from __future__ import annotations

from pathlib import Path

import pytest
import tantivy

from projectkit.store.folder import DamagedError
from projectkit.store.index import IndexDocument, SearchIndex


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    made = SearchIndex(tmp_path / "words")
    made.update((), [IndexDocument("a.yaml", "samen sterk", "sam sterk", "same amen")])
    return made


@pytest.mark.parametrize("limit", [0, 2**62])
def test_a_panic_about_an_argument_is_not_damage(index: SearchIndex, limit: int) -> None:
    with pytest.raises(BaseException, match=r"Limit|capacity") as raised:
        index.search(tantivy.Query.all_query(), limit)
    assert not isinstance(raised.value, DamagedError)


@pytest.mark.parametrize("name", ["*.term", "*.idx", "*.store", "meta.json"])
def test_an_error_about_a_damaged_file_is_damage(
    index: SearchIndex, tmp_path: Path, name: str
) -> None:
    (path,) = (tmp_path / "words").glob(name)
    path.write_bytes(b"damaged" * 100)
    for kind in (ValueError, type("PanicException", (BaseException,), {})):
        with pytest.raises(DamagedError) as raised, index._damage_reported():
            raise kind
        assert raised.value.path == tmp_path / "words"
