# tries: to change the kernel's view of its process: personality, memory layout, segments
# exercise: linear_regression
import ctypes
import platform

ARM = platform.machine() == "aarch64"
PERSONALITY, MODIFY_LDT, ARCH_PRCTL, IOPERM, IOPL = (
    (92, None, None, None, None) if ARM else (135, 154, 158, 173, 172)
)
READ_IMPLIES_EXEC, NO_RANDOM, LINUX32, MMAP_PAGE_ZERO = 0x0400000, 0x0040000, 8, 0x0100000
ARCH_MAP_VDSO_32 = 0x2002
libc = ctypes.CDLL(None, use_errno=True)

now = libc.syscall(PERSONALITY, ctypes.c_ulong(0xFFFFFFFF))
for wanted in (READ_IMPLIES_EXEC, NO_RANDOM, LINUX32, MMAP_PAGE_ZERO):
    libc.syscall(PERSONALITY, ctypes.c_ulong(wanted))
    then = libc.syscall(PERSONALITY, ctypes.c_ulong(0xFFFFFFFF))
    if now >= 0 and then != now:
        print(f"ESCAPED: its personality was {now:#x}, is {then:#x}")
        now = then
if not ARM:
    entry = (ctypes.c_uint32 * 4)(0, 0, 0xFFFFF, 0x51)
    if libc.syscall(MODIFY_LDT, 1, entry, 16) == 0:
        print("ESCAPED: has a segment of its own")
    if libc.syscall(ARCH_PRCTL, ARCH_MAP_VDSO_32, ctypes.c_ulong(0x10000000)) > 0:
        print("ESCAPED: has the 32-bit entry to the kernel")
    if libc.syscall(IOPERM, 0x80, 1, 1) == 0 or libc.syscall(IOPL, 3) == 0:
        print("ESCAPED: speaks to the hardware")


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
