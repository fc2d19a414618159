# tries: lone surrogates in output, names, messages, types and answers
# exercise: linear_regression
HALF, BYTE = "\ud83d", "\udc9b"
with open(1, "w", encoding="utf-8", errors="surrogatepass", closefd=False) as output:
    print(HALF, BYTE, "\ude00\ud83d", file=output)


class Error(Exception):
    pass


Error.__name__ = f"Error{HALF}"
globals()[f"compute_{HALF}loss"] = lambda: None


def compute_loss(*arguments):
    raise Error(f"{BYTE}31m half {HALF}")


def train_parameters_linear_regression(*arguments, **keywords):
    return f"{HALF}{BYTE}"


raise ModuleNotFoundError(HALF, name=BYTE)
