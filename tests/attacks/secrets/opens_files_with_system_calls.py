# tries: to read what is outside with raw system calls: open, creat, openat, openat2
# exercise: linear_regression
import ctypes
import os
import platform
import struct

ARM = platform.machine() == "aarch64"
OPEN, CREAT, OPENAT, OPENAT2 = (None, None, 56, 437) if ARM else (2, 85, 257, 437)
AT_FDCWD = -100
call = ctypes.CDLL(None, use_errno=True).syscall


def attempts(path):
    text = ctypes.c_char_p(path)
    if not ARM:
        yield call(OPEN, text, os.O_RDONLY, 0)
        yield call(CREAT, ctypes.c_char_p(path + b".new"), 0o666)
    yield call(OPENAT, AT_FDCWD, text, os.O_RDONLY, 0)
    yield call(OPENAT, 12345, text, os.O_RDONLY, 0)
    yield call(OPENAT, AT_FDCWD, ctypes.c_char_p(b"@FOLDER@"), os.O_TMPFILE | os.O_RDWR, 0o600)
    for flags in (os.O_RDONLY, os.O_PATH, os.O_RDWR):
        for resolve in (0, 0x08, 0x20):
            how = struct.pack("QQQ", flags, 0, resolve)
            yield call(OPENAT2, AT_FDCWD, text, ctypes.c_char_p(how), len(how))


for path in (b"@CANARY@", b"@SOLUTIONS@/solution.py", b"@GRADEBOOK@", b"@CLASSMATE@"):
    for number in attempts(path):
        if number >= 0:
            print(f"ESCAPED: opened {path!r} as {number}")
            try:
                print("ESCAPED:", os.read(number, 1 << 16))
            except OSError:
                pass


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
