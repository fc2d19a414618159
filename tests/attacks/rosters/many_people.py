# tries: to list more people than there are
EXPECT = "read"


def build() -> bytes:
    return b"id,name\nhonest,Honest\n" + b"".join(b"m%d,M\n" % n for n in range(50_100))
