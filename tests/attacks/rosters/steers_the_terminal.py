# tries: to steer the terminal with a name
EXPECT = "read"


def build() -> bytes:
    return "id,name\nhonest,Honest\nmallory,\x1b[2J\x1b]0;x\x07\n\x1b[31m,M\n".encode()
