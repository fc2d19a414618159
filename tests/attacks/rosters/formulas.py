# tries: to be executed by a spreadsheet
EXPECT = "read"


def build() -> bytes:
    return b"id,name\nhonest,Honest\nmallory,=HYPERLINK(1)\n+1+1,@SUM(1)\n"
