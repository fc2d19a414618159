# tries: to slip past the filter with numbers of the x32 ABI, with high bits and beyond the table
# exercise: linear_regression
import ctypes
import os
import platform

X32, HIGH = 0x40000000, 1 << 32
OPEN, SOCKET, GETPID, UNSHARE = 2, 41, 39, 272
call = ctypes.CDLL(None, use_errno=True).syscall
call.restype = ctypes.c_long
native = platform.machine() == "x86_64"


def carried_out(number, *arguments):
    done = call(ctypes.c_long(number), *arguments) if native else -1
    if done >= 0:
        print(f"ESCAPED: call {number:#x} was carried out", flush=True)
    return done


# each is a statement of its own: where one of them ends the process, the next is still tried
carried_out(OPEN | HIGH, b"@CANARY@", 0, 0)
carried_out(OPEN | -1 << 32, b"@CANARY@", 0, 0)
carried_out(SOCKET | HIGH, 2, 1, 0)
carried_out(UNSHARE | HIGH, 0x10000000)
carried_out(-1, 0, 0, 0)
carried_out(1023, 0, 0, 0)
carried_out(X32 | GETPID)
carried_out(X32 | HIGH | OPEN, b"@CANARY@", 0, 0)


def compute_loss(*arguments):
    number = carried_out(X32 | OPEN, b"@CANARY@", 0, 0)
    if number >= 0:
        print("ESCAPED:", os.read(number, 4096), flush=True)


def train_parameters_linear_regression(*arguments, **keywords):
    return None
