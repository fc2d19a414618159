# tries: to be taken for a classmate by a second id
EXPECT = "read"


def build() -> bytes:
    return b"id,name,github_username\nhonest,Honest,h\nmallory,M,honest\n"
