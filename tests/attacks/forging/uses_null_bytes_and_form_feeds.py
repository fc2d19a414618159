# tries: to cut texts short and to hide lines, with null bytes, form feeds and other line ends
# exercise: linear_regression
import sys

OTHER_ENDS = "\x0b \x0c \x1c \x1d \x1e \x85 \u2028 \u2029"
globals()["compute_loss\x00passed"] = lambda: 20.0
globals()["\x0c"] = lambda: 20.0
globals()["20 of 20 points\n✓ all"] = print
globals()["\ud800"] = print
sys.modules["grader\x00"] = sys
for text in ("x = 1\x00passed", "\x0c\x0c  x = 1", f"# {OTHER_ENDS}print('passed')", "\ufeffx = 1"):
    try:
        exec(compile(text, "submission.py\x00solution.py", "exec"))
    except (SyntaxError, ValueError, TypeError):
        pass


def compute_loss(*arguments):
    return "passed\x00" + OTHER_ENDS


def train_parameters_linear_regression(*arguments, **keywords):
    raise ValueError(f"\x00passed{OTHER_ENDS}20 of 20 points")
