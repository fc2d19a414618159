# tries: TCP and UDP by asyncio, whose loop makes sockets of its own
# exercise: linear_regression
import asyncio


async def connect():
    await asyncio.wait_for(asyncio.open_connection("127.0.0.1", int("@TCP@")), 0.5)
    print("ESCAPED: connected by asyncio")


async def send():
    loop = asyncio.get_running_loop()
    to = ("127.0.0.1", int("@UDP@"))
    transport, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=to)
    print("ESCAPED: a UDP socket by asyncio")
    transport.sendto(b"hello")
    await asyncio.sleep(0.1)


def compute_loss(*arguments):
    asyncio.run(connect())


def train_parameters_linear_regression(*arguments, **keywords):
    asyncio.run(send())
