"""A print agent between a server that may not answer and a printer that may fail; it may be killed at any moment."""

from __future__ import annotations

import random
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.printing.bench import Fatal, Killed, Plain, PrintBench
from tests.service.world import NOW, build
from warehouse_app.domain.errors import Refused
from warehouse_app.printing.agent import Agent, Away, Denied, Ledger, Server
from warehouse_app.printing.queue import Queue
from warehouse_app.printing.raw import RawPrinter
from warehouse_app.service.agent_jobs import agent_departs, agent_says, give, station_printer
from warehouse_app.service.ports.printing import Sent, Spooler
from warehouse_app.store import open_store


@dataclass
class Behind:
    """The server as the agent asks it: `loses` says what befalls the next request, `asked` (never carried out) or
    `answer` (carried out, and nobody hears)."""

    bench: PrintBench
    loses: Callable[[], str] = lambda: ""
    paths: list[str] = field(default_factory=list)

    def ask(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        self.paths.append(path)
        lost = self.loses()
        if lost == "asked":
            raise Away("no answer")
        try:
            said = self._answer(path.split("/")[1:], body)
        except Refused as refused:
            raise Denied(refused.key) from refused
        if lost == "answer":
            raise Away("no answer")
        return said

    def _answer(self, path: list[str], body: Mapping[str, Any]) -> dict[str, Any]:
        store, device, ledger = self.bench.world.store, self.bench.world.first, body["ledger"]
        printer = store.read(lambda views: station_printer(device, body["station"], views))
        if path == ["next"]:
            given = give(printer, ledger, Plain(), store)
            if given is None:
                return {"job": None}
            job = {"id": given.job.id, "token": given.job.token, "body": b64encode(given.body).decode()}
            return {"job": job | {"address": printer.address, "format": "zpl", "recall": given.recall}}
        job_id = int(path[1])
        if path[2] == "depart":
            return {"go": store.write(lambda uow: agent_departs(job_id, printer, ledger, uow))}
        said = body["state"], body["trouble"]
        return {"state": store.write(lambda uow: agent_says(job_id, printer, ledger, *said, uow))}


@dataclass
class Post:
    """The agent at its bench, with its ledger on the disk."""

    bench: PrintBench
    path: Path
    behind: Behind
    kill: str | None = None

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        self.ledger = Ledger(self.path)
        self.agent = Agent(self.behind, self.ledger, "Bench 1", self._way)  # type: ignore[arg-type]

    def turn(self) -> Sent | None:
        """One label; a kill is followed by a start over the same ledger."""
        try:
            return self.agent.turn()
        except Away:
            return None
        except Killed:
            self.kill = None
            self.ledger.close()
            self.start()
            return None

    def _way(self, address: str, form: str) -> Spooler:
        way: Spooler = RawPrinter("127.0.0.1", self.bench.main.port, waits=self.bench.main.waits)
        return Fatal(way, self.kill) if self.kill else way


@pytest.fixture
def post(sqlite_copy: str, tmp_path: Path) -> Iterator[Post]:
    opened = open_store(sqlite_copy, lambda: NOW)
    bench = PrintBench(build(opened))
    opened.write(lambda uow: uow.printing.change_printer(bench.printers[0], agent=1))
    made = Post(bench, tmp_path / "ledger", Behind(bench))
    yield made
    made.ledger.close()
    bench.close()
    opened.close()


def test_the_agent_prints_in_order_and_the_server_prints_nothing_of_it(post: Post) -> None:
    numbers = [post.bench.box() for _ in range(3)]
    assert post.bench.turn() == []
    assert [post.turn() for _ in range(4)] == [Sent("confirmed")] * 3 + [None]
    assert [label[6:15].decode() for label in post.bench.main.printed] == numbers
    assert post.bench.open() == []


def test_a_printer_that_is_not_ready_is_told_of_and_its_label_waits(post: Post) -> None:
    number = post.bench.box()
    post.bench.main.paper_out = True
    assert post.turn() == Sent("queued", "paper_out")
    (printer,) = [one for one in post.bench.world.store.read(lambda v: v.printing.printers(1)) if one.trouble]
    assert (printer.trouble, post.bench.job(number).state) == ("paper_out", "queued")
    post.bench.main.mend()
    post.turn()
    assert (post.bench.out(number), post.bench.job(number).state) == (1, "confirmed")


@pytest.mark.parametrize(("when", "came_out"), [("before", 0), ("after", 1)])
def test_an_agent_killed_while_it_prints_leaves_the_question_to_a_person(post: Post, when: str, came_out: int) -> None:
    number = post.bench.box()
    post.kill = when
    post.turn()
    post.turn()
    assert (post.bench.job(number).state, post.bench.out(number)) == ("unknown", came_out)
    post.bench.answer(number)
    post.turn()
    assert post.bench.out(number) == 1


def test_a_label_whose_beginning_the_server_never_heard_of_is_printed_and_not_asked_after(post: Post) -> None:
    number = post.bench.box()
    lost = iter(["", "answer"])
    post.behind.loses = lambda: next(lost, "")
    assert post.turn() is None
    assert post.turn() == Sent("confirmed")
    assert post.bench.out(number) == 1


def test_an_outcome_that_could_not_be_told_is_told_later_and_nothing_is_printed_again(post: Post) -> None:
    number = post.bench.box()
    lost = iter(["", "", "asked"])
    post.behind.loses = lambda: next(lost, "")
    post.turn()
    assert post.bench.job(number).state == "sent"
    assert post.turn() is None
    assert (post.bench.job(number).state, post.bench.out(number)) == ("confirmed", 1)


def test_an_agent_that_lost_its_ledger_does_not_print_what_the_old_one_had_begun(post: Post) -> None:
    number = post.bench.box()
    post.kill = "after"
    with pytest.raises(Killed):
        post.agent.turn()
    post.ledger.close()
    post.path.unlink()
    post.kill = None
    post.start()
    post.turn()
    assert (post.bench.job(number).state, post.bench.out(number)) == ("unknown", 1)


def test_an_agent_of_another_station_is_refused(post: Post) -> None:
    post.agent._station = "Bench 2"
    with pytest.raises(Denied, match=r"agent\.elsewhere"):
        post.agent.turn()


@pytest.mark.parametrize("seed", range(3))
def test_in_a_storm_no_label_of_an_agent_comes_out_twice_by_itself_and_none_is_lost(post: Post, seed: int) -> None:
    chance, bench = random.Random(seed), post.bench
    post.behind.loses = lambda: chance.choice(["", "", "", "asked", "answer"])
    while len(bench.numbers) < 20:
        match chance.randrange(5):
            case 0 | 1:
                bench.box()
            case 2:
                post.kill = chance.choice(["before", "after"])
            case 3:
                bench.main.resets_after, bench.main.prints_before_reset = chance.randrange(1, 9), chance.random() < 0.5
            case _:
                bench.main.mend()
        post.turn()
        see_to_it(bench)
    post.kill, post.behind.loses = None, lambda: ""
    bench.main.mend()
    for _ in range(100):
        post.turn()
        see_to_it(bench)
    twice = sum(max(bench.out(number) - 1 - bench.denied[number], 0) for number in bench.numbers)
    assert (twice, [number for number in bench.numbers if not bench.out(number)], bench.open()) == (0, [], [])


def see_to_it(bench: PrintBench) -> None:
    for job, label in bench.open():
        if job.state == "unknown":
            bench.answer(str(label.number))


def test_a_queue_of_this_computer_gets_the_bytes_as_they_are_and_only_a_person_knows_what_came_of_them(
    tmp_path: Path,
) -> None:
    queue = Queue("ZEBRA", ("cp", "{file}", f"{tmp_path}/{{queue}}-{{job}}"))
    assert queue.send(b"^XA^XZ", "token", lambda: True) == Sent("unknown", "no_status")
    assert (tmp_path / "ZEBRA-token").read_bytes() == b"^XA^XZ"
    assert queue.send(b"^XA^XZ", "token", lambda: False) == Sent("queued")
    assert Queue("ZEBRA", ("false",)).send(b"", "token", lambda: True) == Sent("unknown", "no_queue")
    assert Queue("ZEBRA", ("sleep", "3"), timeout_s=0.2).send(b"", "t", lambda: True) == Sent("unknown", "hanging")
    assert Queue("ZEBRA", ("/no/such/program",)).send(b"", "t", lambda: True) == Sent("unknown", "no_queue")


def test_a_server_that_is_not_there_is_away_and_an_address_that_is_none_is_said_so() -> None:
    with pytest.raises(Away):
        Server("http://127.0.0.1:9", "token").ask("print-agent/next", {})
    with pytest.raises(ValueError, match="ftp"):
        Server("ftp://floor", "token")
