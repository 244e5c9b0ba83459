"""What a catalogue learned about its sites, as files beside the layouts: `layouts/NAME/`.

`card.yaml` says what it was made of and what it measured; `lines.crfsuite` and its like hold the
weights. The layout file `layouts/NAME.yaml` beside the folder says what can be said in words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from projectkit.catalogue.files import write_atomically
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.language.translate import _
from projectkit.model.limits import read_record_file
from projectkit.parsing.version import PARSER_VERSION, parser_version

if TYPE_CHECKING:
    from projectkit.parsing.site.reader import SiteReader

LAYOUTS = "layouts"
"""The folder of layouts in a catalogue."""

_CARD = "card.yaml"
_MODELS = ("lines", "words", "pages")
_LISTS = ("pages", "no_project", "landmarks", "seen")
_FIGURES = ("right_before", "right_now")


@dataclass(frozen=True)
class LearnedFrom:
    """A page that was learned from: its name, the digest of its bytes, and its record."""

    page: str
    sha256: str
    record: str


@dataclass(frozen=True)
class Card:
    """What is known of what was learned about one site.

    Attributes:
        name: the name of the site, of its layout and of its folder.
        version: tells one state of it from another.
        parser: the version of the parser that it was made for.
        layout: the digest of the layout file as it was proposed; empty if a person wrote that file.
        examples: the pages that it was learned from.
        pages: all pages that it reads.
        no_project: pages of which a person said that they are not projects.
        right_before: how much of the corrected pages was read right before, in percent.
        right_now: how much of them is read right by what the others taught, in percent.
        landmarks: what recurs on the pages of the site.
        seen: the labels and tags in its examples.
        digests: the digest of each file of weights.
    """

    name: str
    version: str
    parser: str
    layout: str
    examples: tuple[LearnedFrom, ...]
    pages: tuple[str, ...]
    no_project: tuple[str, ...]
    right_before: int
    right_now: int
    landmarks: tuple[str, ...]
    seen: tuple[str, ...]
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def is_current(self) -> bool:
        """Whether it was made for the parser of this version of projectkit."""
        return self.parser == PARSER_VERSION


def cards(catalogue: Catalogue) -> Iterator[Card]:
    """What the catalogue learned, by the name of the site.

    Raises:
        CatalogueError: if a card cannot be read; the message names it.
    """
    for path in sorted((catalogue.root / LAYOUTS).glob(f"*/{_CARD}")):
        yield _card(path)


def _card(path: Path) -> Card:
    from projectkit.model import yaml_text  # noqa: PLC0415  (few catalogues learned)

    try:
        data = yaml_text.load_data(read_record_file(path).decode("utf-8"))
        examples = tuple(LearnedFrom(**each) for each in data.pop("examples"))
        values: dict[str, Any] = data
        values |= {key: tuple(values[key]) for key in _LISTS}
        values |= {key: int(values[key]) for key in _FIGURES}
        return Card(path.parent.name, examples=examples, **values)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _not_sound(path, error) from None


def _not_sound(path: Path, error: object) -> CatalogueError:
    message = _(
        "{folder} cannot be read ({error}): run `projectkit learn`, or throw it away with "
        "`projectkit learn --forget {name}`"
    ).format(folder=f"{LAYOUTS}/{path.parent.name}", error=error, name=path.parent.name)
    return CatalogueError(message)


def learned_reader(catalogue: Catalogue, card: Card) -> SiteReader:
    """What reads the pages of a site.

    Raises:
        CatalogueError: if its files cannot be read, or are not as they were written.
    """
    from projectkit.parsing.site.reader import SiteReader  # noqa: PLC0415  (few catalogues learned)

    folder = catalogue.root / LAYOUTS / card.name
    models: dict[str, bytes] = {}
    for name in card.digests:
        path = folder / f"{name}.crfsuite"
        try:
            models[name] = read_record_file(path)
        except OSError as error:
            raise _not_sound(path, error.strerror or error) from None
        if hashlib.sha256(models[name]).hexdigest() != card.digests[name]:
            raise _not_sound(path, _("{file} is not as it was written").format(file=path.name))
    return SiteReader(card.version, frozenset(card.landmarks), seen=frozenset(card.seen), **models)


def save(catalogue: Catalogue, card: Card, reader: SiteReader) -> None:
    """Write what was learned about a site; the card last, so that it always fits the weights.

    Raises:
        OSError: if it cannot be written.
    """
    folder = catalogue.root / LAYOUTS / card.name
    folder.mkdir(parents=True, exist_ok=True)
    digests: dict[str, str] = {}
    for name in _MODELS:
        content: bytes = getattr(reader, name)
        path = folder / f"{name}.crfsuite"
        if content:
            write_atomically(path, content)
            digests[name] = hashlib.sha256(content).hexdigest()
        else:
            path.unlink(missing_ok=True)
    data = {key: value for key, value in vars(card).items() if key != "name"}
    data |= {"examples": [vars(each) for each in card.examples], "digests": digests}
    write_atomically(folder / _CARD, _card_text(data).encode("utf-8"))


def _card_text(data: dict[str, Any]) -> str:
    """A card as YAML, one entry a line, so that a diff shows what changed."""
    note = _("What `projectkit learn` made of your corrections; it writes this file anew.")
    lines = [f"# {note}"]
    for key, value in data.items():
        if isinstance(value, dict):
            lines += [f"{key}:", *(f"  {name}: {json.dumps(each)}" for name, each in value.items())]
        elif isinstance(value, list | tuple):
            lines += [f"{key}:" if value else f"{key}: []"]
            lines += [f"  - {json.dumps(each, ensure_ascii=False)}" for each in value]
        else:
            lines.append(f"{key}: {json.dumps(value, ensure_ascii=False)}")
    return "".join(f"{line}\n" for line in lines)


def forget(catalogue: Catalogue, card: Card) -> list[str]:
    """Throw away what was learned about a site, and its layout file if nobody changed that.

    Returns:
        The files that are gone, relative to the catalogue.
    """
    folder = catalogue.root / LAYOUTS / card.name
    files = [folder / _CARD, *(folder / f"{name}.crfsuite" for name in _MODELS)]
    layout = layout_file(catalogue, card.name)
    if is_as_proposed(layout, card):
        files.append(layout)
    gone = [path for path in files if path.is_file()]
    for path in gone:
        path.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()
    return [catalogue.relative(path) for path in gone]


def layout_file(catalogue: Catalogue, name: str) -> Path:
    """The layout file of a site."""
    return catalogue.root / LAYOUTS / f"{name}.yaml"


def is_as_proposed(path: Path, card: Card) -> bool:
    """Whether a layout file is as `learn` wrote it."""
    try:
        return digest_of(read_record_file(path)) == card.layout
    except OSError:
        return False


def digest_of(content: bytes) -> str:
    """The digest of a layout file."""
    return hashlib.sha256(content).hexdigest()


def readings(catalogue: Catalogue) -> LearnedReadings:
    """With which version each page is read.

    Raises:
        CatalogueError: if a card cannot be read.
    """
    current = [card for card in cards(catalogue) if card.is_current]
    return LearnedReadings(
        frozenset(parser_version(card.version) for card in current),
        frozenset(page for card in current for page in card.pages),
    )


@dataclass(frozen=True)
class LearnedReadings:
    """By which version of the parser a page should have been read.

    Attributes:
        versions: those of the parser with what the catalogue learned.
        pages: the pages that are known to be read so.
    """

    versions: frozenset[str]
    pages: frozenset[str]

    def is_current(self, page: str, version: str) -> bool:
        """Whether a page that this version read would be read the same now."""
        if version == PARSER_VERSION:
            return page not in self.pages
        return version in self.versions
