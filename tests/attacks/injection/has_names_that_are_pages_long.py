# tries: functions, parameters and types with very long and odd names
# exercise: linear_regression
LONG = "a_very_long_name_" * 5_000
ODD = "compute_loss \x1b[31m\u202e\r\n" * 100


def compute_loss(*arguments):
    raise type(LONG + ODD, (Exception,), {})


exec(f"def train_parameters_linear_regression({LONG}, *, {LONG}b, other={ODD!r}): pass")
for number in range(60):
    globals()[f"compute_los{number}" + LONG[:400]] = lambda: None
globals()[LONG] = lambda: None
