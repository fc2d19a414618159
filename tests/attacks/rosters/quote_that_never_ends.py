# tries: to make one cell of everything that follows
EXPECT = "read"


def build() -> bytes:
    return b'id,name\nhonest,Honest\nmallory,"M\n' + b"x,y\n" * 10_000
