# tries: to read and to raise points in the gradebook, through sqlite3 and its own opening of files
# exercise: linear_regression
import os
import sqlite3

WAYS = [
    ("@GRADEBOOK@", False),
    ("file:@GRADEBOOK@?mode=ro", True),
    ("file:@GRADEBOOK@?mode=rw&nolock=1", True),
    ("file:@GRADEBOOK@?immutable=1", True),
    ("file:/proc/self/root@GRADEBOOK@?mode=rw&vfs=unix-none", True),
]
for name, uri in WAYS:
    try:
        book = sqlite3.connect(name, uri=uri, timeout=0.1)
        tables = book.execute("select sql from sqlite_master").fetchall()
        if tables:
            print("ESCAPED:", tables)
    except (sqlite3.Error, OSError):
        pass
memory = sqlite3.connect(":memory:", timeout=0.1)
for statement in (
    "attach '@GRADEBOOK@' as book",
    "vacuum into '@FOLDER@/copy.sqlite'",
    "select load_extension('/tmp/preloaded.so')",
    "pragma temp_store_directory = '@FOLDER@'",
):
    try:
        if "attach" in statement and not os.path.exists("@GRADEBOOK@"):
            continue
        memory.execute(statement).fetchall()
        print(f"ESCAPED: {statement}") if "pragma" not in statement else None
    except sqlite3.Error:
        pass
for suffix in ("-wal", "-shm", "-journal"):
    try:
        with open("@GRADEBOOK@" + suffix, "xb"):
            print(f"ESCAPED: made @GRADEBOOK@{suffix}")
    except OSError:
        pass


def compute_loss(*arguments):
    return None


def train_parameters_linear_regression(*arguments, **keywords):
    return None
