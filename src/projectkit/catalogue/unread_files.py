"""Files among the pages that are not read, and what a user can do about each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.walk import files_below
from projectkit.language.system import shown_name
from projectkit.language.translate import _, later, plural
from projectkit.reading.kinds import BY_ENDING, DOCUMENTS

_SHOWN = 3
_REMEDIES = (
    (
        later("save it as .docx"),
        frozenset({".doc", ".dot", ".odt", ".ott", ".pages", ".rtf", ".wpd", ".wps"}),
    ),
    (later("save it as .eml"), frozenset({".emlx", ".msg", ".oft"})),
    (
        later("save the page itself, not a picture of it"),
        frozenset(
            {".bmp", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp"}
        ),
    ),
    (later("unpack it"), frozenset({".7z", ".rar", ".tar", ".tgz", ".zip"})),
    (later("read it with `projectkit bulk`"), frozenset({".gz", ".parquet", ".warc"})),
    (
        later("read it with `projectkit import`"),
        frozenset({".csv", ".json", ".jsonl", ".tsv", ".xlsx"}),
    ),
)
_OTHERWISE = later("save it as .html, .mhtml, .docx, .pdf or .txt")


@dataclass(frozen=True)
class UnreadFile:
    """A file that is not read.

    Attributes:
        path: the file.
        remedy: what to do about it.
    """

    path: PurePath
    remedy: str

    @property
    def shown(self) -> str:
        """Its path as it can be written, even if its name is not text."""
        return shown_name(self.path.as_posix())


def unread_files(catalogue: Catalogue | None, folders: Iterable[Path]) -> list[UnreadFile]:
    """The files in folders of pages that are not read, named as from the root of the catalogue."""
    root = Path.cwd() if catalogue is None else catalogue.root
    found = (path for folder in folders for path in files_below(folder, ("",), hidden=False))
    unread = (file for path in found if (file := unread_file(path)))
    return [replace(file, path=_below(file.path, root)) for file in unread]


def _below(path: PurePath, root: Path) -> PurePath:
    whole = Path(path).absolute()
    return whole.relative_to(root) if whole.is_relative_to(root) else path


def readable(paths: Iterable[Path]) -> Iterator[Path]:
    """The pages among files that what is installed can read."""
    return (path for path in paths if unread_file(path) is None)


def unread_file(path: Path) -> UnreadFile | None:
    """Why a file is not read; None for a page that is."""
    ending = path.suffix.lower()
    kind = BY_ENDING.get(ending)
    if kind is None:
        remedy = next((told for told, endings in _REMEDIES if ending in endings), _OTHERWISE)
        return UnreadFile(path, _(remedy))
    if kind not in DOCUMENTS:
        return None
    from projectkit.reading.document import INSTALL, is_installed  # noqa: PLC0415  (few pages are documents)

    return None if is_installed(kind) else UnreadFile(path, INSTALL)


def told(files: Sequence[UnreadFile]) -> str:
    """How many files were not read and what to do, on one line.

    >>> told([UnreadFile(Path("plan.odt"), "save it as .docx")])
    '1 file not read (1 .odt): plan.odt: save it as .docx'
    """
    endings = Counter(file.path.suffix.lower() or _("without ending") for file in files)
    kinds = ", ".join(f"{count} {ending}" for ending, count in endings.most_common())
    named: dict[str, list[str]] = {}
    for file in files:
        named.setdefault(file.remedy, []).append(PurePath(file.shown).name)
    what = "; ".join(f"{_names(names)}: {remedy}" for remedy, names in named.items())
    counted = plural(
        "{number} file not read ({kinds})", "{number} files not read ({kinds})", len(files)
    )
    return f"{counted.format(number=len(files), kinds=kinds)}: {what}"


def _names(names: list[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    if len(names) <= _SHOWN:
        return shown
    return _("{names} and {number} more").format(names=shown, number=len(names) - _SHOWN)
