"""Workers of these tests alone: coverage measures what runs in them."""

from collections.abc import Iterator

import pytest
from warm import Servers

from grader.sandbox.workers import Workers


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """What runs submissions without a sandbox, started where processes are measured."""
    servers = Servers()
    yield servers.lend()
    servers.close()
