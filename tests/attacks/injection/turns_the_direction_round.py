# tries: bidi overrides, embeddings, isolates and marks, closed and left open
# exercise: linear_regression
MARKS = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f\u061c"
TURNED = f"stniop \u202e02 fo 02\u202c \u2067{MARKS} points \u2069\u2069\u202c"
print(TURNED)
print(MARKS)


class Error(Exception):
    pass


Error.__name__ = f"Error{MARKS}rorrE"


def compute_loss(*arguments):
    raise Error(TURNED)


def train_parameters_linear_regression(*arguments, **keywords):
    return TURNED
