# tries: process groups of torch.distributed, which talk over sockets
# exercise: linear_regression
import os
import tempfile
from datetime import timedelta

import torch.distributed as dist

SOON = timedelta(seconds=1)
os.environ.update(GLOO_SOCKET_IFNAME="lo", TP_SOCKET_IFNAME="lo")


def start(**where):
    try:
        dist.init_process_group("gloo", timeout=SOON, **where)
        print("ESCAPED: a gloo process group with", list(where), flush=True)
    except (RuntimeError, OSError, ValueError):
        pass


def compute_loss(*arguments):
    start(store=dist.HashStore(), rank=0, world_size=1)
    start(init_method=f"file://{tempfile.gettempdir()}/meet", rank=0, world_size=1)


def train_parameters_linear_regression(*arguments, **keywords):
    start(init_method="tcp://127.0.0.1:@TCP@", rank=1, world_size=2)
