# tries: the standard library's clients: mail, files, logs, managers
# exercise: linear_regression
import ftplib
import imaplib
import logging
import logging.handlers
import smtplib
import threading
import xmlrpc.client
from multiprocessing.managers import BaseManager

HOST, PORT = "127.0.0.1", int("@TCP@")
CLIENTS = [
    lambda: ftplib.FTP().connect(HOST, PORT, timeout=0.5),
    lambda: smtplib.SMTP(HOST, PORT, timeout=0.5),
    lambda: imaplib.IMAP4(HOST, PORT, timeout=0.5),
    lambda: logging.handlers.SocketHandler(HOST, PORT).createSocket(),
    lambda: xmlrpc.client.ServerProxy(f"http://{HOST}:{PORT}").hello(),
    lambda: BaseManager((HOST, PORT), authkey=b"x").connect(),
    lambda: logging.handlers.SysLogHandler((HOST, int("@UDP@"))).emit(logging.makeLogRecord({})),
    lambda: logging.handlers.SysLogHandler("@UNIX@", socktype=None),
]


def attempt(client):
    try:
        client()
    except Exception:
        pass


# whether anything arrived is for the listeners to tell; each client has a thread, as some wait
def compute_loss(*arguments):
    threads = [threading.Thread(target=attempt, args=(one,), daemon=True) for one in CLIENTS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(0.1)


def train_parameters_linear_regression(
    list_number_tasks, list_number_questions, learning_rate=0.02, number_training_steps=200
):
    return None
