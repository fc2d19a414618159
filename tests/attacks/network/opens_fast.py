# tries: data in the first packet: TCP fast open by sendto, sendmsg and an option
# exercise: linear_regression
import socket

TO = ("127.0.0.1", int("@TCP@"))
FASTOPEN_CONNECT = 30


def compute_loss(*arguments):
    for send in (
        lambda sender: sender.sendto(b"hello", socket.MSG_FASTOPEN, TO),
        lambda sender: sender.sendmsg([b"hello"], [], socket.MSG_FASTOPEN, TO),
    ):
        try:
            with socket.socket() as sender:
                send(sender)
                print("ESCAPED: sent by TCP without connecting")
        except OSError:
            pass


def train_parameters_linear_regression(*arguments, **keywords):
    with socket.socket() as sender:
        sender.setsockopt(socket.IPPROTO_TCP, FASTOPEN_CONNECT, 1)
        sender.connect(TO)
        sender.send(b"hello")
        print("ESCAPED: connected by TCP fast open")
