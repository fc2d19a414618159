"""Workers of these tests alone: coverage measures what runs in them."""

from collections.abc import Iterator

import pytest
from threads import ThreadWorkers
from warm import Servers

from grader.sandbox.workers import Workers


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """What runs submissions without a sandbox, started where processes are measured."""
    servers = Servers()
    yield servers.lend()
    servers.close()


@pytest.fixture(scope="session")
def threads() -> ThreadWorkers:
    """Workers in this process, for tests of what is said and not of how processes end."""
    return ThreadWorkers()
