# tries: to read environment, command line, files and memory of the grader and of all its neighbours
# exercise: linear_regression
import os

FILES = ["environ", "cmdline", "maps", "mem", "status", "stack", "syscall", "auxv", "mountinfo"]
mine = {str(os.getpid()), "self"}
others = {"@PID@", str(os.getppid()), *map(str, range(1, 50))}
try:
    others |= {name for name in os.listdir("/proc") if name.isdigit()}
except OSError:
    pass
for process in sorted(others - mine):
    for name in FILES:
        try:
            with open(f"/proc/{process}/{name}", "rb", 0) as file:
                text = file.read(4096)
        except OSError:
            continue
        if text:
            print(f"ESCAPED: {name} of process {process}: {text!r}")


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
