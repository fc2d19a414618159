# tries: to leave a note for the next submission in the kernel's keyrings
# exercise: linear_regression
import ctypes
import os
import platform

ARM = platform.machine() == "aarch64"
ADD_KEY, REQUEST_KEY, KEYCTL = (217, 218, 219) if ARM else (248, 249, 250)
SEARCH, READ, JOIN_SESSION, PERSISTENT = 10, 11, 1, 22
call = ctypes.CDLL(None, use_errno=True).syscall
NAME, NOTE = b"note_of_a_submission", b"20 of 20 points"
RINGS = {"thread": -1, "process": -2, "session": -3, "user": -4, "user session": -5}

for name, ring in RINGS.items():
    found = call(KEYCTL, SEARCH, ring, b"user", NAME, 0)
    if found >= 0:
        text = ctypes.create_string_buffer(100)
        call(KEYCTL, READ, found, text, 100)
        print(f"ESCAPED: found {text.value!r} in the {name} keyring", flush=True)
if call(REQUEST_KEY, b"user", NAME, None, 0) >= 0:
    print("ESCAPED: the kernel gave it a key", flush=True)
call(KEYCTL, JOIN_SESSION, b"sessions_of_submissions")
call(KEYCTL, PERSISTENT, -1, -4)
for ring in RINGS.values():
    call(ADD_KEY, b"user", NAME, NOTE, len(NOTE), ring)


def compute_loss(*arguments):
    os._exit(1)


def train_parameters_linear_regression(*arguments, **keywords):
    return None
