# tries: many MAP_NORESERVE and shared mappings, touched one after another
# exercise: linear_regression
import mmap

NO_RESERVE, STEP, MUCH = 0x4000, 64 << 20, 4 << 30


def fill(flags):
    kept = []
    try:
        while len(kept) * STEP < MUCH:
            memory = mmap.mmap(-1, STEP, flags | mmap.MAP_ANONYMOUS | NO_RESERVE)
            memory.write(b"x" * STEP)
            kept.append(memory)
        print("ESCAPED: 4 GiB of memory", flush=True)
    except (OSError, MemoryError, ValueError):
        pass
    return len(kept)


fill(mmap.MAP_PRIVATE)


def compute_loss(*arguments):
    fill(mmap.MAP_SHARED)


def train_parameters_linear_regression(*arguments, **keywords):
    fill(mmap.MAP_PRIVATE | mmap.MAP_POPULATE)
