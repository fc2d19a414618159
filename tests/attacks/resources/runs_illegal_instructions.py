# tries: traps, bus errors and division by zero in machine code
# exercise: linear_regression
import ctypes
import mmap
import os
import signal
import tempfile


def compute_loss(tasks, *arguments):
    memory = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    memory.write(b"\x0f\x0b" * 100 if len(tasks) > 2 else b"\x00" * 100)
    ctypes.CFUNCTYPE(None)(ctypes.addressof(ctypes.c_char.from_buffer(memory)))()


def train_parameters_linear_regression(tasks, *arguments, **keywords):
    if len(tasks) > 2:
        signal.raise_signal(signal.SIGFPE)
    descriptor = os.open(f"{tempfile.gettempdir()}/short", os.O_RDWR | os.O_CREAT)
    os.ftruncate(descriptor, 4096)
    memory = mmap.mmap(descriptor, 4096)
    os.ftruncate(descriptor, 0)
    return memory[0]
