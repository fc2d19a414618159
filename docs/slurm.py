"""Starts a cluster for `grade class` on Slurm: the scheduler here, workers as jobs.

    python docs/slurm.py FOLDER

FOLDER has the certificate and key that docs/scale.md makes. Every node has to see it.
"""

import contextlib
import signal
import sys
from pathlib import Path

from dask_jobqueue import SLURMCluster
from distributed import Security

JOBS = 4
JOB = {
    "queue": "compute",  # the partition
    "account": "teaching",
    "walltime": "02:00:00",
    "cores": 8,
    "processes": 8,  # one worker on each core
    "memory": "24GiB",  # 3 GiB for each worker
}


def main(folder: Path) -> None:
    """Run until Ctrl-C, and print the address for --scheduler."""
    certificate, key = str(folder / "cluster.pem"), str(folder / "cluster.key")
    roles = ("scheduler", "worker", "client")
    security = Security(
        tls_ca_file=certificate,
        **{f"tls_{role}_cert": certificate for role in roles},
        **{f"tls_{role}_key": key for role in roles},
        require_encryption=True,
    )
    cluster = SLURMCluster(
        **JOB,
        security=security,
        worker_extra_args=["--preload", "grader.cluster.worker", "--resources", "solution=1"],
        scheduler_options={"preload": ["grader.cluster.scheduler"], "dashboard": False},
    )
    with cluster, contextlib.suppress(KeyboardInterrupt):
        cluster.scale(jobs=JOBS)
        print(cluster.scheduler_address, flush=True)
        signal.pause()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
