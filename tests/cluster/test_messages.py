"""What travels to a worker of a cluster and back, and what is refused on the way."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.checks import Look
from grader.cluster.messages import (
    Lost,
    Seen,
    digest_of,
    encoded,
    read_reply,
    read_request,
    request_for,
)
from grader.exercise.loading import Exercise
from grader.exercise.questions import Question, ask
from grader.observations import (
    Again,
    Crashed,
    LeftOut,
    Number,
    Observation,
    Raised,
    Returned,
    Sighting,
    Unreadable,
)
from grader.pictures import plan
from grader.sandbox.work import Limits, Proxied, Work

ASKED = Question("double", (("plain", 2),), {}, (Look("returned"),))
PROBE = Question("double", (("plain", 5),), {}, (Look("returned"),))
PICTURED = Question("double", (("plain", 3),), {}, (Look("returned"),))
LIMITS = Limits(5.0, 1.0, 1 << 30)
WORK = Work(
    [("submit.py", "def double(x): ...")], [ASKED], LIMITS, pictures=[PICTURED], probes=[PROBE]
)
FOUR = Returned(((Number(4.0, "int"),),))
RIGHT = Sighting([FOUR], pictured={PICTURED.digest: FOUR}, probed={PROBE.digest: FOUR})


def reply(sighting: Sighting, request: bytes | None = None) -> bytes:
    return encoded(Seen(digest_of(request or request_for(WORK)), "full", sighting))


def test_every_question_arrives_as_it_was_asked(exercise: Exercise) -> None:
    illustrated = exercise.illustrated()
    questions = [one for check in exercise.checks for one in ask(check, 3)]
    assert exercise.solution is not None
    work = Work(
        exercise.solution.sources,
        questions,
        LIMITS,
        seed=2**48 - 1,
        module="__main__",
        pictures=plan.questions(illustrated.figures),
        probes=questions[:2],
        proxied=Proxied(("f",), exercise.solution.sources, long={questions[0].digest}),
    )
    arrived = read_request(request_for(work)).work()
    assert [one.digest for one in arrived.questions] == [one.digest for one in questions]
    assert [one.digest for one in arrived.pictures] == [one.digest for one in work.pictures]
    assert [one.digest for one in arrived.probes] == [one.digest for one in questions[:2]]
    assert [one.is_long for one in arrived.questions] == [one.is_long for one in questions]
    assert (arrived.seed, arrived.module, arrived.limits) == (work.seed, work.module, work.limits)
    assert arrived.proxied is not None
    assert arrived.proxied.long == {questions[0].digest}
    assert [tuple(one) for one in arrived.proxied.solution] == list(exercise.solution.sources)


def test_half_characters_do_not_stop_a_request() -> None:
    work = replace(WORK, sources=[("submit\udcff.py", "x = '\ud800'")])
    assert read_request(request_for(work)).sources == (("submit�.py", "x = '�'"),)


def test_a_reply_that_fits_is_read() -> None:
    request = request_for(WORK)
    read = read_reply(reply(RIGHT), request, WORK)
    assert isinstance(read, Seen)
    assert read.sighting == RIGHT
    lost = encoded(Lost(digest_of(request), "no process started"))
    assert read_reply(lost, request, WORK) == Lost(digest_of(request), "no process started")


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(reply(RIGHT, b"another"), id="about another submission"),
        pytest.param(reply(Sighting([])), id="no answer"),
        pytest.param(reply(Sighting([FOUR, FOUR])), id="too many answers"),
        pytest.param(reply(Sighting([Returned(())])), id="not as often as asked"),
        pytest.param(reply(Sighting([Returned(((),))])), id="not everywhere that was asked"),
        pytest.param(reply(Sighting([FOUR], pictured={"0" * 16: FOUR})), id="another picture"),
        pytest.param(reply(Sighting([FOUR], probed={ASKED.digest: FOUR})), id="another probe"),
        pytest.param(
            reply(Sighting([FOUR], probed={PROBE.digest: Returned(((),))})), id="half a probe"
        ),
        pytest.param(
            reply(Sighting([FOUR], again={"double": Again((), {}, {})})), id="a second asking"
        ),
        pytest.param(reply(Sighting([LeftOut()])), id="a question left out"),
        pytest.param(reply(Sighting([FOUR], printed="x" * 70_000)), id="too much output"),
        pytest.param(reply(RIGHT).replace(b'"full"', b'"perfect"'), id="another level"),
        pytest.param(reply(RIGHT)[:-1] + b',"score":20}', id="a score"),
        pytest.param(reply(RIGHT).replace(b'"returned"', b'"passed"'), id="a verdict"),
        pytest.param("text", id="no bytes"),
        pytest.param(None, id="nothing"),
    ],
)
def test_a_reply_that_does_not_fit_is_refused(message: object) -> None:
    with pytest.raises(Unreadable):
        read_reply(message, request_for(WORK), WORK)


@given(st.binary(max_size=200))
def test_no_bytes_but_a_reply_are_read(message: bytes) -> None:
    with pytest.raises(Unreadable):
        read_reply(message, request_for(WORK), WORK)
    with pytest.raises(Unreadable):
        read_request(message)


@given(st.data())
def test_a_damaged_reply_is_refused_or_about_the_same_questions(data: st.DataObject) -> None:
    raised: Observation = Raised("ValueError", "no")
    message = bytearray(reply(Sighting([raised])))
    place = data.draw(st.integers(0, len(message) - 1))
    message[place] = data.draw(st.integers(0, 255))
    try:
        read = read_reply(bytes(message), request_for(WORK), WORK)
    except Unreadable:
        return
    assert isinstance(read, Seen)
    assert len(read.sighting.observations) == 1


def test_what_a_sandbox_lost_arrives_too() -> None:
    crashed = Sighting([Crashed(0, 9)])
    read = read_reply(reply(crashed), request_for(WORK), WORK)
    assert isinstance(read, Seen)
    assert read.sighting.observations == [Crashed(0, 9)]


def test_data_files_travel_with_the_request() -> None:
    work = replace(WORK, data=(("nights.csv", b"1,2\n\xff\x00"),))
    assert read_request(request_for(work)).work().data == work.data
