# tries: to fill the memory with one cell
EXPECT = "refused"


def build() -> bytes:
    return b"id,name\nhonest,Honest\nmallory," + b"M" * (4 << 20) + b"\n"
