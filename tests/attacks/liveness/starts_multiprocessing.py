# tries: processes and pools by multiprocessing and concurrent.futures
# exercise: linear_regression
import concurrent.futures
import multiprocessing
import os
import time

import torch.multiprocessing


def say():
    os.write(1, b"ESCAPED: a process by multiprocessing\n")
    time.sleep(60)


def compute_loss(*arguments):
    for method in ("fork", "spawn", "forkserver"):
        try:
            process = multiprocessing.get_context(method).Process(target=say, daemon=True)
            process.start()
            print("ESCAPED: a process by", method, process.pid, flush=True)
        except (OSError, EOFError, RuntimeError):
            pass


def train_parameters_linear_regression(*arguments, **keywords):
    try:
        torch.multiprocessing.start_processes(say, nprocs=2, join=False, start_method="fork")
        print("ESCAPED: processes by torch.multiprocessing", flush=True)
    except (OSError, RuntimeError):
        pass
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        pool.submit(say).result()
