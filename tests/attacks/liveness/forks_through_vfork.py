# tries: a child by vfork that never lets its parent go on
# exercise: linear_regression
import ctypes
import os
import platform
import time

libc = ctypes.PyDLL(None)
VFORK = None if platform.machine() == "aarch64" else 58


def compute_loss(*arguments):
    me = os.getpid()
    libc.vfork()
    if os.getpid() != me:
        os.write(1, b"ESCAPED: a process made by vfork\n")
    time.sleep(60)
    os._exit(0)


def train_parameters_linear_regression(*arguments, **keywords):
    me = os.getpid()
    if VFORK is not None and libc.syscall(VFORK) != -1 and os.getpid() != me:
        os.write(1, b"ESCAPED: a process made by syscall vfork\n")
    time.sleep(60)
    os._exit(0)
