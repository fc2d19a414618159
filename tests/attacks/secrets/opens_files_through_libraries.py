# tries: to read what is outside through numpy, torch and other libraries that open files in C
# exercise: linear_regression
import ctypes
import sqlite3
import zipfile

import numpy
import torch

try:
    libc = ctypes.CDLL(None)
    libc.fopen.restype = ctypes.c_void_p
    libc.fread.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_void_p]
except (OSError, AttributeError):
    libc = None


def by_stdio(path):
    buffer = ctypes.create_string_buffer(1 << 16)
    stream = libc.fopen(path.encode(), b"r")
    return buffer.raw[: libc.fread(buffer, 1, 1 << 16, stream)] if stream else b""


WAYS = [
    by_stdio,
    lambda path: bytes(numpy.memmap(path, mode="r")),
    lambda path: bytes(numpy.fromfile(path, dtype=numpy.uint8)),
    lambda path: numpy.loadtxt(path, dtype=str),
    lambda path: bytes(torch.from_file(path, size=8, dtype=torch.uint8).tolist()),
    lambda path: bytes(torch.UntypedStorage.from_file(path, False, 8).tolist()),
    lambda path: torch._C.PyTorchFileReader(path),
    lambda path: zipfile.ZipFile(path),
    lambda path: sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True).execute("select 1"),
]
for way in WAYS:
    for secret in ("@CANARY@", "@SOLUTIONS@/solution.py"):
        try:
            text = way(secret)
        except Exception:
            continue
        if isinstance(text, bytes) and text or getattr(text, "size", 0):
            print("ESCAPED:", text)


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
