# tries: to leave a note in POSIX shared memory, named semaphores and memory files that outlive it
# exercise: linear_regression
import ctypes
import os

import torch

NAME = b"/note_of_a_submission"
libc = ctypes.CDLL(None, use_errno=True)


def shared():
    from multiprocessing import resource_tracker, shared_memory

    resource_tracker.register = resource_tracker.unregister = lambda *arguments: None
    try:
        kept = shared_memory.SharedMemory(NAME.decode().strip("/"))
        print(f"ESCAPED: found {bytes(kept.buf[:15])!r}", flush=True)
    except FileNotFoundError:
        kept = shared_memory.SharedMemory(NAME.decode().strip("/"), create=True, size=4096)
        kept.buf[:15] = b"20 of 20 points"


def named():
    number = libc.shm_open(NAME + b"_open", os.O_RDWR, 0o666)
    if number >= 0:
        print("ESCAPED: opened the memory of a submission before", flush=True)
    libc.shm_open(NAME + b"_open", os.O_RDWR | os.O_CREAT, 0o666)
    libc.sem_open.restype = ctypes.c_void_p
    if libc.sem_open(NAME + b"_counter", 0):
        print("ESCAPED: opened the semaphore of a submission before", flush=True)
    libc.sem_open(NAME + b"_counter", os.O_CREAT, 0o666, 20)


def handed():
    torch.multiprocessing.set_sharing_strategy("file_system")
    torch.ones(4).share_memory_().untyped_storage()._share_filename_cpu_()


for attempt in (shared, named, handed):
    try:
        attempt()
    except Exception:
        pass


def compute_loss(*arguments):
    os._exit(1)


def train_parameters_linear_regression(*arguments, **keywords):
    return None
