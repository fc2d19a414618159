"""What travels between the machine that grades and a worker of a cluster: JSON, read strictly.

A request has all that is asked of one submission, so a worker needs no exercise of its own. A reply
names the request that it is about by its digest. What it claims to have seen has to fit the
questions, as what a sandbox claims has to.
"""

import hashlib
from collections.abc import Collection, Iterable
from typing import TypeVar

import msgspec
from msgspec import Struct

from grader.exercise.data import Data
from grader.exercise.questions import Question
from grader.observations import (
    LeftOut,
    Observation,
    Returned,
    Sighting,
    Unreadable,
    check_answer,
)
from grader.printable import encodable
from grader.report import Isolation
from grader.sandbox.process import MAX_ANSWER_BYTES, MAX_OUTPUT_BYTES
from grader.sandbox.work import Limits, Proxied, Work


class Replaced(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The functions that proxies replace, and the solution that these ask; see `Proxied`."""

    functions: tuple[str, ...]
    solution: tuple[tuple[str, str], ...]
    calls: int
    seconds: float
    long: tuple[str, ...] = ()


class Request(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is asked of one submission; see `Work`."""

    sources: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    limits: Limits
    seed: int = 0
    module: str = "submission"
    pictures: tuple[Question, ...] = ()
    probes: tuple[Question, ...] = ()
    data: Data = ()
    replaced: Replaced | None = None
    is_more: bool = False

    def work(self) -> Work:
        """The work as a sandbox does it."""
        replaced = self.replaced
        proxied = None
        if replaced is not None:
            proxied = Proxied(
                replaced.functions,
                replaced.solution,
                replaced.calls,
                replaced.seconds,
                frozenset(replaced.long),
            )
        return Work(
            self.sources,
            self.questions,
            self.limits,
            self.seed,
            module=self.module,
            pictures=self.pictures,
            probes=self.probes,
            proxied=proxied,
            data=self.data,
            is_more=self.is_more,
        )


class Seen(Struct, frozen=True, forbid_unknown_fields=True, tag="seen"):
    """What the submission showed, in a sandbox of this level, at a worker with this address."""

    request: str
    isolation: Isolation
    sighting: Sighting
    worker: str = ""


class Lost(Struct, frozen=True, forbid_unknown_fields=True, tag="lost"):
    """Why the submission was not asked: nothing that it did."""

    request: str
    reason: str


Reply = Seen | Lost
_T = TypeVar("_T")
_REQUEST = msgspec.json.Decoder(Request)
_REPLY: msgspec.json.Decoder[Reply] = msgspec.json.Decoder(Reply)


def request_for(work: Work) -> bytes:
    """The request for some work, without its callbacks: `then` is not asked there."""
    proxied = work.proxied
    replaced = None
    if proxied is not None:
        replaced = Replaced(
            proxied.functions,
            _encodable(proxied.solution),
            proxied.calls,
            proxied.seconds,
            tuple(sorted(proxied.long)),
        )
    request = Request(
        _encodable(work.sources),
        tuple(work.questions),
        work.limits,
        work.seed,
        work.module,
        tuple(work.pictures),
        tuple(work.probes),
        work.data,
        replaced,
        work.is_more,
    )
    return msgspec.json.encode(request)


def read_request(message: bytes) -> Request:
    """The request in a message. Raises Unreadable."""
    return _decoded(_REQUEST, message)


def encoded(reply: Reply) -> bytes:
    """A reply as it travels."""
    return msgspec.json.encode(reply)


def digest_of(request: bytes) -> str:
    """By what a reply names a request."""
    return hashlib.sha256(request).hexdigest()


def read_reply(message: object, request: bytes, work: Work) -> Reply:
    """The reply to a request for some work. Raises Unreadable for any other message."""
    if not isinstance(message, bytes):
        raise Unreadable("the reply is not bytes")
    # twice what a sandbox lets through, as some numbers take more room here
    answers = 1 + len(work.questions) + len(work.pictures) + len(work.probes)
    if len(message) > 2 * MAX_ANSWER_BYTES * answers:
        raise Unreadable("the reply is too long")
    reply = _decoded(_REPLY, message)
    if reply.request != digest_of(request):
        raise Unreadable("the reply is about another submission")
    if isinstance(reply, Seen):
        _check(reply.sighting, work)
    return reply


def _check(sighting: Sighting, work: Work) -> None:
    """That it has an answer to every question, and others only to what was asked."""
    if len(sighting.observations) != len(work.questions):
        raise Unreadable("there is not one observation for each question")
    if len(sighting.printed) > MAX_OUTPUT_BYTES:
        raise Unreadable("too much was printed")
    for question, seen in zip(work.questions, sighting.observations, strict=True):
        _check_answer(question, seen)
    if sighting.again:
        raise Unreadable("there are answers to what was not asked")
    for questions, answers in (
        (work.pictures, sighting.pictured),
        (work.probes, sighting.probed),
    ):
        asked = {one.digest: one for one in questions}
        for digest, seen in answers.items():
            if digest not in asked:
                raise Unreadable("there are answers to what was not asked")
            _check_answer(asked[digest], seen)


def _check_answer(question: Question, seen: Observation) -> None:
    if isinstance(seen, LeftOut):
        raise Unreadable("a question was left out")
    if isinstance(seen, Returned):
        check_answer(seen, len(question.looks), question.times)


def _encodable(sources: Iterable[Collection[str]]) -> tuple[tuple[str, str], ...]:
    """The sources without the halves of characters that UTF-8 has no bytes for."""
    return tuple((encodable(name), encodable(text)) for name, text in sources)


def _decoded(decoder: msgspec.json.Decoder[_T], message: bytes) -> _T:
    try:
        return decoder.decode(message)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(str(error)) from error
