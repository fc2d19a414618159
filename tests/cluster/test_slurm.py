"""docs/slurm.py submits jobs whose workers can grade; programs of Slurm are stand-ins here."""

import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import needs
import pytest
from dask_commands import parse
from places import ROOT

pytestmark = [needs.linux, needs.openssl]
SBATCH = '#!/bin/sh\ncp "$1" "$JOBS/$$.sh"\necho Submitted batch job $$\n'
SCANCEL = '#!/bin/sh\ntouch "$JOBS/$1.cancelled"\n'


@pytest.fixture
def jobs(tmp_path: Path) -> Path:
    """A folder that gets the script of each job."""
    for name, text in (("sbatch", SBATCH), ("scancel", SCANCEL)):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    return tmp_path


@pytest.fixture
def certificates(tmp_path: Path) -> Path:
    """The folder that docs/scale.md makes."""
    subject = ["-subj", "/CN=torchgrade", "-days", "1"]
    files = ["-keyout", f"{tmp_path}/cluster.key", "-out", f"{tmp_path}/cluster.pem"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject, *files],
        check=True, capture_output=True,
    )  # fmt: skip
    return tmp_path


def test_jobs_of_slurm_start_workers_for_grading(jobs: Path, certificates: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, ROOT / "docs" / "slurm.py", certificates],
        env={**os.environ, "PATH": f"{jobs}:{os.environ['PATH']}", "JOBS": str(jobs)},
        cwd=jobs, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdout is not None
    address = running.stdout.readline().strip()
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)
    assert address.startswith("tls://")
    scripts = list(jobs.glob("*.sh"))
    assert len(scripts) == 4
    for script in scripts:
        assert script.with_suffix(".cancelled").exists()
        _, arguments = script.read_text().split(" -m distributed.cli.dask_worker ")
        worker = parse(["dask", "worker", *shlex.split(arguments)])
        assert worker["scheduler"] == address
        assert worker["preload"] == ("grader.cluster.worker",)
        assert worker["resources"] == "solution=1"
        assert (worker["nthreads"], worker["n_workers"]) == (1, "8")
        assert worker["tls_cert"] == str(certificates / "cluster.pem")
