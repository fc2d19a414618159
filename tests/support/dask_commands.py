"""Reads the words of `dask scheduler` and `dask worker` as these commands do, and runs nothing.

A preload is imported, and reads the options that are its own.
"""

from collections.abc import Sequence
from typing import Any

import click
from distributed.cli.dask_scheduler import main as scheduler
from distributed.cli.dask_worker import main as worker

from grader.cluster.worker import dask_setup

COMMANDS: dict[str, click.Command] = {"scheduler": scheduler, "worker": worker}
OF_DASK = frozenset(
    option
    for command in (scheduler, worker, dask_setup)
    for one in command.params
    for option in one.opts + one.secondary_opts
)


def parse(words: Sequence[str]) -> dict[str, Any]:
    """The parameters in `dask worker ...`. Raises click.UsageError for what dask refuses."""
    dask, command, *rest = words
    assert dask == "dask"
    return dict(COMMANDS[command].make_context(command, list(rest)).params)
