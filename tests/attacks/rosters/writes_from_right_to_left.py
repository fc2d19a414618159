# tries: to be read as another name
EXPECT = "read"


def build() -> bytes:
    return "id,name\nhonest,Honest\nmallory,\u202etsenoH\u2066\n".encode()
