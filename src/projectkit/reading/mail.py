"""Reads mails (RFC 5322) that hold a page: forwarded from a browser, or as text of a colleague.

The headers of a mail, and those of the mail that it forwards, say nothing about the project.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from projectkit.language.translate import _
from projectkit.reading.decode import UnreadableError
from projectkit.reading.kinds import PageKind
from projectkit.reading.lines import Line
from projectkit.reading.mime import HTML_TYPES, header, parsed, text_of
from projectkit.reading.page_text import PageText

if TYPE_CHECKING:
    from email.message import Message

_TEXT_TYPES = HTML_TYPES | {"text/plain"}
_ANSWERED = re.compile(
    r"(?:\s{0,3}(?:re|fw|fwd|antw|antwoord|doorst|betr|tr|wg|aw)\s{0,3}(?:\[\d{1,3}\])?:)+\s*",
    re.IGNORECASE,
)
# In `format=flowed` (RFC 3676), a line that ends in a blank goes on.
_FLOWED = re.compile(r"(?<=[^\s-]) \r?\n(?=[^\s>])")
_QUOTED = re.compile(r"^(?:> ?)+", re.MULTILINE)
# The headers that mail programs write above what they forward.
_FORWARDED = re.compile(
    r"\W{0,3}(?P<name>van|from|verzonden|sent|datum|date|aan|to|cc|kopie|onderwerp|subject"
    r"|antwoord aan|reply-to|beantwoorden)\W{0,3}:",
    re.IGNORECASE,
)
_SENDERS, _SUBJECTS = frozenset({"van", "from"}), frozenset({"onderwerp", "subject"})
# The headers that a reader sees: they are listed, and say nothing about the project.
_HEADERS = ("From", "To", "Cc", "Subject")
_DEEPEST = 20


def mail_text(content: bytes) -> PageText:
    """The page in a mail: its web page rather than its plain text.

    Raises:
        UnreadableError: if it holds no text.
    """
    outer = parsed(content)
    message = _innermost(outer)
    bodies = list(_bodies(message))
    if not bodies:
        reason = _("the mail holds no text")
        raise UnreadableError(reason)
    is_html = any(part.get_content_type() in HTML_TYPES for part in bodies)
    texts = [_as_html(part) if is_html else _plain(part) for part in bodies]
    # What was written above a mail that is forwarded as an attachment.
    around = [] if message is outer else [_as_html(part) for part in _bodies(outer)]
    headers = (header(message, name) for name in _HEADERS)
    around += [f"<p>{html.escape(text)}</p>" for text in filter(None, headers)]
    return PageText(
        PageKind.HTML if is_html else PageKind.TEXT,
        "\n".join(texts),
        text_of(bodies[0]).encoding,
        header(message, "Content-Location") or header(message, "Content-Base"),
        title=_ANSWERED.sub("", header(message, "Subject"), count=1),
        frames=tuple(around),
    )


def _innermost(message: Message) -> Message:
    """The mail that a mail forwards as an attachment, and that one; else the mail itself."""
    for _at in range(_DEEPEST):
        inside = [part for part in message.walk() if part.get_content_type() == "message/rfc822"]
        payload = inside[0].get_payload() if inside else None
        forwarded = payload[0] if isinstance(payload, list) and payload else None
        if forwarded is None or isinstance(forwarded, str) or not any(_bodies(forwarded)):
            break
        message = forwarded
    return message


def _bodies(part: Message) -> Iterator[Message]:
    """The parts of a mail that a reader sees; of alternatives the last, which is the best."""
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return
    if part.is_multipart():
        inside = [[*_bodies(each)] for each in part.get_payload() if not isinstance(each, str)]
        seen = [bodies for bodies in inside if bodies]
        for bodies in seen[-1:] if kind == "multipart/alternative" else seen:
            yield from bodies
    elif kind in _TEXT_TYPES and part.get_content_disposition() != "attachment":
        yield part


def _as_html(part: Message) -> str:
    """A part as markup; in plain text every line break counts."""
    if part.get_content_type() in HTML_TYPES:
        return text_of(part).text
    return f"<pre>{html.escape(_plain(part))}</pre>"


def _plain(part: Message) -> str:
    text = text_of(part).text
    if str(part.get_param("format")).casefold() == "flowed":
        text = _FLOWED.sub(" " if part.get_param("delsp") != "yes" else "", text)
    return _QUOTED.sub("", text)


def of_page(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a mail, in which those above a forwarded page are not of the page.

    These are the headers that the mail program writes above it, and what the sender writes above
    these.
    """
    sizes = [0, *accumulate(0 if line.noise else len(line.text) for line in lines)]
    end = 0
    for header_start, header_end in _headers(lines):
        # What is below has to be the page: else it is the mail to which the page is the answer.
        if sizes[-1] - sizes[header_end] > sizes[header_start] - sizes[end]:
            end = header_end
    return (*(replace(line, noise=True) for line in lines[:end]), *lines[end:])


def _headers(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where the headers of forwarded mails begin and end."""
    names: set[str] = set()
    start = end = 0
    for at, line in enumerate(lines):
        found = _FORWARDED.match(line.text)
        name = found["name"].casefold() if found else ""
        is_below = name in names or (not line.text and _is_whole(names))
        if (line.text and not name) or is_below:
            if _is_whole(names):
                yield start, end
            names = set()
        if name:
            start = start if names else at
            names.add(name)
            end = at + 1
    if _is_whole(names):
        yield start, end


def _is_whole(names: set[str]) -> bool:
    """Whether a header says who sent what."""
    return not _SENDERS.isdisjoint(names) and not _SUBJECTS.isdisjoint(names)
