# tries: memory locked so that it can never be swapped out
# exercise: linear_regression
import ctypes
import mmap

libc = ctypes.CDLL(None, use_errno=True)
NOW, LATER, SIZE = 1, 2, 64 << 20


def compute_loss(*arguments):
    memory = mmap.mmap(-1, SIZE)
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    if libc.mlock(ctypes.c_void_p(address), ctypes.c_size_t(SIZE)) == 0:
        print("ESCAPED: locked 64 MiB of memory")
    if libc.mlockall(NOW) == 0:
        print("ESCAPED: locked all of its memory")


def train_parameters_linear_regression(*arguments, **keywords):
    libc.mlockall(LATER)
    kept = [mmap.mmap(-1, SIZE) for _ in range(64)]
    return len(kept)
