"""Reads documents, DOCX and PDF, in a process of its own.

Their libraries expand what a file holds, and a hostile file may hold gigabytes or never end: the
process is bounded in time and memory, and costs only its page.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

from projectkit.language.translate import _
from projectkit.reading.decode import UnreadableError
from projectkit.reading.document_process import DERIVED, HTML, SECONDS
from projectkit.reading.kinds import DOCUMENTS, PageKind
from projectkit.reading.page_text import PageText

INSTALL = "pip install 'projectkit-nl[documents]'"
"""The command that installs what reads documents."""


def is_installed(kind: PageKind) -> bool:
    """Whether what reads pages of a kind is installed."""
    package = DOCUMENTS.get(kind)
    return package is None or find_spec(package) is not None


def document_text(content: bytes, kind: PageKind) -> PageText:
    """The page in a document, as HTML.

    Raises:
        UnreadableError: if it is damaged, too large or encrypted, or if the extra that reads it is
            not installed.
    """
    if not is_installed(kind):
        message = _("to read this page, install the extra `documents`: {command}")
        raise UnreadableError(message.format(command=INSTALL))
    answer = _answer(content, kind)
    head, _line, text = answer.partition("\n")
    if head not in {HTML, DERIVED}:
        # What ends without an answer ran out of memory.
        raise UnreadableError(text or _("it takes too much memory to read"))
    return PageText(PageKind.HTML, text, kind.value, is_derived=head == DERIVED)


def _answer(content: bytes, kind: PageKind) -> str:
    # -P keeps the working folder off the module path: code that lies there must not run.
    command = [sys.executable, "-P", "-m", "projectkit.reading.document_process", kind.value]
    try:
        done = subprocess.run(  # noqa: S603  (ourselves)
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        message = _("it takes longer than {seconds} seconds to read").format(seconds=2 * SECONDS)
        raise UnreadableError(message) from None
    return done.stdout.decode("utf-8", "replace")
