# tries: to add a row of one's own
EXPECT = "read"


def build() -> bytes:
    return b'id,name\nhonest,Honest\nmallory,"M\nhonest,Mallory"\n'
