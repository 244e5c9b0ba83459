"""The full-text index of a store, made by tantivy.

Each record is a document with its words, their stems and the stems of the parts of compounds, and
their pieces of four letters; what counts more occurs more often. tantivy does not notice every
damage to its files, so a checksum of each is kept with the rows.
"""

from __future__ import annotations

import contextlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import tantivy

from projectkit.store.folder import DamagedError
from projectkit.store.rows import Segment
from projectkit.store.scan import stamp_of

_HEAP = 64_000_000
_META = "meta.json"
# How each file of a segment ends.
_MAGIC = (1337).to_bytes(4, "little")
_PIECE = 1 << 20


class Found(NamedTuple):
    """A file that was found, and how well it fits."""

    file: str
    score: float


class IndexDocument(NamedTuple):
    """A record as the index knows it: words with blanks between them.

    Attributes:
        file: its file.
        words: its words.
        terms: their stems, and those of the parts of compounds.
        grams: their pieces of four letters.
    """

    file: str
    words: str
    terms: str
    grams: str


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("file", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("grams", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class SearchIndex:
    """The index in one folder."""

    def __init__(self, folder: Path | None) -> None:
        """Open the index in a folder, or create it; without a folder it is in memory.

        Raises:
            DamagedError: if what is there is not an index of this version.
            OSError: if the folder cannot be made.
        """
        self.schema = _schema()
        self._folder = folder
        if folder is None:
            self._index = tantivy.Index(self.schema)
            return
        folder.mkdir(exist_ok=True, mode=0o700)
        with self._damage_reported():
            self._index = tantivy.Index(self.schema, path=str(folder))

    @cached_property
    def _searcher(self) -> tantivy.Searcher:
        return self._index.searcher()

    def update(self, gone: Iterable[str], documents: Iterable[IndexDocument]) -> None:
        """Take documents out of the index, and add others.

        Raises:
            DamagedError: if the index is damaged.
        """
        with self._damage_reported(while_writing=True):
            writer = self._index.writer(_HEAP, num_threads=1)
            for file in gone if self.size() else ():
                writer.delete_documents_by_term("file", file)
            for document in documents:
                writer.add_document(tantivy.Document(**document._asdict()))
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
        self.__dict__.pop("_searcher", None)

    def segments(self) -> dict[str, Segment]:
        """The files that the index consists of."""
        if self._folder is None:
            return {}
        names = _names(self._folder)
        return {name: Segment(*_stamp_and_sum(self._folder / name)) for name in names}

    def doc_freq(self, word: str) -> int:
        """In how many records a word occurs, or did before the index was last tidied up."""
        with self._damage_reported():
            return self._searcher.doc_freq("words", word)

    def stem_freq(self, term: str) -> int:
        """In how many records a stem occurs, or did before the index was last tidied up."""
        with self._damage_reported():
            return self._searcher.doc_freq("terms", term)

    def search(self, query: tantivy.Query, limit: int, offset: int = 0) -> list[Found]:
        """What fits a query, best first; of equal ones the one that was indexed first.

        Raises:
            DamagedError: if the index is damaged.
        """
        with self._damage_reported():
            found = self._searcher.search(query, limit=limit, offset=offset, count=False)
            return [
                Found(str(self._searcher.doc(address).get_first("file")), float(score))
                for score, address in found.hits
            ]

    def scores(self, query: tantivy.Query, limit: int) -> list[float]:
        """The scores of what fits a query, best first."""
        with self._damage_reported():
            found = self._searcher.search(query, limit=limit, count=False)
            return [float(score) for score, _address in found.hits]

    def files(self, query: tantivy.Query) -> set[str]:
        """The files of all records that fit a query."""
        return {each.file for each in self.search(query, max(1, self.size()))}

    def count(self, query: tantivy.Query) -> int:
        """How many records fit a query."""
        with self._damage_reported():
            return int(self._searcher.search(query, limit=1).count or 0)  # type: ignore[attr-defined]  # (its stub lacks it)

    def score(self, query: tantivy.Query, file: str) -> float:
        """The score of one file for a query; 0 if it does not fit."""
        only = tantivy.Query.term_query(self.schema, "file", file, "basic")
        both = [
            (tantivy.Occur.Must, tantivy.Query.const_score_query(only, 0.0)),
            (tantivy.Occur.Must, query),
        ]
        found = self.search(tantivy.Query.boolean_query(both), 1)
        return found[0].score if found else 0.0

    def size(self) -> int:
        """How many records there are."""
        return self._searcher.num_docs

    @contextlib.contextmanager
    def _damage_reported(self, *, while_writing: bool = False) -> Iterator[None]:
        """Report damage as such: a question that tantivy refuses fails likewise, on a sound index.

        Whatever stops a writer, such as a file that a killed one left behind, counts as damage.
        """
        try:
            yield
        except BaseException as error:
            # What Rust gives up on is not an Exception.
            is_suspect = isinstance(error, ValueError) or type(error).__name__ == "PanicException"
            if not (is_suspect and self._folder):
                raise
            if while_writing or _is_damaged(self._folder):
                raise DamagedError(self._folder) from error
            raise


def _is_damaged(folder: Path) -> bool:
    """Whether an index is to blame for an error: a sound one is not."""
    try:
        return not all(_fits_its_sum(folder / name) for name in _names(folder) if name != _META)
    except (OSError, ValueError, KeyError, TypeError):
        return True


def _fits_its_sum(file: Path) -> bool:
    """Whether a file of a segment holds what tantivy wrote to it.

    Its end is JSON with a checksum of all before it, the length of that JSON, and a fixed number,
    the last two in four bytes each (`footer.rs` of tantivy).
    """
    content = file.read_bytes()
    end = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    if end < 0 or content[-4:] != _MAGIC:
        return False
    return bool(json.loads(content[end:-8])["crc"] == zlib.crc32(content[:end]))


def is_as_written(folder: Path, known: Mapping[str, Segment]) -> bool:
    """Whether the files of an index are those that were written, by their stamps."""
    try:
        return all(_stamp(folder / name) == segment.stamp for name, segment in known.items())
    except OSError:
        return False


def is_sound(folder: Path, known: Mapping[str, Segment]) -> bool:
    """Whether the files of an index are intact: by checksum where their stamps differ."""
    try:
        if not known or set(_names(folder)) != set(known):
            return False
        return all(
            _stamp(folder / name) == segment.stamp or _sum(folder / name) == segment.sum
            for name, segment in known.items()
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _names(folder: Path) -> list[str]:
    """The files of an index: those that tantivy is about to remove are not among them."""
    meta = json.loads((folder / _META).read_bytes())
    beginnings = {each["segment_id"].replace("-", ""): each["deletes"] for each in meta["segments"]}
    found = [_META]
    for path in folder.iterdir():
        segment, *more = path.name.split(".")
        deletes = beginnings.get(segment)
        is_of_now = not path.name.endswith(".del") or (
            deletes is not None and more == [str(deletes["opstamp"]), "del"]
        )
        if segment in beginnings and is_of_now:
            found.append(path.name)
    return found


def _stamp_and_sum(path: Path) -> tuple[str, int]:
    return _stamp(path), _sum(path)


def _stamp(path: Path) -> str:
    return stamp_of(path.stat())


def _sum(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found = zlib.crc32(piece, found)
    return found
