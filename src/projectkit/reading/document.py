"""Reads documents, DOCX and PDF, in a process of its own."""

from __future__ import annotations

from importlib.util import find_spec

from projectkit.language.translate import _
from projectkit.reading.bounded import ask
from projectkit.reading.decode import UnreadableError
from projectkit.reading.document_process import DERIVED, HTML
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
    if not content:
        message = _("it is empty")
        raise UnreadableError(message)
    if not is_installed(kind):
        message = _("to read this page, install the extra `documents`: {command}")
        raise UnreadableError(message.format(command=INSTALL), says_remedy=True)
    process = "projectkit.reading.document_process"
    answer = ask(process, kind.value, content, {HTML, DERIVED})
    return PageText(PageKind.HTML, answer.text, kind.value, is_derived=answer.kind == DERIVED)
