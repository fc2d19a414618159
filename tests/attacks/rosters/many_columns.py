# tries: to fill the memory with columns
EXPECT = "read"


def build() -> bytes:
    return b"id,name" + b"," * 200_000 + b"\nhonest,Honest\n"
