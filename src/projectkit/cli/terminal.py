"""Writing for people: consoles, and text that cannot do anything to a terminal."""

from __future__ import annotations

import codecs
import io
import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

from projectkit.cli.pager import show_paged
from projectkit.cli.screen import screen_width, wrapped
from projectkit.cli.variables import QUIET
from projectkit.language.figures import number as written
from projectkit.language.translate import _, language, later

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from _typeshed import ReadableBuffer as Buffer
    from rich.console import Console, RenderableType
    from rich.text import Text

    from projectkit.catalogue.root import Catalogue
    from projectkit.catalogue.unread_files import UnreadFile
    from projectkit.store.source import RecordSource


# From this number of records on, reading them takes long enough to show progress.
_MANY = 5000
# Names that are listed where there are many.
_SHOWN = 3
# What a terminal obeys, or shows in another order: C0 and C1 controls and bidirectional marks.
_CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


def safe(text: str) -> str:
    """A text without control characters, which a terminal would obey."""
    return _CONTROL.sub(" ", text)


def safe_line(text: str) -> str:
    """The same on one line, with single spaces."""
    return " ".join(safe(text).split())


class _OnTerminal(io.BufferedIOBase):
    """Data for a terminal: unchanged but for what the terminal would obey; tabs separate cells."""

    def __init__(self) -> None:
        super().__init__()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, data: Buffer) -> int:
        """Write a piece, which may end in the middle of a letter."""
        piece = bytes(data)
        sys.stdout.write("\t".join(map(safe, self._decoder.decode(piece).split("\t"))))
        return len(piece)


def data_out() -> BinaryIO:
    """Stdout for data: byte for byte, unless it is a terminal."""
    return cast("BinaryIO", _OnTerminal()) if sys.stdout.isatty() else sys.stdout.buffer


def is_quiet() -> bool:
    """Whether the user wants to hear only what was asked for and what is wrong."""
    return bool(os.environ.get(QUIET))


def tell(text: str) -> None:
    """Say something that matters on stderr, on one line."""
    tell_lines(safe_line(text))


def tell_lines(text: str) -> None:
    """Say it on lines of its own; a terminal gets long ones broken between words.

    A path or an address that is longer than a line can still be copied whole.
    """
    _write_lines(sys.stderr, safe(text))


def say(text: str) -> None:
    """Say a line on stdout; on a terminal what does not fit goes on below it, as far in."""
    _write_lines(sys.stdout, safe(text))


def _write_lines(stream: TextIO, text: str) -> None:
    if not stream.isatty():
        stream.write(f"{text}\n")
        return
    indent = " " * (len(text) - len(text.lstrip(" ")))
    lines = wrapped(text.lstrip(" "), screen_width() - len(indent), breaks=False)
    stream.writelines(f"{indent}{line}\n" for line in lines)


def note(text: str) -> None:
    """Say on stderr what was done, unless the user wants it quiet."""
    if not is_quiet():
        tell(text)


def tell_broken(files: list[str], remedy: str = later("run `projectkit validate`")) -> None:
    """Say which files were left out because they cannot be read, and what to do about it."""
    names = ", ".join(files[:_SHOWN])
    if len(files) > _SHOWN:
        names = _("{names} and {number} more").format(names=names, number=len(files) - _SHOWN)
    if files:
        tell(_("left out, broken: {names}; {remedy}").format(names=names, remedy=_(remedy)))


def tell_misnamed(catalogue: Catalogue) -> None:
    """Say which files among the records are not read because of their names."""
    from projectkit.catalogue.misnamed import misnamed_files, not_read

    files = misnamed_files(catalogue)
    for path in files[:_SHOWN]:
        tell(not_read(Path(os.path.relpath(path))))
    if len(files) > _SHOWN:
        tell(_("… and {number} more that end in .yml").format(number=len(files) - _SHOWN))


def tell_unread(files: Sequence[UnreadFile]) -> None:
    """Say on one line which files among the pages are not read, and what to do about them."""
    if files:
        from projectkit.catalogue.unread_files import told

        tell(told(files))


def tell_left_out(files: list[str], source: RecordSource) -> None:
    """Say what an answer misses: files that cannot be read, and parts that are not there yet."""
    tell_broken(files, source.remedy)
    if lacking := source.lacking():
        tell(lacking)


def tell_work(done: int, of: int) -> None:
    """Show on a terminal how many records are read, or indexed, where it takes a while."""
    if max(done, of) > _MANY and sys.stderr.isatty() and not is_quiet():
        line = (
            _("{done} of {of} records are ready to be searched") if of else _("{done} records read")
        )
        figures = {"done": written(done, language()), "of": written(of, language())}
        line = "" if done == of else line.format(**figures)
        sys.stderr.write(f"\r{line:<79}\r")
        sys.stderr.flush()


def json_text(data: object) -> str:
    """JSON for people and programs: letters as they are, control characters escaped."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return re.sub(_CONTROL, lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def write_json_array(items: Iterable[object]) -> int:
    """Write items to stdout as one JSON array, each as it comes; return their number."""
    count = 0
    for count, item in enumerate(items, 1):
        text = json_text(item).rstrip().replace("\n", "\n  ")
        sys.stdout.write(f"{',' if count > 1 else '['}\n  {text}")
    sys.stdout.write("\n]\n" if count else "[]\n")
    return count


def plain(value: str, style: str = "") -> Text:
    """Text for rich that is never read as markup."""
    from rich.text import Text

    return Text(safe(value), style=style)


def console(*, stderr: bool = False) -> Console:
    """A console that neither replaces emoji codes nor colours numbers in the text of others."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def print_paged(*parts: RenderableType) -> None:
    """Print what rich renders to a terminal; what does not fit goes through the pager."""
    screen = console()
    with screen.capture() as capture:
        for part in parts:
            screen.print(part)
    show_paged(capture.get().removesuffix("\n").split("\n"))
