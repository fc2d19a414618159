# tries: to be cut short within a character
EXPECT = "read"


def build() -> bytes:
    return "id,name\nhonest,Honest\nm,M\n".encode("utf-16")[:-1]
