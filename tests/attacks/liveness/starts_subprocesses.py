# tries: shells and programs by subprocess, os.system, os.popen and asyncio
# exercise: linear_regression
import asyncio
import os
import subprocess
import sys

SAY = [sys.executable, "-I", "-S", "-c", "import time; print('ESCAPED'); time.sleep(60)"]


def start(how, *arguments, **keywords):
    try:
        return how(*arguments, **keywords)
    except (OSError, RuntimeError, subprocess.SubprocessError, ValueError):
        return None


for options in ({}, {"start_new_session": True}, {"close_fds": False}, {"process_group": 0}):
    if start(subprocess.Popen, SAY, **options):
        print("ESCAPED: a process by subprocess with", options, flush=True)


def compute_loss(*arguments):
    start(os.system, "echo ESCAPED: os.system; sleep 60 &")
    pipe = start(os.popen, "echo ESCAPED: os.popen")
    said = start(pipe.read) if pipe else ""
    print(said or "")


def train_parameters_linear_regression(*arguments, **keywords):
    async def run():
        process = await asyncio.create_subprocess_exec(*SAY)
        print("ESCAPED: a process by asyncio", process.pid, flush=True)

    start(lambda: asyncio.run(run()))
