"""Contact data in texts, identifiers and web addresses, in every spelling that people use.

A reader of pages must be sure of a number or address; what others may see must not hold one. So the
patterns here accept more than those of `projectkit.dutch`, and spare what only looks like contact
data: dates, amounts, DOIs, ISBNs, account numbers, and numbers that are called something else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cached_property
from urllib.parse import unquote, urlsplit

EMAIL_LEFT_OUT = "[e-mail weggelaten]"
PHONE_LEFT_OUT = "[telefoonnummer weggelaten]"
ADDRESS_LEFT_OUT = "[adres weggelaten]"
LEFT_OUT = (EMAIL_LEFT_OUT, PHONE_LEFT_OUT, ADDRESS_LEFT_OUT)
"""What replaces contact data in a text."""


class _Pattern:
    """A pattern that is compiled when it is first needed, since most texts need none."""

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self._source, self._flags = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._source, self._flags)

    def search(self, text: str) -> re.Match[str] | None:
        return self._compiled.search(text)

    def match(self, text: str) -> re.Match[str] | None:
        return self._compiled.match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self._compiled.fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._compiled.finditer(text)


# What no text with contact data is without: a sign of an address, or so many digits.
_ANY_HINT = re.compile(
    r"@|%(?:25)?40|&#|&commat|[(\[]a|[<{[(]\s?at|(?<![^\W_])at(?![^\W_])|staart|[(\[]chez"
    r"|\d(?:\D{0,5}\d){3}|://|www\.|\.me/|[a-z]:\w|(?:bus|nummer|box|fach)\s{0,2}\d",
    re.IGNORECASE,
)

# E-mail addresses.
_LOCAL = r"(?<![\w.%+&'-])(?:[\w.%+&'-]{1,64}|\"[^\"\n]{1,64}\")"
_HOST = r"[\w-]{1,63}"
_TIGHT = rf"(?:{_HOST}\.){{1,8}}[^\W\d_]{{2,24}}"
_SIGN = r"(?:@|%(?:25)?40|&\#0*64;|&commat;)"
_FILE = r"\S*\.(?:html?|pdf|php|aspx?|docx?|xlsx?|pptx?|jpe?g|png|txt|xml)\b"
_AT_NAMES = r"(?:at|ape?n?staart(?:je)?)"
_AT = (
    rf"\s{{0,2}}(?:{_SIGN}|[(\[{{<]\s?(?:@|{_AT_NAMES})\s?[)\]}}>]"
    r"|(?<=\s)ape?n?staart(?:je)?(?=\s))\s{0,2}"
)
_DOT_WORD = r"(?:\s?[(\[{<]\s?(?:dot|punt|\.)\s?[)\]}>]\s?|\s(?:dot|punt)\s)"
_DOT = rf"(?:\.|\s\.\s?|\.\s(?=(?:nl|be|eu|com|org|net|edu)\b)|{_DOT_WORD})"
# English says where something is: "available at example.org".
_NO_PERSON = (
    "available|based|data|details|featured|find|found|here|hosted|information|is|listed|live|look"
    "|meet|more|online|page|pages|posted|presented|project|published|read|report|see|site|us|visit"
    "|website|work|works"
)
_EMAIL = _Pattern(
    rf"{_LOCAL}{_SIGN}{_TIGHT}"
    rf"|{_LOCAL}{_AT}{_HOST}(?:{_DOT}{_HOST}){{1,8}}"
    rf"|{_LOCAL}(?:\s?[(\[](?:a|chez)[)\]]\s?|[-_*]at[-_*]|\s-at-\s)(?!www\.|{_FILE}){_TIGHT}"
    rf"|(?:[\w-]{{1,30}}{_DOT_WORD}){{0,4}}(?!(?:{_NO_PERSON})\s){_LOCAL}\sat\s(?!www\.)"
    rf"(?:{_TIGHT}(?![\w/]|\.\w)|{_HOST}(?:{_DOT_WORD}{_HOST}){{1,8}})",
    re.IGNORECASE,
)
# What every spelling of an e-mail address has: quicker to look for than an address.
_AT_HINT = _Pattern(
    r"@|%40|%2540|&#0*64;|&commat;|[(\[](?:a|chez)[)\]]|(?<![^\W_])at(?![^\W_])|staart",
    re.IGNORECASE,
)

# Phone numbers. Numbers in a column are not one number: a gap does not cross lines.
_GAP = r"[^\S\n]|[-./()\[\]_~·•]"
_SEP = rf"(?:{_GAP}){{0,4}}"
_DIGIT = rf"{_SEP}\d"
_NETHERLANDS = rf"31{_SEP}(?:0{_SEP})?[1-9](?:{_DIGIT}){{7,8}}"
_BELGIUM = rf"32{_SEP}(?:0{_SEP})?(?:4(?:{_DIGIT}){{8}}|[1-9](?:{_DIGIT}){{7}})"
# Digits that are grouped as those of an amount are one, whatever stands before them.
_NO_AMOUNT = r"(?!\+?\d{1,3}(?:\.\d{3})+(?!\d|[-./ ]\d))"
_END = r"(?!\d|:\d)"
# Codes have capitals, decimals and years before their digits.
_BEGIN = (
    r"(?:(?<=TEL)|(?<=FAX)|(?<=GSM)|(?<=MOB)|(?<![A-Z\d_@]))"
    r"(?<!\d[.,-])(?<!19\d\d/)(?<!20\d\d/)"
)
_PHONE = (
    rf"(?<!\d)\(?(?:\+{_SEP}|00{_SEP})(?:{_NETHERLANDS}|{_BELGIUM}){_END}"
    rf"|(?<![\d+])\(?{_NO_AMOUNT}\+\(?[1-9](?:{_DIGIT}){{7,12}}{_END}"
    rf"|{_BEGIN}00(?=\d{{0,12}}(?:{_GAP}))(?:{_GAP})?[1-9](?:{_DIGIT}){{8,12}}{_END}"
    rf"|{_BEGIN}31(?:{_SEP}0)?{_SEP}6(?:{_DIGIT}){{8}}{_END}"
    rf"|{_BEGIN}32(?:{_GAP}){{1,3}}4[5-9](?:{_DIGIT}){{7}}{_END}"
    # Digits without a gap are a number of their own, not a part of a code.
    rf"|(?:(?<=tel)|(?<=fax)|(?<=gsm)|(?<=mob)|(?<![^\W_]))(?<!\d[.,-])(?<!\d\d\d\d/)"
    r"0[1-9]\d{7,8}(?![\w@]|:\d)"
    rf"|{_BEGIN}(?=\(?0\d{{0,9}}(?:{_GAP}))\(?0\)?{_SEP}(?<!0[^)(])[1-9](?:{_DIGIT}){{7,8}}{_END}"
)
_MONTH, _YEAR = r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = (
    rf"(?<!\d)(?:0?[1-9]|[12]\d|3[01])(?P<mark>[-./]){_MONTH}(?P=mark){_YEAR}"
    r"(?!\d|[-.]\d\d(?!\d|[-./]\d))"
)
_SPARED = (
    r"\b10\.\d{4,9}/\S+"
    r"|\bISBN(?:-?1[03])?:?\s{0,2}(?:97[89][\s-]?)?\d{1,5}[\s-]?\d{1,7}[\s-]?\d{1,6}[\s-]?[\dX]\b"
    r"|\b[A-Z]{2}\d\d(?:\s?[A-Z]{4})?(?:\s?\d{4}){2,6}(?:\s?\d{1,3})?\b"
    rf"|{_DATE}"
    rf"|(?<!\d){_MONTH}[-./]{_YEAR}(?:\s-\s|\s?/\s?){_YEAR}(?!\d)"
    rf"|(?<!\d)(?!0?6){_MONTH}[-./]{_YEAR}-{_YEAR}(?!\d)"
    rf"|(?<!\d){_MONTH}[-./]{_YEAR}\s?[-/]\s?{_MONTH}[-./]{_YEAR}(?!\d)"
    r"|(?i:\b(?:(?:aanvraag|besluit|bestel|contract|dossier|order|project|referentie|registratie"
    r"|subsidie|zaak)[\w-]{0,12}(?:nummer|nr|no|number|code|kenmerk|id)"
    r"|project\s(?:number|no|code|id)|kvk(?:-?nummer|-?nr)?|btw(?:-?nummer|-?nr)?|rsin|vat|issn)"
    r"\b\.?\s?[:#]?\s?[A-Z.]{0,8}\d[\w./-]*)"
)
# Project numbers of NWO, unless they are called a phone number.
_GROUPED = r"(?<![\d.])\d{3}\.\d{3}\.\d{3}(?![\d.]|-\d)"
_WEB = r"(?:https?://|www\.|wa\.me/|signal\.me/|t\.me/)[^\s<>\"]+"
_REACHING = (
    "mailto|tel|telprompt|sms|smsto|callto|whatsapp|viber|facetime|facetime-audio|facetime-prompt"
    "|skype|sips?|xmpp|im|imessage|sgnl|signal|threema|tg|wtai|fax|gtalk|aim|msnim|weixin|line"
)
_NUMBERED = _Pattern(
    rf"(?P<web>{_WEB})|(?P<spared>{_SPARED})|(?P<grouped>{_GROUPED})|(?P<phone>{_PHONE})"
    rf"|\b(?i:{_REACHING}):(?![\s\d+(\[])[\w/]\S*"
)
# What every number and address on the web has. Most texts have none, and looking closer is slow.
_NUMBERED_HINT = _Pattern(
    rf"\d(?:(?:{_GAP}){{0,5}}\d){{7}}|https?://|www\.|\.me/|(?:{_REACHING}):[\w/]", re.IGNORECASE
)
_CALLED_PHONE = _Pattern(r"(?:tel|mob|gsm|fax|bel)[^\s\d]{0,14}\s?$", re.IGNORECASE)
_PHONE_ALONE = _Pattern(_PHONE)
_NOT_ALONE = _Pattern(rf"\d\d([-./])\d\d\1{_YEAR}(?!\d)|{_YEAR}[-/.]|{_GROUPED}")
# Digits that say by themselves that they are a phone number.
_SURELY_PHONE = _Pattern(r"\(?(?:\+|00).*|\(?0\d*\D.*|06[1-9]\d{7}")

# Postal addresses.
_CAPITAL = "A-ZÀ-Ý"
_CODE = r"[1-9]\d{3}(?:\s|\s?-\s?)?[A-Z]{2}\b"
_PLACE = rf"(?:[^\S\n][{_CAPITAL}][\w'-]+){{0,3}}"
_NUMBER = (
    r"\d{1,5}\s?[a-zA-Z]?(?:[-/]\d{1,4})?\b(?:\s(?:bis|hs|huis|[IVX]{1,4}|(?:bus|box)\s\d{1,4}))?"
)
_SUFFIXED = (
    r"(?i:\b[\w'.-]{0,40}(?:straat|str\.|laan|weg|plein|kade|gracht|singel|dijk|pad|hof|dreef|steeg"
    r"|markt|lei|boulevard|park|plantsoen|ring|baan|wal|haven|hout|land|oord|veld|berg|burg|erf))"
)
_STREET = (
    rf"(?:(?:[{_CAPITAL}'\d][\w'.-]{{0,40}}[^\S\n]|(?:van|de|den|der|het|'t|ter|ten|te|in|op)[^\S\n]){{1,5}}"
    rf"(?!{_YEAR}\b)|{_SUFFIXED}\s){_NUMBER}"
)
_BETWEEN = r"[\s,;|(·•/-]{0,5}"
# A year, a measure or an abbreviation, as in "Agenda 2030 EU" and "1500 MW", is not a postal code.
_NO_CODE = (
    r"(?!(?:19|20)\d\d\s[A-Z]{2}\b)"
    r"(?!\d{4}\s?(?:[GKMT]W|[GPT]J|HA|K[GM]|[CM]M|[GMT]B|EU|NL|BE|[BN]V|XL|PK|ML|VO|MB)\b)"
)
_ADDRESS = _Pattern(
    rf"{_STREET}{_BETWEEN}\b{_CODE}{_PLACE}"
    rf"|{_SUFFIXED}\s{_NUMBER}{_BETWEEN}\b(?i:{_CODE}){_PLACE}"
    rf"|{_SUFFIXED}\s{_NUMBER}{_BETWEEN}(?:B-?\s?)?\b[1-9]\d{{3}}\s[{_CAPITAL}][\w'-]+"
    rf"|(?<![\d.,])\b{_NO_CODE}{_CODE}{_PLACE}(?:\s?[,;]\s?{_SUFFIXED}\s{_NUMBER})?"
    rf"|(?i:\b(?:postbus|antwoordnummer|p\.?\s?o\.?\s?box|postfach)\s{{0,2}}\d{{1,6}}\b)"
    rf"(?:{_BETWEEN}\b{_CODE}{_PLACE})?"
)
# What every address has: looking for this is quicker than looking for a street.
_ADDRESS_HINT = _Pattern(
    r"[1-9]\d{3}(?:\s|\s?-\s?)?[A-Z]{2}\b"
    rf"|(?!{_YEAR})[1-9]\d{{3}}(?:\s|\s?-\s?)?[a-z]{{2}}\b"
    r"|\d\w?\s?[\s,;|(-]\s?[1-9]\d{3}\s?[a-z]{2}\b"
    r"|[,;(|\s-](?:B-?\s?)?[1-9]\d{3}\s[A-ZÀ-Ý]"
    r"|(?i:(?:postbus|antwoordnummer|box|postfach)\s{0,2}\d)"
)

# Web addresses.
_REACHES = _Pattern(rf"\s*(?:{_REACHING}):", re.IGNORECASE)
_MESSENGERS = frozenset({"wa.me", "signal.me", "viber.click", "chats.viber.com", "m.me"})
_PHONE_KEY = _Pattern(
    r"(?:phone|tel|telefoon|telephone|mobiel|mobile|gsm|fax|nummer|number|whatsapp|sms|bel)"
    r"[a-z]{0,8}[=/:]\s?\+?[\d\s().-]{8,}",
    re.IGNORECASE,
)
# Names and values of a query, and the steps of a path.
_VALUES, _STEPS = re.compile(r"[?&=#;,]"), re.compile(r"[/?&=#;,]")
# A label before the number: `t: 0612345678`.
_LABEL_OF_VALUE = re.compile(r"\s{0,9}[a-z.]{1,12}:\s{0,9}(?=[+(\d])", re.IGNORECASE)


_Replacement = Callable[[re.Match[str], str], str | None]


class _Alike(dict[int, str]):
    """Each character as its plain counterpart: any dash as `-`, any blank as a space."""

    def __missing__(self, code: int) -> str:
        self[code] = _plain_counterpart(chr(code))
        return self[code]


def _plain_counterpart(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Pd" or character in "\u00ad\u2212\u2043":
        return "-"
    if category in {"Zs", "Cf"} or character in "\u2800\u034f":
        return " "
    if category in {"No", "Nl"}:
        # A superscript is the mark of a footnote.
        return character
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if character in "\u2018\u2019\u02bc":
        return "'"
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


_ALIKE = _Alike({code: chr(code) for code in range(128)})


def _seen(text: str) -> str:
    """A text as a person sees it, character for character."""
    return text if text.isascii() else text.translate(_ALIKE)


def without_contacts_in(text: str) -> str:
    """A text with each e-mail address, phone number and postal address replaced."""
    if not _ANY_HINT.search(_seen(text)):
        return text
    for hint, pattern, replacement in _GUARDS:
        if hint.search(_seen(text)):
            text = _replaced(pattern, text, replacement)
    return text


def _replaced(pattern: _Pattern, text: str, replacement: _Replacement) -> str:
    """A text with what a pattern finds replaced; what has no replacement stays as it is written."""
    parts, end, seen = [], 0, _seen(text)
    for found in pattern.finditer(seen):
        new = replacement(found, seen)
        if new is not None:
            parts += [text[end : found.start()], new]
            end = found.end()
    return "".join([*parts, text[end:]]) if parts else text


def _numbered(found: re.Match[str], seen: str) -> str | None:
    """What replaces a number or address on the web; None if others may have it."""
    if found["web"]:
        return None if address_without_contacts(found["web"]) else PHONE_LEFT_OUT
    if found["spared"]:
        return None
    if found["grouped"]:
        before = seen[max(0, found.start() - 24) : found.start()]
        return PHONE_LEFT_OUT if _CALLED_PHONE.search(before) else None
    return PHONE_LEFT_OUT + _tail(found[0])


def _tail(number: str) -> str:
    """The bracket behind a number that belongs to the sentence."""
    return ")" if number.endswith(")") else ""


def _always(left_out: str) -> _Replacement:
    return lambda _found, _seen_text: left_out


_GUARDS = (
    (_AT_HINT, _EMAIL, _always(EMAIL_LEFT_OUT)),
    (_NUMBERED_HINT, _NUMBERED, _numbered),
    (_ADDRESS_HINT, _ADDRESS, _always(ADDRESS_LEFT_OUT)),
)


def is_phone(text: str) -> bool:
    """Whether a text, such as an identifier, is a phone number and nothing else.

    >>> is_phone("06–12345678"), is_phone("0123456789")
    (True, False)
    """
    seen = _seen(text).strip()
    if _NOT_ALONE.match(seen):
        return False
    return bool(_PHONE_ALONE.fullmatch(seen) and _SURELY_PHONE.fullmatch(seen))


def address_without_contacts(url: str) -> str | None:
    """A web address without e-mail addresses; None if it reaches a person or tells where one lives.

    >>> address_without_contacts("https://x.nl/?m=jan@hr.nl")
    'https://x.nl/?m=[e-mail weggelaten]'
    """
    if _REACHES.match(url) or _is_messenger(url):
        return None
    url = _replaced(_EMAIL, url, _always(EMAIL_LEFT_OUT))
    decoded = _seen(unquote(unquote(url)))
    return None if _tells_contact(decoded) else url


def _is_messenger(url: str) -> bool:
    try:
        parts = urlsplit(url.strip() if "://" in url else f"//{url.strip()}")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return False
    return host in _MESSENGERS or (host == "t.me" and parts.path.startswith("/+"))


def _tells_contact(decoded: str) -> bool:
    spaced = decoded.replace("+", " ")
    if _EMAIL.search(spaced) or _ADDRESS.search(spaced):
        return True
    pieces = [*_VALUES.split(decoded), *_STEPS.split(decoded)]
    bare = (_LABEL_OF_VALUE.sub("", piece, count=1) for piece in pieces)
    return bool(_PHONE_KEY.search(decoded)) or any(map(is_phone, bare))
