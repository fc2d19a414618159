# tries: to be no text in any encoding
EXPECT = "read"


def build() -> bytes:
    return b"id,name\nhonest,Honest\n" + bytes(range(128, 256)) + b",M\n"
