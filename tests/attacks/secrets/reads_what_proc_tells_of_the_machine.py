# tries: to find names and paths of others in /proc: mounts, sockets, shared memory, processes
# exercise: linear_regression
import os

TELLS = [
    "/proc/net/unix",
    "/proc/net/tcp",
    "/proc/net/udp",
    "/proc/self/mountinfo",
    "/proc/self/mounts",
    "/proc/self/net/unix",
    "/proc/self/cgroup",
    "/proc/1/cmdline",
    "/proc/sysvipc/shm",
    "/proc/self/task/1/children",
    "/proc/self/maps",
]
WANTED = ["@FOLDER@", "@SOLUTIONS@", "@UNIX@", "@ABSTRACT@", "@GRADEBOOK@"]
WANTED += [f":{int('0@TCP@'):04X} ", f":{int('0@UDP@'):04X} "]
for path in TELLS:
    try:
        with open(path, errors="replace") as file:
            text = file.read()
    except OSError:
        continue
    for wanted in WANTED:
        if wanted in text:
            print(f"ESCAPED: {path} tells of {wanted}")
try:
    others = {name for name in os.listdir("/proc") if name.isdigit()} - {str(os.getpid())}
    if others:
        print(f"ESCAPED: sees other processes: {others}")
except OSError:
    pass


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
