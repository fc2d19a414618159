"""Connects to the scheduler of a cluster, and sees that it was started for grading."""

import os
from importlib.util import find_spec

import dask.delayed  # reads pickles of its own when it is imported
from distributed import Client, Security

import grader
from grader.cluster import scheduler
from grader.cluster.fleet import PRELOAD
from grader.errors import InputError
from grader.printable import one_line

CONNECT_SECONDS = 10.0
# with uvloop, what dask does for a task takes six sevenths of the time; it is not for Windows
EVENT_LOOP_SETTING = "DASK_DISTRIBUTED__ADMIN__EVENT_LOOP"
EVENT_LOOP = os.environ.get(EVENT_LOOP_SETTING) or ("uvloop" if find_spec("uvloop") else "tornado")
# how replies are to be packed; what is packed in another way arrives as None
PACKED = ("msgpack",)
UNREAD = ("dask", "pickle", "error")
# what workers want printed here, or warned of, is nobody's business
Client._default_event_handlers = {}
START_SCHEDULER = "dask scheduler --preload grader.cluster.scheduler"
START_WORKER = f"Start workers with: dask worker ADDRESS {PRELOAD} --resources solution=1"


def connected(address: str, security: Security | None) -> Client:
    """A client. Raises InputError."""
    try:
        with dask.config.set({"distributed.admin.event-loop": EVENT_LOOP}):
            return Client(
                address,
                timeout=CONNECT_SECONDS,
                set_as_default=False,
                security=security,
                serializers=[*PACKED],
                deserializers=[*PACKED, *UNREAD],
            )
    except (OSError, ValueError, TypeError, ImportError) as error:
        raise InputError(
            f"The scheduler at {one_line(address)} cannot be reached: {one_line(str(error))}. "
            f"Start one with: {START_SCHEDULER}"
        ) from error


def check_scheduler(address: str, client: Client) -> None:
    """Raise InputError unless the scheduler was set up by this version."""
    theirs = client.get_metadata([scheduler.MARK], default=None)
    if theirs is None:
        raise InputError(
            f"The scheduler at {address} was not started for grading. Start it with: "
            f"{START_SCHEDULER}"
        )
    if theirs != grader.__version__:
        raise InputError(
            f"The scheduler at {address} has torchgrade {one_line(str(theirs))}, and this machine "
            f"has {grader.__version__}. Install the same version on both."
        )
