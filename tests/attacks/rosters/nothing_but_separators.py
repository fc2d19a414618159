# tries: to have no column at all
EXPECT = "refused"


def build() -> bytes:
    return b";" * 1000 + b"\n" * 1000
