# tries: 64 GiB at once as bytes, bytearray, str and list
# exercise: linear_regression
SIZE = 64 << 30


def compute_loss(tasks, *arguments):
    return b"x" * SIZE if len(tasks) > 2 else bytearray(SIZE)


def train_parameters_linear_regression(tasks, *arguments, **keywords):
    return "é" * SIZE if len(tasks) > 2 else [0.0] * SIZE


for make in (bytes, bytearray):
    try:
        if make(SIZE)[-1] == 0:
            print("ESCAPED: 64 GiB of memory")
    except MemoryError:
        pass
