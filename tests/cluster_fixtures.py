"""One cluster for many runs of `bulk`; modules of tests name it in `pytest_plugins`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from unittest.mock import patch

import pytest


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A cluster of one worker on this machine; it takes time as long as it is there."""
    from distributed import LocalCluster  # noqa: PLC0415  (an extra, and slow to import)

    with LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    ) as started:
        yield started


@pytest.fixture(scope="module")
def in_cluster(cluster: Any) -> Callable[[], AbstractContextManager[object]]:
    """While in this context, `bulk` in this process uses that cluster rather than one of its own."""
    return lambda: patch(
        "projectkit.cli.bulk._local_cluster", lambda _workers: nullcontext(cluster)
    )


@pytest.fixture
def one_cluster(in_cluster: Callable[[], AbstractContextManager[object]]) -> Iterator[None]:
    """Use that cluster for a test."""
    with in_cluster():
        yield
