"""Ask a submission questions, in a process of its own and within limits."""

import contextlib
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

import msgspec

from grader.errors import WorkerUnavailable
from grader.observations import (
    Answer,
    At,
    Crashed,
    LeftOut,
    Loaded,
    Missing,
    Note,
    Observation,
    OutOfMemory,
    Raised,
    Returned,
    Running,
    Sighting,
    Stopped,
    Stuck,
    TimedOut,
    Unreadable,
    read_answer,
    read_progress,
)
from grader.sandbox.process import Ended, TookTooLong, Worker
from grader.sandbox.proxied import Proxying
from grader.sandbox.work import Limits, Proxied, Sources, Watch, Work
from grader.sandbox.workers import Workers

__all__ = ["Limits", "Proxied", "Sources", "Watch", "Work", "observe"]

MAX_STATEMENTS_SKIPPED = 3
TIMEOUTS_BEFORE_GIVING_UP = 2
AHEAD, AHEAD_BYTES = 16, 32 << 10  # questions that wait in the worker's socket

NoteOrRaised = TypeVar("NoteOrRaised", bound=Note)


def observe(workers: Workers, work: Work) -> Sighting:
    """Load the sources in a fresh worker and ask every question.

    After a crash or a timeout the remaining questions go to another fresh worker; those about the
    function that timed out come last. A top-level statement that never ends is skipped on the next
    try. Raises WorkerUnavailable when no worker starts.
    """
    with _proxying(workers, work) as proxying:
        return _Observer(workers, work, proxying).run()


@contextlib.contextmanager
def _proxying(workers: Workers, work: Work) -> Iterator[Proxying | None]:
    """What answers the calls of proxies, if the work has any."""
    if work.proxied is None:
        yield None
        return
    memory_bytes = work.limits.memory_bytes
    with contextlib.closing(
        Proxying(workers, work.proxied, memory_bytes, work.seed, work.data)
    ) as proxying:
        yield proxying


class _Observer:
    def __init__(self, workers: Workers, work: Work, proxying: Proxying | None = None) -> None:
        self.workers = workers
        self.work = work
        self.limits = work.limits
        self.proxying = proxying
        self.message = work.as_message()
        self.lines = {name: text.count("\n") + 1 for name, text in work.sources}
        self.left = deque(range(len(work.questions)))
        self.sent: deque[int] = deque()  # the sizes of questions that have no answer yet
        self.answers: dict[int, Observation] = {}
        self.loaded = False
        self.running: Running | None = None
        self.checked: float | None = None
        self.timeouts: Counter[str] = Counter()
        self.sighting = Sighting()

    def run(self) -> Sighting:
        worker = self.workers.worker(self.limits.memory_bytes, self.work.data)
        self._begin()
        self._converse(worker)
        while self.left:
            self._converse(self.workers.worker(self.limits.memory_bytes, self.work.data))
        if self.checked is None:  # the last worker was lost, or no pictures were asked for
            self._note_time()
            if self.loaded:
                self._ask_another_for_pictures()
        self.sighting.observations = self._in_order()
        return self.sighting

    def more_from(
        self, worker: Worker, found: dict[str, Observation], stuck: tuple[Stuck, ...]
    ) -> None:
        """Ask a worker that has done other work, and put the answers into `found`, by digest.

        It skips the statements that were `stuck` before. Raises as the worker does.
        """
        self._begin()
        self.sighting.stuck = stuck
        try:
            self._ask_all(worker)
        except TookTooLong:
            if self.loaded and not self.proxying:  # nobody has to wait for it a second time
                self._record(self.left[0], TimedOut(round(self._check_seconds(), 3)))
            raise
        finally:
            found |= {self.work.questions[n].digest: one for n, one in self.answers.items()}

    def _begin(self) -> None:
        self.started = time.monotonic()
        proxied = self.work.proxied
        seconds = proxied.seconds if proxied else self.limits.submission_seconds
        self.deadline = self.started + seconds

    def _in_order(self) -> list[Observation]:
        return [self.answers[n] for n in sorted(self.answers)]

    def _converse(self, worker: Worker) -> None:
        """Load the submission and ask the questions left, until done or the worker is lost."""
        lost: Observation | None = None
        self.loading = True
        try:
            self._ask_all(worker)
            if self.sent:  # enough was seen, and nobody waits for these answers
                return
            self._note_end(worker)
            self._ask_for_pictures(worker)
            self._ask_probes(worker)
            self._go_on(worker)
        except TookTooLong:
            lost = TimedOut(round(self._check_seconds(), 3))
        except Unreadable:
            lost = Crashed(unreadable=True)
        except Ended:
            lost = Crashed()
        finally:
            death = worker.close()
            if self.checked is None:
                self._keep_output(worker)
        if lost == Crashed():
            lost = Crashed(death.exit_code, death.signal)
        if self.loading:
            self._stuck(lost or Crashed(unreadable=True))
        elif lost is not None and self.left:
            self._lose(lost)

    def _ask_all(self, worker: Worker) -> None:
        """Load the submission and ask the questions left."""
        self.sent.clear()
        loaded = self._load(worker)
        self.loading = False
        self.loaded = True
        if self.proxying:
            self.proxying.meet()
        self.sighting.notes = tuple(map(self._placed, loaded.notes))
        self.sighting.functions = loaded.functions
        while self.left:
            if self._leaves_out(self.left[0]):
                worker.send({"left_out": 1}, self._soon())
                self._record(self.left.popleft(), LeftOut())
            else:
                self._ask(worker)

    def _load(self, worker: Worker) -> Loaded:
        skip = [stuck.at.at for stuck in self.sighting.stuck]
        self.at: At | None = None
        deadline = self._soon()
        worker.send({**self.message, "skip": skip}, deadline)
        while True:
            progress = read_progress(worker.receive(deadline))
            if isinstance(progress, Loaded):
                return progress
            self._advance(progress)
            deadline = self._soon()

    def _advance(self, progress: At) -> None:
        if self.at is not None and progress.at <= self.at.at:
            raise Unreadable("the statements do not come in order")
        if progress.file not in self.lines:
            raise Unreadable("there is no such file")
        self.at = progress

    def _leaves_out(self, number: int) -> bool:
        """Whether to leave out this question, now that those before have answers.

        Not where statements were skipped: another process would wait for them again.
        """
        if number not in self.work.may_leave_out or self.sighting.stuck:
            return False
        before = [self.answers[n] for n in range(number) if n in self.answers]
        return len(before) == number and self.work.leaves_out(number, before)

    def _ask(self, worker: Worker) -> None:
        question = self.work.questions[self.left[0]]
        deadline = self._soon()
        self.running = None
        if self.proxying:
            self.proxying.begin(question)
        self._send_ahead(worker, deadline)
        if self.proxying:
            message = self.proxying.receive(worker, deadline)
        else:
            message = worker.receive_answer(deadline, partial(self._run_on, question.function))
        answer = read_answer(message, len(question.looks), question.times)
        is_stopped = self.proxying and self.proxying.stopped
        self.sent.popleft()
        self._record(self.left.popleft(), Stopped() if is_stopped else self._classified(answer))

    def _send_ahead(self, worker: Worker, deadline: float) -> None:
        """Send the next question, and a few more: then the submission never waits for us.

        Not where it talks with us in between, nor what may be left out, nor more than the socket
        has room for: if we waited to send and it waited to answer, that would be the end.
        """
        most = 1 if self.proxying else AHEAD
        while len(self.sent) < min(most, len(self.left)):
            number = self.left[len(self.sent)]
            body = self.work.questions[number].as_json
            too_many = sum(self.sent) + len(body) > AHEAD_BYTES
            if self.sent and (too_many or number in self.work.may_leave_out):
                break
            try:
                worker.pass_on(body, deadline)
            except Ended:
                if not self.sent:
                    raise
                break  # it may have answered what it got, which is read first
            self.sent.append(len(body))

    def _run_on(self, function: str, running: Running) -> None:
        """Note where a call is that takes a while; the place is what the worker claims."""
        if self._is_there(running.file, running.line):
            callers = tuple(one for one in running.callers if self._is_there(*one))
            self.running = running = msgspec.structs.replace(running, callers=callers)
            self.work.running(function, running)

    def _note_end(self, worker: Worker) -> None:
        """Note time and output: nothing that comes later counts as the submission's."""
        if self.checked is None:
            worker.catch_up()
            self._keep_output(worker)
            self._note_time()

    def _note_time(self) -> None:
        self.checked = time.monotonic()
        self.sighting.seconds = self.checked - self.started

    def _go_on(self, worker: Worker) -> None:
        """Let what comes after the questions ask this process, as far as that goes."""
        self.sighting.observations = self._in_order()
        # it takes no time from others while it is judged
        with contextlib.suppress(TookTooLong, Unreadable, Ended), worker.resting():
            self.work.then(self.sighting, partial(self._ask_more, worker))

    def _ask_more(self, worker: Worker, work: Work, found: dict[str, Observation]) -> None:
        """What the work asks, but for functions that took too long: then it raises TookTooLong."""
        asked = [one for one in work.questions if one.function not in self.timeouts]
        if asked:
            with worker.working(), _proxying(self.workers, work) as proxying:
                observer = _Observer(self.workers, replace(work, questions=asked), proxying)
                observer.more_from(worker, found, self.sighting.stuck)
            if work.probes:
                self._ask_more(worker, work.of_probes(), found)
        if len(asked) < len(work.questions):
            raise TookTooLong

    def _ask_probes(self, worker: Worker) -> None:
        """Let this process answer the probes, as far as that goes."""
        if self.work.probes:
            with contextlib.suppress(TookTooLong, Unreadable, Ended):
                self._ask_more(worker, self.work.of_probes(), self.sighting.probed)

    def _ask_for_pictures(self, worker: Worker) -> None:
        """Ask the questions of pictures; they change nothing that was seen or printed before."""
        deadline = self._soon()
        with contextlib.suppress(TookTooLong, Unreadable, Ended):
            for question in self.work.pictures:
                if question.function not in self.timeouts:
                    worker.pass_on(question.as_json, deadline)
                    message = worker.receive_answer(deadline)
                    answer = read_answer(message, len(question.looks), question.times)
                    if isinstance(answer, Returned):
                        self.sighting.pictured[question.digest] = answer

    def _ask_another_for_pictures(self) -> None:
        """Ask a fresh worker, in the time that is left; if it is lost too, there are none."""
        if not self.work.pictures or time.monotonic() >= self.deadline:
            return
        with contextlib.suppress(WorkerUnavailable, TookTooLong, Unreadable, Ended):
            worker = self.workers.worker(self.limits.memory_bytes, self.work.data)
            try:
                self._load(worker)
                self._ask_for_pictures(worker)
            finally:
                worker.close()

    def _record(self, number: int, observation: Observation) -> None:
        self.answers[number] = observation
        if not self.work.watch(number, observation):
            self.left.clear()

    def _classified(self, answer: Answer) -> Observation:
        if isinstance(answer, Missing):
            # a file that Python cannot read defines nothing
            unread = next((note for note in self.sighting.notes if note.syntax), None)
            return answer if unread is None else Raised(**msgspec.structs.asdict(unread))
        if isinstance(answer, Raised) and (
            answer.error == "MemoryError" or "can't allocate memory" in answer.message
        ):
            return OutOfMemory()
        return self._placed(answer) if isinstance(answer, Raised) else answer

    def _placed(self, note: NoteOrRaised) -> NoteOrRaised:
        """The note, without its place if there is no such place in the submission."""
        if note.file is not None and self._is_there(note.file, note.line or 0):
            return note
        return msgspec.structs.replace(note, file=None, line=None, column=None)

    def _is_there(self, file: str, line: int) -> bool:
        return 0 < line <= self.lines.get(file, 0)

    def _lose(self, lost: Observation) -> None:
        """Record what became of the open question, and put the questions left in order."""
        number = self.left.popleft()
        if self.proxying and self.proxying.stopped and isinstance(lost, TimedOut):
            lost = Stopped()
        if isinstance(lost, TimedOut) and self.running:
            at = self.running
            lost = msgspec.structs.replace(lost, file=at.file, line=at.line, callers=at.callers)
        self._record(number, lost)
        if not isinstance(lost, TimedOut):
            return
        function = self.work.questions[number].function
        self.timeouts[function] += 1
        same = [n for n in self.left if self.work.questions[n].function == function]
        self.left = deque(n for n in self.left if n not in same)
        if self.timeouts[function] < TIMEOUTS_BEFORE_GIVING_UP:
            self.left.extend(same)
        else:
            self._give_up(same, TimedOut(lost.seconds, tried=False))
        if time.monotonic() >= self.deadline:
            self._give_up(list(self.left), TimedOut(lost.seconds, tried=False))
            self.left.clear()

    def _stuck(self, why: Observation) -> None:
        """Skip the statement that was running on the next try, or give up."""
        in_time = time.monotonic() < self.deadline
        # when time is up, a statement that ended on an earlier try is not to blame
        if self.at is not None and (in_time or not self.loaded):
            self.sighting.stuck += (Stuck(self.at, why),)
        if self.at is None or not in_time or len(self.sighting.stuck) > MAX_STATEMENTS_SKIPPED:
            if isinstance(why, TimedOut):
                why = TimedOut(why.seconds, tried=False)
            self._give_up(list(self.left), why)
            self.left.clear()

    def _give_up(self, numbers: Sequence[int], why: Observation) -> None:
        for number in numbers:
            self._record(number, why)

    def _check_seconds(self) -> float:
        return min(self.limits.check_seconds, self.limits.submission_seconds)

    def _soon(self) -> float:
        waited = self.proxying.waited if self.proxying else 0.0
        return min(time.monotonic() + self.limits.check_seconds, self.deadline + waited)

    def _keep_output(self, worker: Worker) -> None:
        if not self.sighting.printed and not self.proxying:
            self.sighting.printed = worker.printed.decode("utf-8", "replace")
            self.sighting.printed_too_much = worker.printed_too_much
