# tries: to raise its limits of memory, files and processes, and to change those of the grader
# exercise: linear_regression
import ctypes
import os
import resource
import struct

libc = ctypes.CDLL(None, use_errno=True)
names = [name for name in dir(resource) if name.startswith("RLIMIT_")]
for name in names:
    which = getattr(resource, name)
    try:
        soft, hard = resource.getrlimit(which)
    except (OSError, ValueError):
        continue
    if hard == resource.RLIM_INFINITY:
        continue
    for wanted in (resource.RLIM_INFINITY, hard + 1, 2 * hard + 1):
        for way in (
            lambda: resource.setrlimit(which, (wanted, wanted)),
            lambda: resource.prlimit(0, which, (wanted, wanted)),
            lambda: resource.prlimit(os.getpid(), which, (soft, wanted)),
        ):
            try:
                way()
                print(f"ESCAPED: {name} is {resource.getrlimit(which)}, was {hard}")
            except (OSError, ValueError, OverflowError):
                pass
for process in {int("@PID@"), os.getppid(), 1, 2} - {0, os.getpid()}:
    for name in ("RLIMIT_NOFILE", "RLIMIT_CPU", "RLIMIT_FSIZE"):
        which = getattr(resource, name)
        room = ctypes.create_string_buffer(16)
        if libc.prlimit(process, which, None, room) == 0:
            print(f"{name} of {process}: {struct.unpack('QQ', room.raw)}")
            if libc.prlimit(process, which, room, None) == 0:
                print(f"ESCAPED: set {name} of process {process}")


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
