"""Single values that have a form of their own: phone numbers, addresses, identifiers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from projectkit.dutch.emails import is_email
from projectkit.model.diagnostic import Diagnostic, Phrase, diagnostic
from projectkit.model.record import Record
from projectkit.validation.context import Context
from projectkit.validation.shape import Loaded

_ROR = re.compile(r"https://ror\.org/0(?P<digits>[a-z0-9]{6})(?P<check>\d\d)")
# Crockford's base 32: no i, l, o and u, which look like other letters and digits.
_BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"


def check_phones(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """Phone numbers that no country could give out."""
    for index, person in enumerate(record.persons):
        problem = phone_problem(person.phone) if person.phone else None
        if problem:
            place = loaded.location("persons", index, "phone")
            yield diagnostic("M006", place, id=record.id, problem=problem)


def phone_problem(phone: str) -> Phrase | None:
    """What is wrong with a number in international form, if anything is."""
    import phonenumbers  # noqa: PLC0415  (60 ms that records without a number need not cost)

    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return Phrase("no country")
    if phonenumbers.is_valid_number(number):
        return None
    # An unused area code does not make a number doubtful; a length that fits neither a landline nor
    # a mobile does.
    kind = phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE
    outcome = phonenumbers.is_possible_number_for_type_with_reason(number, kind)
    known = phonenumbers.ValidationResult
    problems = {
        known.TOO_SHORT: "too short",
        known.INVALID_LENGTH: "wrong length",
        known.TOO_LONG: "too long",
        known.INVALID_COUNTRY_CODE: "no country",
    }
    return Phrase(problems[outcome]) if outcome in problems else None


def check_emails(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """E-mail addresses that mail cannot be sent to."""
    for index, person in enumerate(record.persons):
        if person.email and ("@" not in person.email or not is_email(person.email)):
            yield diagnostic("M007", loaded.location("persons", index, "email"), id=record.id)


def check_links(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """Addresses that are not those of a web page."""
    for index, link in enumerate(record.links):
        if not is_url(link.url):
            yield diagnostic(
                "M008", loaded.location("links", index, "url"), id=record.id, value=link.url
            )
    if record.source and record.source.url and not is_url(record.source.url):
        yield diagnostic(
            "M008", loaded.location("source", "url"), id=record.id, value=record.source.url
        )


def is_url(text: str) -> bool:
    """Whether a text is the address of a web page: http(s), a host and no spaces (RFC 3986)."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and bool(re.fullmatch(r"[^\s.]+(\.[^\s.]+)+\.?", host))
        and " " not in text
    )


def check_rors(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """RORs whose check digits do not follow from the others."""
    for index, organisation in enumerate(record.organisations):
        expected = ror_check_digits(organisation.ror) if organisation.ror else None
        if expected and not (organisation.ror or "").endswith(expected):
            place = loaded.location("organisations", index, "ror")
            yield diagnostic("M009", place, id=record.id, value=organisation.ror, expected=expected)


def ror_check_digits(ror: str) -> str | None:
    """The last two digits that a ROR should have, or None if its letters are none of its alphabet.

    ISO 7064, MOD 97-10, over the number that the letters before stand for in base 32
    (https://ror.readme.io/docs/identifier).
    """
    match = _ROR.fullmatch(ror)
    if match is None or not set(match["digits"]) <= set(_BASE32):
        return None
    number = 0
    for digit in match["digits"]:
        number = number * 32 + _BASE32.index(digit)
    return f"{98 - (number * 100) % 97:02}"


def check_identifiers(loaded: Loaded, record: Record, _: Context) -> Iterator[Diagnostic]:
    """Numbers that do not have the form of their scheme; unknown schemes have no form."""
    for index, identifier in enumerate(record.identifiers):
        scheme = identifier.scheme.casefold()
        has_form = _FORMS.get(scheme)
        if has_form and not has_form(identifier.value):
            values = {
                "value": identifier.value,
                "scheme": identifier.scheme,
                "problem": Phrase(f"scheme {scheme}"),
            }
            yield diagnostic(
                "M010", loaded.location("identifiers", index, "value"), id=record.id, **values
            )


def _is_isbn(text: str) -> bool:
    """ISO 2108: 10 digits weighted 10 to 1 modulo 11 (X is ten), or 13 weighted 1, 3 modulo 10."""
    digits = re.sub(r"[\s-]", "", text).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits, re.ASCII):
        return (
            sum((10 - at) * (10 if digit == "X" else int(digit)) for at, digit in enumerate(digits))
            % 11
            == 0
        )
    if re.fullmatch(r"97[89]\d{10}", digits, re.ASCII):
        return sum((1 + 2 * (at % 2)) * int(digit) for at, digit in enumerate(digits)) % 10 == 0
    return False


def _is_orcid(text: str) -> bool:
    """ISO 7064, MOD 11-2 (https://support.orcid.org: structure of the ORCID identifier)."""
    digits = text.removeprefix("https://orcid.org/").replace("-", "").upper()
    if not re.fullmatch(r"\d{15}[\dX]", digits, re.ASCII):
        return False
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == digits[-1]


def _has_form(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda text: compiled.fullmatch(text) is not None


_FORMS: dict[str, Callable[[str], bool]] = {
    "doi": _has_form(r"(?:https?://(?:dx\.|www\.)?doi\.org/)?10\.\d{4,9}(?:\.\d+)*/\S+"),
    "isbn": _is_isbn,
    "orcid": _is_orcid,
    "zonmw": _has_form(r"\d[\d .-]{6,18}\d"),
    "kvk": _has_form(r"\d{8}"),
    "cordis": _has_form(r"\d{6,9}"),
}
