# tries: to be taken for a classmate by the same name
EXPECT = "read"


def build() -> bytes:
    return b"id,name\nhonest,Honest\nmallory,Honest\n"
