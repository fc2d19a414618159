# tries: to open settings in /proc, /sys and control groups for writing, without writing to them
# exercise: linear_regression
import os

PATHS = [
    "/proc/sys/kernel/core_pattern",
    "/proc/sys/kernel/hostname",
    "/proc/sys/vm/drop_caches",
    "/proc/sys/vm/overcommit_memory",
    "/proc/sys/fs/binfmt_misc/register",
    "/proc/sysrq-trigger",
    "/proc/self/uid_map",
    "/proc/self/gid_map",
    "/proc/self/setgroups",
    "/proc/@PID@/oom_score_adj",
    "/proc/1/oom_score_adj",
    "/proc/@PID@/comm",
    "/sys/fs/cgroup/cgroup.procs",
    "/sys/fs/cgroup/memory.max",
    "/sys/power/state",
    "/sys/kernel/mm/ksm/run",
    "/sys/kernel/uevent_helper",
    "/sys/class/leds",
]
for path in PATHS:
    for flags in (os.O_WRONLY, os.O_RDWR):
        try:
            number = os.open(path, flags)
        except OSError:
            continue
        if "/self/" not in path:
            print(f"ESCAPED: opened {path} for writing")
        os.close(number)
try:
    with open("/proc/self/oom_score_adj", "r+") as file:
        before = int(file.read())
        file.seek(0)
        file.write(str(before - 1))
        file.flush()
    print("ESCAPED: is the last to be ended when memory runs out")
except (OSError, ValueError):
    pass
try:
    os.mkdir("/sys/fs/cgroup/of_a_submission")
    print("ESCAPED: made a control group")
except OSError:
    pass


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
