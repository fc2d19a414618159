# tries: lists that grow little by little and go on after MemoryError
# exercise: linear_regression
kept = []


def compute_loss(*arguments):
    while True:
        try:
            kept.append([float(len(kept))] * 100_000)
            if len(kept) == 5_000:
                print("ESCAPED: 4 GiB of memory", flush=True)
                return
        except MemoryError:
            continue


def train_parameters_linear_regression(*arguments, **keywords):
    nested = []
    while True:
        nested = [nested, nested, [0.0] * 1000]
