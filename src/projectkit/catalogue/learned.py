"""What a catalogue learned about its sites, as files beside the layouts: `layouts/NAME/`.

`card.yaml` says what it was made of and what it measured; `lines.crfsuite` and its like hold the
weights. The layout file `layouts/NAME.yaml` beside the folder says what can be said in words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Never, TypeVar

from projectkit.catalogue.atomic_write import temporary_files, write_atomically
from projectkit.catalogue.root import Catalogue, CatalogueError
from projectkit.catalogue.unfinished import remove_abandoned
from projectkit.language.translate import _
from projectkit.model.limits import read_page_file, read_record_file
from projectkit.parsing.version import PARSER_VERSION, parser_version

if TYPE_CHECKING:
    from projectkit.parsing.site.reader import SiteReader

LAYOUTS = "layouts"
"""The folder of layouts in a catalogue."""

WEIGHTS = ".crfsuite"
"""How the files of weights end."""

_CARD = "card.yaml"
_MODELS = ("lines", "words", "pages")
_VERSION = re.compile(r"[0-9a-f]{6}")
_PERCENT = re.compile(r"\d{1,3}", re.ASCII)
_LONGEST_SHOWN = 40
_Type = TypeVar("_Type")


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


class UnsoundError(CatalogueError):
    """What was learned about a site cannot be read; the message says what to do."""


def cards(catalogue: Catalogue) -> Iterator[Card]:
    """What the catalogue learned, by the name of the site.

    Raises:
        UnsoundError: if a card cannot be read; the message names it.
    """
    for path in _card_files(catalogue):
        yield _card(path)


def sites_learned(catalogue: Catalogue) -> list[str]:
    """The names of the sites that the catalogue learned about, whether it can be read or not."""
    return [path.parent.name for path in _card_files(catalogue)]


def cards_in_use(catalogue: Catalogue) -> dict[str, Card]:
    """What the pages of a catalogue are read with, by the name of the site.

    What was learned for another version of the parser is not used, nor what has no layout file.

    Raises:
        UnsoundError: if a card cannot be read.
    """
    return {
        card.name: card
        for card in cards(catalogue)
        if card.is_current and layout_file(catalogue, card.name).is_file()
    }


def outdated_sites(catalogue: Catalogue) -> list[str]:
    """The sites whose pages are read without what was learned, as the parser changed since.

    Raises:
        UnsoundError: if a card cannot be read.
    """
    return [card.name for card in cards(catalogue) if not card.is_current]


def _card_files(catalogue: Catalogue) -> list[Path]:
    return sorted((catalogue.root / LAYOUTS).glob(f"*/{_CARD}"))


def _card(path: Path) -> Card:
    from projectkit.model import yaml_text  # noqa: PLC0415  (few catalogues learned)

    name = path.parent.name
    try:
        return _read_card(name, yaml_text.load_data(read_record_file(path).decode("utf-8")))
    except (OSError, ValueError, KeyError) as error:
        message = _(
            "{file} cannot be read ({error}): restore it, or throw away what was learned with "
            "`projectkit learn --forget {name}`"
        ).format(file=f"{LAYOUTS}/{name}/{_CARD}", error=_reason(error), name=name)
        raise UnsoundError(message) from None


def _reason(error: Exception) -> object:
    if isinstance(error, KeyError):
        return _("it has no {entry}").format(entry=error.args[0])
    return getattr(error, "strerror", None) or error


def _read_card(name: str, data: Any) -> Card:
    """A card from its data.

    Raises:
        KeyError: if an entry is missing.
        ValueError: if one is not what it should be.
    """
    data = _of_type(dict, data)
    examples = [_of_type(dict, each) for each in _of_type(list, data["examples"])]
    digests = _of_type(dict, data["digests"])
    return Card(
        name,
        _matching(_VERSION, data["version"]),
        parser=_text(data["parser"]),
        layout=_text(data["layout"]),
        examples=tuple(
            LearnedFrom(*(_text(each[key]) for key in ("page", "sha256", "record")))
            for each in examples
        ),
        pages=_texts(data["pages"]),
        no_project=_texts(data["no_project"]),
        landmarks=_texts(data["landmarks"]),
        seen=_texts(data["seen"]),
        right_before=_percent(data["right_before"]),
        right_now=_percent(data["right_now"]),
        digests={model: _text(digests[model]) for model in _MODELS if model in digests},
    )


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(_text, _of_type(list, value)))


def _percent(value: Any) -> int:
    return int(_matching(_PERCENT, value))


def _matching(form: re.Pattern[str], value: Any) -> str:
    text = _text(value)
    return text if form.fullmatch(text) else _refused(text)


def _text(value: Any) -> str:
    return _of_type(str, value)


def _of_type(wanted: type[_Type], value: Any) -> _Type:
    return value if isinstance(value, wanted) else _refused(value)


def _refused(value: Any) -> Never:
    message = _("`{value}` does not belong there").format(value=str(value)[:_LONGEST_SHOWN])
    raise ValueError(message)


def learned_reader(catalogue: Catalogue, card: Card) -> SiteReader:
    """What reads the pages of a site.

    Raises:
        UnsoundError: if its files cannot be read, or are not as they were written.
    """
    from projectkit.parsing.site.reader import SiteReader  # noqa: PLC0415  (few catalogues learned)

    models = {model: _weights(catalogue, card, model) for model in card.digests}
    return SiteReader(card.version, frozenset(card.landmarks), seen=frozenset(card.seen), **models)


def _weights(catalogue: Catalogue, card: Card, model: str) -> bytes:
    path = catalogue.root / LAYOUTS / card.name / f"{model}{WEIGHTS}"
    try:
        content = read_page_file(path)
    except OSError as error:
        reason: object = error.strerror or error
    else:
        if digest_of(content) == card.digests[model]:
            return content
        reason = _("it is not as it was written")
    message = _(
        "{file} cannot be read ({error}): run `projectkit learn` once more, or throw away what was "
        "learned with `projectkit learn --forget {name}`"
    ).format(file=catalogue_path(catalogue, path), error=reason, name=card.name)
    raise UnsoundError(message)


def save(catalogue: Catalogue, card: Card, reader: SiteReader) -> None:
    """Write what was learned about a site; the card last, so that it always fits the weights.

    Raises:
        OSError: if it cannot be written.
    """
    folder = catalogue.root / LAYOUTS / card.name
    folder.mkdir(parents=True, exist_ok=True)
    _clear_temporary_files(folder)
    digests: dict[str, str] = {}
    for name in _MODELS:
        content: bytes = getattr(reader, name)
        path = folder / f"{name}{WEIGHTS}"
        if content:
            write_atomically(path, content)
            digests[name] = digest_of(content)
        else:
            path.unlink(missing_ok=True)
    data = {key: value for key, value in vars(card).items() if key != "name"}
    data |= {"examples": [vars(each) for each in card.examples], "digests": digests}
    write_atomically(folder / _CARD, _card_text(data).encode("utf-8"))


def _card_text(data: dict[str, Any]) -> str:
    """A card as YAML, one entry a line, so that a diff shows what changed."""
    from projectkit.model.yaml_text import in_json  # noqa: PLC0415

    note = _("What `projectkit learn` made of your corrections; it writes this file anew.")
    lines = [f"# {note}"]
    for key, value in data.items():
        if isinstance(value, dict) and value:
            lines += [f"{key}:", *(f"  {name}: {in_json(each)}" for name, each in value.items())]
        elif isinstance(value, list | tuple) and value:
            lines += [f"{key}:", *(f"  - {in_json(each)}" for each in value)]
        else:
            lines.append(f"{key}: {in_json(value)}")
    return "".join(f"{line}\n" for line in lines)


def forget(catalogue: Catalogue, name: str, *, dry_run: bool = False) -> list[str]:
    """Throw away what was learned about a site, and its layout file if nobody changed that.

    Args:
        catalogue: the catalogue.
        name: the site.
        dry_run: whether to only say which files would go.

    Returns:
        The files that are gone, relative to the catalogue.

    Raises:
        OSError: if one cannot be removed.
    """
    folder = catalogue.root / LAYOUTS / name
    layout = layout_file(catalogue, name)
    files = [folder / _CARD, *(folder / f"{model}{WEIGHTS}" for model in _MODELS)]
    with suppress(UnsoundError):
        files += [layout] if is_as_proposed(layout, _card(folder / _CARD)) else []
    gone = [path for path in files if path.is_file()]
    if dry_run:
        return [catalogue_path(catalogue, path) for path in gone]
    # The card last: as long as it is there, what is left can be thrown away once more.
    for path in reversed(gone):
        path.unlink()
    _clear_temporary_files(folder)
    if not any(folder.iterdir()):
        folder.rmdir()
    return [catalogue_path(catalogue, path) for path in gone]


def _clear_temporary_files(folder: Path) -> None:
    """Remove what a command that was killed left half written."""
    remove_abandoned(temporary_files(folder, [Path(_CARD).suffix, WEIGHTS]))


def catalogue_path(catalogue: Catalogue, path: Path) -> str:
    """A path below the catalogue as messages have it, also where the folder is a link."""
    return path.relative_to(catalogue.root).as_posix()


def layout_file(catalogue: Catalogue, name: str) -> Path:
    """The layout file of a site."""
    path = catalogue.root / LAYOUTS / f"{name}.yaml"
    short = path.with_suffix(".yml")
    return short if short.is_file() and not path.is_file() else path


def is_as_proposed(path: Path, card: Card) -> bool:
    """Whether a layout file is as `learn` wrote it."""
    try:
        return digest_of(read_record_file(path)) == card.layout
    except OSError:
        return False


def digest_of(content: bytes) -> str:
    """The digest of a file."""
    return hashlib.sha256(content).hexdigest()


def readings(catalogue: Catalogue) -> LearnedReadings:
    """With which version each page is read.

    Raises:
        UnsoundError: if a card cannot be read.
    """
    current = cards_in_use(catalogue).values()
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
