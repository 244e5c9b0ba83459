"""`projectkit fetch`."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from projectkit.cli.asked import catalogue_at
from projectkit.cli.options import Json, Root
from projectkit.language.translate import _, later, plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projectkit.fetching.run import Fetcher, FetchResult
    from projectkit.fetching.site_pages import SitePages

_OUTCOMES = {
    "fetched": later("fetched"),
    "unchanged": later("unchanged"),
    "refused": later("refused by robots.txt"),
    "skipped": later("skipped"),
    "failed": later("failed"),
}
_STYLES = {
    "fetched": "green",
    "unchanged": "dim",
    "refused": "yellow",
    "skipped": "yellow",
    "failed": "red",
}
_STDIN = "-"


def fetch_command(
    urls: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("[URL]..."), help=_("Addresses of pages to fetch."), show_default=False
        ),
    ] = None,
    listed: Annotated[
        str | None,
        typer.Option(
            "--list",
            metavar=_("FILE"),
            help=_("File with one address per line and comments after #; - reads standard input."),
        ),
    ] = None,
    sitemap: Annotated[
        str | None,
        typer.Option(
            "--sitemap",
            metavar=_("URL"),
            help=_("Fetch the pages that a sitemap lists, such as https://…/sitemap.xml."),
        ),
    ] = None,
    match: Annotated[
        str | None,
        typer.Option(
            "--match",
            metavar=_("PATTERN"),
            help=_("Only pages of the sitemap whose address or path fits, such as '/projecten/*'."),
        ),
    ] = None,
    allow_private: Annotated[
        bool,
        typer.Option(
            "--allow-private", help=_("Also fetch from this computer and private networks.")
        ),
    ] = False,
    as_json: Json = False,
    root: Root = None,
) -> None:
    """Save web pages in data/raw, for `projectkit ingest`.

    Beside each page, a file NAME.json keeps its address and date. A second run asks only for what
    changed, and a run that was stopped continues where it ended. A site gets one request a second,
    or fewer if it says so, and its robots.txt is obeyed. Exit code 1 if a page failed or was
    refused.
    """
    from projectkit.fetching.client import Client
    from projectkit.fetching.journal import journal
    from projectkit.fetching.run import Fetcher

    catalogue = catalogue_at(root)
    addresses = [*_checked(urls or []), *_of_list(listed)]
    starts = _checked([sitemap] if sitemap else [], "--sitemap")
    _check_request(addresses or listed or starts, None if starts else match)
    client = Client(is_allowed=lambda _address: True) if allow_private else Client()
    with _pipes_are_errors(), client, journal(catalogue) as done:
        fetcher = Fetcher(catalogue, client, done)
        sites = [fetcher.pages_of_site(start, match) for start in starts]
        results = [problem for site in sites for problem in _problems(site)]
        addresses += [address for site in sites for address in site.addresses]
        results += _fetched(fetcher, list(dict.fromkeys(addresses)))
    if as_json:
        _write_json(results)
    else:
        _write_for_people(results)
    is_complete = all(result.outcome not in {"failed", "refused"} for result in results)
    raise typer.Exit(0 if is_complete else 1)


@contextmanager
def _pipes_are_errors() -> Iterator[None]:
    """Let a server that hangs up while we write to it cause an error, not the end of the command.

    A reader of our output that has seen enough does end it: see `start.py`.
    """
    if not hasattr(signal, "SIGPIPE"):
        yield
        return
    before = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGPIPE, before)


def _checked(urls: list[str], option: str | None = None) -> list[str]:
    """The addresses that the user typed.

    Raises:
        BadParameter: if one of them is not an address.
    """
    from projectkit.cli.terminal import safe
    from projectkit.fetching.urls import AddressError, normalised

    try:
        return list(map(normalised, urls))
    except AddressError as error:
        raise typer.BadParameter(safe(str(error)), param_hint=option or _("URL")) from None


def _of_list(name: str | None) -> list[str]:
    """The addresses in a file, or in what comes through a pipe.

    Raises:
        BadParameter: if it is not a text.
        OSError: if it cannot be read.
    """
    from projectkit.cli.terminal import safe
    from projectkit.fetching.address_list import listed_addresses
    from projectkit.reading.decode import UnreadableError

    if name is None:
        return []
    content = sys.stdin.buffer.read() if name == _STDIN else Path(name).read_bytes()
    try:
        return listed_addresses(content)
    except UnreadableError as error:
        message = f"{safe(name)}: {error}"
        raise typer.BadParameter(message, param_hint="--list") from None


def _check_request(named: object, unused_pattern: str | None) -> None:
    """Check that there is something to fetch.

    Raises:
        BadParameter: if there is not, or if a pattern has no sitemap.
    """
    if unused_pattern:
        message = _("--match chooses pages of a --sitemap: give one")
        raise typer.BadParameter(message, param_hint="--match")
    if not named:
        message = _("give an address, a --list or a --sitemap")
        raise typer.BadParameter(message, param_hint=_("URL"))


def _problems(site: SitePages) -> list[FetchResult]:
    """What went wrong with the sitemaps of a site; what they leave out is said at once."""
    from projectkit.cli.terminal import tell
    from projectkit.fetching.run import FetchOutcome, FetchResult

    if site.elsewhere:
        message = plural(
            "{number} address in the sitemap is of another site and was left out",
            "{number} addresses in the sitemap are of other sites and were left out",
            site.elsewhere,
        )
        tell(message.format(number=site.elsewhere))
    if not site.addresses and not site.problems:
        tell(_("no page in the sitemap fits"))
    return [
        FetchResult(FetchOutcome.FAILED, asked, reason=problem)
        for asked, problem in site.problems.items()
    ]


def _fetched(fetcher: Fetcher, addresses: list[str]) -> list[FetchResult]:
    """The result of each address; an interrupt says how far the run came."""
    results: list[FetchResult] = []
    try:
        results.extend(_with_progress(fetcher.run(addresses), len(addresses)))
    except KeyboardInterrupt:
        told = _("{done} of {total} addresses are done; the same command continues")
        raise KeyboardInterrupt(told.format(done=len(results), total=len(addresses))) from None
    return results


def _with_progress(results: Iterable[FetchResult], total: int) -> Iterator[FetchResult]:
    """Pass results on; on a terminal a bar shows the progress."""
    from projectkit.cli.progress import with_progress

    return with_progress(results, _("pages"), total)


def _write_json(results: list[FetchResult]) -> None:
    from projectkit.cli.terminal import json_text

    groups: dict[str, list[dict[str, Any]]] = {outcome: [] for outcome in _OUTCOMES}
    for result in results:
        groups[result.outcome].append(
            {
                "asked": result.asked,
                "url": result.url,
                "page": result.page,
                "reason": result.reason,
            }
        )
    sys.stdout.write(json_text(groups))


def _write_for_people(results: list[FetchResult]) -> None:
    """Write what became of each address but unchanged ones, the counts, and what comes next."""
    from projectkit.cli.terminal import is_quiet, tell

    told = [result for result in results if result.outcome != "unchanged"]
    if not sys.stdout.isatty():
        _write_lines(told)
    elif told:
        _print_table(told)
    if is_quiet():
        return
    counts = {outcome: sum(result.outcome == outcome for result in results) for outcome in _STYLES}
    said = [f"{count} {_(_OUTCOMES[outcome])}" for outcome, count in counts.items() if count]
    tell(", ".join(said) or _("nothing to fetch"))
    if counts["fetched"]:
        tell(_("to make records of the pages, run: projectkit ingest"))


def _write_lines(results: list[FetchResult]) -> None:
    from projectkit.cli.terminal import safe_line

    for result in results:
        cells = (result.outcome, result.asked, result.page or "", result.reason or "")
        sys.stdout.write("\t".join(map(safe_line, cells)) + "\n")


def _print_table(results: list[FetchResult]) -> None:
    from projectkit.cli.screen import Styled, TableColumn, filled_table
    from projectkit.cli.terminal import safe_line

    columns = [
        TableColumn("", whole=True),
        TableColumn(_("address")),
        TableColumn(_("page")),
        TableColumn(_("because")),
    ]
    rows = [
        [
            Styled(_(_OUTCOMES[result.outcome]), _STYLES[result.outcome]),
            Styled(safe_line(result.asked)),
            Styled(safe_line((result.page or "").removeprefix("data/raw/"))),
            Styled(safe_line(result.reason or "")),
        ]
        for result in results
    ]
    sys.stdout.writelines(f"{line}\n" for line in filled_table(columns, rows))
