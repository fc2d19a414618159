# tries: children by the raw clone call with many sets of flags
# exercise: linear_regression
import ctypes
import os
import platform
import signal
import time

CLONE, FORK = (220, None) if platform.machine() == "aarch64" else (56, 57)
libc = ctypes.PyDLL(None, use_errno=True)
PARENT, UNTRACED, NEW_USER, NEW_PID, FILES = 0x8000, 0x800000, 0x10000000, 0x20000000, 0x400
FLAGS = [0, PARENT, UNTRACED, FILES, NEW_USER, NEW_PID, NEW_USER | NEW_PID]


def copy(number, *arguments):
    pid = libc.syscall(number, *arguments)
    if pid > 0:
        print("ESCAPED: a process made by system call", number, *arguments, flush=True)
    elif pid == 0:
        time.sleep(60)
        os._exit(0)


def compute_loss(*arguments):
    for flags in FLAGS:
        copy(CLONE, flags | signal.SIGCHLD, 0, 0, 0, 0)
        copy(CLONE, flags, 0, 0, 0, 0)


def train_parameters_linear_regression(*arguments, **keywords):
    if FORK is not None:
        copy(FORK)
    time.sleep(60)
