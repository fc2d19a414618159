# tries: other programs by posix_spawn, spawn and exec
# exercise: linear_regression
import os
import sys

SAY = "import os, time; os.write(1, b'ESCAPED: a program of its own\\n'); time.sleep(60)"
PROGRAMS = [
    [sys.executable, "-I", "-S", "-c", SAY],
    ["/proc/self/exe", "-I", "-S", "-c", SAY],
    ["/bin/sh", "-c", "echo ESCAPED: a shell; sleep 60"],
    ["/lib64/ld-linux-x86-64.so.2", "--version"],
    ["/lib/ld-linux-aarch64.so.1", "--version"],
]


def compute_loss(*arguments):
    for program in PROGRAMS:
        for spawn in (os.posix_spawn, os.posix_spawnp):
            try:
                print("ESCAPED: a process by posix_spawn", spawn(program[0], program, os.environ))
            except OSError:
                pass
        try:
            pid = os.spawnv(os.P_NOWAIT, program[0], program)
            print("ESCAPED: a process by spawnv", pid, flush=True)
        except OSError:
            pass


def train_parameters_linear_regression(*arguments, **keywords):
    for program in PROGRAMS:
        try:
            os.execv(program[0], program)
        except OSError:
            pass
