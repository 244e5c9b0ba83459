"""No page hangs the parser: the worst input of each pattern, so long that quadratic time would never end."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from projectkit.parsing.page import parse_page

# Bad quadratic time shows at the first size; at the second, which the gate reads, any would never end.
SIZES = [20_000, pytest.param(300_000, marks=pytest.mark.gate)]
# The slowest page is read ten times as fast.
LETTERS_IN_A_SECOND = 5_000
HEAD = "Een titel\n\n"
# The unit that is repeated, with what stands before it. Each hung, or slowed down with the square of its length,
# some pattern or loop that this project has had, or would if it were written carelessly.
WORST = {
    "titles": (HEAD + "Projectleider: Jan de Vries", " med."),
    "amounts": (HEAD + "Budget: ", "000 "),
    "dotted amounts": (HEAD + "Budget: ", "000."),
    "durations": (HEAD + "Looptijd: ", "1 "),
    "digits": (HEAD + "Looptijd: ", "1"),
    "enumerations": (HEAD + "Partners\n\n", "a en "),
    "notices": (HEAD + "Contact\n\ndr. Jan de Vries\n", "javascript "),
    "combining marks": (HEAD + "a", "\u0301\u0323"),
    "lines": (HEAD + "Aanleiding\n", "Dit is een zin van het verhaal over iets.\n"),
    "labels": (HEAD, "Status: Lopend\n"),
    "menus": (HEAD, "Menu\n\n"),
    "headings": (HEAD, "Aanleiding\n\n"),
    "collaboration": (HEAD + "Doel\n\nWe doen dit ", "samen met Stichting A en "),
    "names": (HEAD + "Doel\n\n", "Jan "),
    "roles": (HEAD + "Doel\n\n", "projectleider Jan van "),
    "addresses": (HEAD + "Doel\n\n", "a@"),
    "phones": (HEAD + "Contact\n\n", "0("),
    "urls": (HEAD + "Doel\n\n", "http://"),
    "brackets": (HEAD + "Contact\n\n", "("),
    "dates": (HEAD + "Doel\n\nHet project is gestart in ", "1 mei 2020 "),
    "spaces": (HEAD + "Doel", " "),
    "tabs": (HEAD, "a\t"),
    "speakers": (HEAD + "Doel\n\n", "zegt Jan de Boer, de "),
    "persons in a list": (HEAD + "Projectleden: ", "Jan Bos (X), "),
    "names in blocks": (HEAD, "Anna\n\n"),
    "glued roles": (HEAD + "Doel\n\n", "lector"),
    "addresses of one": (HEAD + "Neem contact op met Anna de Groot via ", "a1@b.nl "),
    "leaders": (HEAD + "Doel\n\n", "projectleider Anna de Groot, "),
    "second roles": (
        HEAD + "Contact\n\nProjectleider\nAnna Bos\n",
        "Onderzoeker\nanna@x.example\n",
    ),
    "names of one value": (HEAD + "Partners: Stichting A", " en gemeente B"),
    "gifts": (HEAD, "Financier: ZonMw\nBijdrage ZonMw: € 5.000\n"),
    "rows of partners": (HEAD + "Partners\n\nOrganisatie\tRol\n", "Stichting A\tpartner\n"),
    "phrases of sites": (HEAD, "plaatsen "),
}


@pytest.fixture
def hang_guard(request: pytest.FixtureRequest) -> Iterator[None]:
    """End a test that hangs: in seconds of its own work, since the machine may be busy with other things."""

    def give_up(*_: object) -> None:
        pytest.fail("the parser hangs on this page")

    before = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, request.node.callspec.params["size"] / LETTERS_IN_A_SECOND)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


@pytest.mark.usefixtures("hang_guard")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", WORST)
def test_the_worst_page_does_not_hang(name: str, size: int) -> None:
    start, unit = WORST[name]
    content = (start + unit * (size // len(unit)) + "x\n").encode()
    record = parse_page(content, "page.txt", force=True).record
    assert record is not None
    assert record.title is None or record.title.encode() in content


WORST_MARKUP = {
    "items.html": ("<h1>Een titel</h1><ol>", "<li>een</li>"),
    "terms.html": ("<h1>Een titel</h1><dl>", "<dt>Status<dd>Lopend"),
    "values.html": ("<h1>Een titel</h1><dl><dt>Partners", "<dd>Stichting A"),
    "depth.html": ("<h1>Een titel</h1>", "<div>"),
    "breaks.html": ("<h1>Een titel</h1><p>", "tekst<br>"),
    "links.md": ("# Een titel\n\n", "[a](b) "),
    "emphasis.md": ("# Een titel\n\n", "__a "),
    "brackets.md": ("# Een titel\n\n", "["),
}


@pytest.mark.usefixtures("hang_guard")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", WORST_MARKUP)
def test_the_worst_markup_does_not_hang(name: str, size: int) -> None:
    start, unit = WORST_MARKUP[name]
    record = parse_page((start + unit * (size // len(unit))).encode(), name, force=True).record
    assert record is not None
    assert record.title == "Een titel"
