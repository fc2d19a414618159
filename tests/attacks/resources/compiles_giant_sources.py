# tries: source text of megabytes: one line, one name, deep brackets
# exercise: linear_regression
SOURCES = [
    "numbers = [" + "1, " * (1 << 20) + "]",
    "n" * 5_000_000 + " = 1",
    "total = " + "+" * 100_000 + "1",
    "nest = " + "[" * 100_000 + "]" * 100_000,
    "chain = 0" + " + x" * 100_000,
    "call = f" + "()" * 100_000,
    "name = x" + ".y" * 200_000,
    "\n".join(f"{' ' * level}if 1:" for level in range(99)) + "\n" + " " * 99 + "pass",
    "".join(f"if x == {number}: pass\nel" for number in range(50_000)) + "se: pass",
    "numbers = -1" + " ** 9" * 1_000,
]


def compute_loss(*arguments):
    for source in SOURCES:
        try:
            exec(compile(source, "<giant>", "exec"), {})
        except Exception:
            pass


def train_parameters_linear_regression(*arguments, **keywords):
    return eval("9" + "**9" * 10)
