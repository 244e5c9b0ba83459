"""A site to fetch from and a run that does; modules of tests name it in `pytest_plugins`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from projectkit.catalogue.root import Catalogue
from projectkit.fetching.client import Client, Patience
from projectkit.fetching.journal import Journal
from projectkit.fetching.run import Fetcher, FetchResult
from web import FakeClock, Fetch, Server, Site


@pytest.fixture
def site() -> Iterator[Site]:
    server = Server()
    yield server.site
    server.stop()


@pytest.fixture
def elsewhere() -> Iterator[Site]:
    """A site at another address of this computer."""
    server = Server("127.0.0.2")
    yield server.site
    server.stop()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def quick() -> Iterator[Client]:
    """A client that waits only moments, and may go to 127.0.0.1 alone."""
    with Client(Patience(1, 0.5, 1), lambda address: address == "127.0.0.1") as client:
        yield client


@pytest.fixture
def fetch(catalogue: Path, quick: Client, clock: FakeClock) -> Fetch:
    """Fetch addresses into the catalogue, as a run of its own."""

    def fetcher(*addresses: str, journal: Journal | None = None) -> list[FetchResult]:
        run = Fetcher(Catalogue(catalogue), quick, journal or Journal(None), clock)
        return list(run.run(addresses))

    return fetcher
