# tries: 64 GiB by mmap, malloc and mremap, page by page until it ends
# exercise: linear_regression
import ctypes
import mmap

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
SIZE, PAGE, MUCH = 64 << 30, 4096, 4 << 30


def compute_loss(*arguments):
    memory = mmap.mmap(-1, SIZE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    for place in range(0, SIZE, PAGE):
        memory[place] = 1
        if place == MUCH:
            print("ESCAPED: 4 GiB of memory", flush=True)
            return


def train_parameters_linear_regression(*arguments, **keywords):
    address = libc.malloc(SIZE)
    if address:
        ctypes.memset(address, 1, MUCH)
        print("ESCAPED: 4 GiB of memory", flush=True)
