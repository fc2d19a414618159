# tries: to fill the memory
EXPECT = "refused"


def build() -> bytes:
    return b"id,name\nhonest,Honest\n" + b"m,M\n" * (3 << 20)
