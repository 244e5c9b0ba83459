"""Numbers, amounts and dates as a language writes them."""

from __future__ import annotations

from decimal import Decimal

_MONTHS = {
    "nl": (
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_SHORT_MONTHS = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
_DUTCH_MARKS = str.maketrans(",.", ".,")
_SIGNS = {"EUR": "€"}


def number(value: Decimal | int, language: str) -> str:
    """A number with marks between its thousands, and cents only if there are any.

    >>> number(Decimal("1200.50"), "nl")
    '1.200,50'
    """
    written = f"{value:,.2f}".removesuffix(".00")
    return written.translate(_DUTCH_MARKS) if language == "nl" else written


def money(amount: Decimal, currency: str | None, language: str) -> str:
    r"""An amount of money; the sign and the number stay on one line.

    >>> money(Decimal(125000), "EUR", "nl")
    '€\xa0125.000'
    """
    sign = _SIGNS.get(currency or "", currency or "")
    return f"{sign}\u00a0{number(amount, language)}".strip()


def day(date: str, language: str, *, short: bool = False) -> str:
    """A date, as exact as it is known.

    >>> day("2021-03-01", "nl"), day("2021-03", "en"), day("2021-03-01", "nl", short=True)
    ('1 maart 2021', 'March 2021', '1 mrt 2021')
    """
    year, *rest = date.split("-")
    if not rest:
        return year
    months = (_SHORT_MONTHS if short else _MONTHS)[language]
    return " ".join([*(part.lstrip("0") for part in rest[1:]), months[int(rest[0]) - 1], year])
