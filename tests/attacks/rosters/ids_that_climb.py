# tries: to have a page written elsewhere
EXPECT = "read"


def build() -> bytes:
    return b"id,name\nhonest,Honest\n../../etc/passwd,M\n..,N\n/,O\nCON,P\n"
