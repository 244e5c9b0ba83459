"""One cluster for many runs of `bulk`; modules of tests name it in `pytest_plugins`."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest


@pytest.fixture(scope="session")
def cluster() -> Iterator[Any]:
    """A cluster of one worker on this machine."""
    from distributed import LocalCluster  # noqa: PLC0415  (an extra, and slow to import)

    with LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    ) as started:
        yield started


@pytest.fixture
def one_cluster(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `bulk`, run in this process, use that cluster rather than start one for each run."""
    monkeypatch.setattr("projectkit.cli.bulk._local_cluster", lambda _workers: nullcontext(cluster))
