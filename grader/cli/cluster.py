"""Where a class runs: on this machine, or on a cluster that `--scheduler` names."""

import contextlib
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.errors import InputError

if TYPE_CHECKING:
    from grader.cluster.client import Cluster

LOCAL = re.compile(r"local:([1-9][0-9]{0,2})")
REMOTE = re.compile(r"(tcp|tls)://\S+:[0-9]+")


@dataclass(frozen=True)
class Scheduler:
    """What the command line says of a cluster."""

    address: str
    tls_ca: Path | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None

    def __post_init__(self) -> None:
        if not LOCAL.fullmatch(self.address) and not REMOTE.fullmatch(self.address):
            raise click.UsageError(
                f"--scheduler {self.address} is neither an address such as tcp://HOST:8786 nor "
                "local:N, for N workers on this machine."
            )
        files = (self.tls_ca, self.tls_cert, self.tls_key)
        if any(files) and not all(files):
            raise click.UsageError("TLS needs --tls-ca, --tls-cert and --tls-key.")
        if self.address.startswith("tls:") and not all(files):
            raise click.UsageError(f"{self.address} needs --tls-ca, --tls-cert and --tls-key.")

    @contextlib.contextmanager
    def cluster(
        self,
        packages: Collection[str],
        news: Callable[[str], None],
        changed: Callable[[str], None],
    ) -> "Iterator[Cluster]":
        """The cluster, connected. Raises InputError and ClusterLost."""
        try:
            from grader.cluster.client import Cluster
            from grader.cluster.local import local_cluster
        except ImportError as error:
            raise InputError(
                f"--scheduler needs dask.distributed, which is not installed here ({error}). "
                'Install it with: pip install "torchgrade[cluster]"'
            ) from error
        from distributed import Security

        security = None
        if self.tls_ca:
            security = Security(
                tls_ca_file=str(self.tls_ca),
                tls_client_cert=str(self.tls_cert),
                tls_client_key=str(self.tls_key),
                require_encryption=True,
            )
        with contextlib.ExitStack() as stack:
            address = self.address
            if local := LOCAL.fullmatch(address):
                address = stack.enter_context(local_cluster(int(local[1]), packages))
            cluster = Cluster(address, packages, security, news, lambda fleet: changed(str(fleet)))
            yield stack.enter_context(cluster)
