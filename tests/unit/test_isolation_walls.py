# SPDX-License-Identifier: GPL-3.0-or-later
"""The worker has nothing to lose, and whatever it does costs one file."""

import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.helpers import drawn_files as drawn
from tests.helpers.drawn_files import MemorySource

from evidence_vault import errors
from evidence_vault.isolation import answers
from evidence_vault.isolation.frames import PipeBroken
from evidence_vault.isolation.limits import TEXT_LIMITS, WorkerLimits
from evidence_vault.isolation.record_stream import read_records
from evidence_vault.isolation.worker_client import WorkerProcess
from evidence_vault.message_columns import one_by_one
from evidence_vault.progress import Cancelled, Silent
from evidence_vault.records import Member, Message, ReadingRecord

FILE = MemorySource("file.bin", b"abc")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the system has no such limits")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the kernel filter is Linux's")


@pytest.fixture(scope="module")
def worker() -> Iterator[WorkerProcess]:
    with WorkerProcess(probes=True) as process:
        yield process


@pytest.fixture
def hasty_worker() -> Iterator[WorkerProcess]:
    with WorkerProcess(probes=True, limits=WorkerLimits(seconds=2.0)) as process:
        yield process


def process_of(worker: WorkerProcess) -> object:
    return worker.probe("look", FILE)["process"]


def test_its_environment_is_empty_and_it_holds_only_the_pipes(
    worker: WorkerProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_OF_THE_PARENT", "1")
    with Path(__file__).open("rb"), WorkerProcess(probes=True) as fresh:
        seen = fresh.probe("look", FILE)
    assert set(seen["environment"]) <= {"SYSTEMROOT"}  # type: ignore[arg-type]
    if sys.platform == "linux":
        kept = [each for each in seen["descriptors"] if each != "/dev/null"]  # type: ignore[union-attr]
        assert len(kept) == 2
        assert all(str(each).startswith("pipe:") for each in kept)


@pytest.mark.parametrize("what", ["write", "connect", "run", "fork"])
def test_pythons_own_doors_are_shut(worker: WorkerProcess, what: str, tmp_path: Path) -> None:
    target = tmp_path / "written"
    assert worker.probe("attempt", FILE, what=what, path=str(target))["outcome"] == "Refused"
    assert not target.exists()


@linux_only
@pytest.mark.parametrize("what", ["write-through-system", "connect-through-system", "fork-through-system"])
def test_the_kernel_refuses_what_goes_round_python(worker: WorkerProcess, what: str, tmp_path: Path) -> None:
    target = tmp_path / "written"
    assert worker.probe("attempt", FILE, what=what, path=str(target))["outcome"] == "PermissionError"
    assert not target.exists()


def test_a_probe_does_not_exist_without_the_flag() -> None:
    with WorkerProcess() as plain, pytest.raises(errors.ReadingError):
        plain.probe("look", FILE)


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_socket_is_opened_over_all_its_work(tmp_path: Path) -> None:
    program = (
        "from evidence_vault.isolation.worker_client import WorkerProcess\n"
        "from tests.helpers import drawn_files as drawn\n"
        "with WorkerProcess() as worker:\n"
        "    for data in (drawn.png(), drawn.pdf(), drawn.film()):\n"
        "        source = drawn.MemorySource('x', data)\n"
        "        worker.describe(source), worker.encode(source, 0, {'format': 'jpeg'})\n"
    )
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-o", str(trace), "-e", "trace=socket,connect,execve", sys.executable, "-c", program]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False)
    if "Operation not permitted" in done.stderr and done.returncode != 0:
        pytest.skip("strace may not be used here")
    assert done.returncode == 0, done.stderr
    lines = trace.read_text("utf-8")
    assert "evidence_vault.worker" in lines
    assert "AF_INET" not in lines


@posix_only
@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL, signal.SIGABRT])
def test_a_crash_costs_one_file(worker: WorkerProcess, number: int) -> None:
    before = process_of(worker)
    with pytest.raises(errors.WorkerCrashed) as caught:
        worker.probe("die", FILE, signal=int(number))
    assert caught.value.facts == {"name": "file.bin"}
    assert process_of(worker) != before


@pytest.mark.parametrize("how", ["hang", "spin"])
def test_a_hang_is_ended_and_the_next_file_works(hasty_worker: WorkerProcess, how: str) -> None:
    with pytest.raises(errors.WorkerTooSlow):
        hasty_worker.probe(how, FILE)
    assert hasty_worker.describe(MemorySource("x", b"text")).media_type == "text/plain"


def test_our_own_slowness_is_not_the_workers(hasty_worker: WorkerProcess) -> None:
    class Clock:
        now = 0.0

        def monotonic(self) -> float:
            return self.now

    child = hasty_worker._take()
    child._watch._clock = clock = Clock()  # type: ignore[assignment]
    hasty_worker._give_back(child)
    with hasty_worker._begun("make-records", FILE, {"messages": 3000, "members": 0}) as feed:
        records = one_by_one(read_records(feed))
        next(records)
        clock.now += 1000.0
        assert sum(1 for _ in records) == 2999


@posix_only
def test_memory_has_an_end() -> None:
    with WorkerProcess(probes=True, limits=WorkerLimits(memory=150 << 20)) as small:
        with pytest.raises(errors.WorkerOutOfMemory):
            small.probe("fill-memory", FILE)
        assert small.describe(MemorySource("x", b"text")).media_type == "text/plain"


@linux_only
def test_memory_of_many_sizes_goes_back_to_the_system() -> None:
    """A process that had read 130 pictures failed: pieces left between freed blocks had taken half of its addresses."""
    with WorkerProcess(probes=True, limits=TEXT_LIMITS) as reader:
        seen = reader.probe("use-blocks", FILE)
    kept = 12 * 12 * 100_000
    assert int(str(seen["after"])) - int(str(seen["before"])) < kept + (20 << 20)


def test_one_warm_process_serves_many_files(worker: WorkerProcess) -> None:
    before = process_of(worker)
    worker.describe(MemorySource("x", drawn.png()))
    with pytest.raises(errors.PictureDamaged):
        worker.picture(MemorySource("x", drawn.png()[:3000]), 0, 9, 9)
    assert process_of(worker) == before


class _Failing(io.BytesIO):
    def read(self, _size: int | None = -1, /) -> bytes:
        raise errors.BlobDamaged(content_id="c")


def test_an_error_of_our_own_source_passes_unchanged(worker: WorkerProcess) -> None:
    class Source(MemorySource):
        def open(self) -> io.BytesIO:
            return _Failing()

    with pytest.raises(errors.BlobDamaged):
        worker.describe(Source("x", b"abc"))
    assert worker.describe(FILE).media_type == "text/plain"


def test_a_source_shorter_than_it_says_is_noticed(worker: WorkerProcess) -> None:
    with pytest.raises(errors.SourceChanged):
        worker.describe(MemorySource("x", b"abc", claimed_size=4))


def test_a_calm_no_after_close() -> None:
    worker = WorkerProcess()
    worker.close()
    assert worker.describe(FILE).media_type == "text/plain"
    assert worker._idle is None


def made_records(worker: WorkerProcess, messages: int, members: int) -> Iterator[ReadingRecord]:
    with worker._begun("make-records", FILE, {"messages": messages, "members": members}) as feed:
        yield from one_by_one(read_records(feed))


def test_records_come_in_order_and_complete(worker: WorkerProcess) -> None:
    records = list(made_records(worker, 1234, 0))
    assert [each.seq for each in records if isinstance(each, Message)] == list(range(1234))
    assert records[7].text == "Text 7 你好"  # type: ignore[union-attr]


def test_members_are_read_passed_over_or_left_half_read(worker: WorkerProcess) -> None:
    sizes = []
    for record in made_records(worker, 1, 3):
        if not isinstance(record, Member):
            continue
        if record.name == "file 0":
            assert record.open().read() == bytes(3_000_000)
        elif record.name == "file 1":
            assert record.open().read(10) == bytes([1]) * 10
        elif record.name == "broken":
            with pytest.raises(errors.ArchiveDamaged) as caught:
                record.open().read()
            assert caught.value.facts["name"] == "broken"
        sizes.append(record.size)
    assert sizes == [3_000_000, 3_000_000, 3_000_000, None]


def test_a_member_cannot_be_read_later_or_twice(worker: WorkerProcess) -> None:
    kept = [record for record in made_records(worker, 0, 1) if isinstance(record, Member)]
    with pytest.raises(ValueError, match="before the next"):
        kept[0].open()


def test_a_member_can_be_described_while_its_container_is_read(worker: WorkerProcess) -> None:
    kinds = [
        worker.describe(MemorySource("x", drawn.png())).media_type
        for record in made_records(worker, 0, 2)
        if isinstance(record, Member)
    ]
    assert kinds == ["image/png"] * 3


def test_a_reading_can_be_given_up(worker: WorkerProcess) -> None:
    records = made_records(worker, 100_000, 0)
    assert next(records).seq == 0  # type: ignore[union-attr]
    records.close()  # type: ignore[attr-defined]
    assert worker.describe(FILE).media_type == "text/plain"


class _Impatient(Silent):
    def raise_if_cancelled(self) -> None:
        raise Cancelled


def test_work_can_be_cancelled(worker: WorkerProcess) -> None:
    with pytest.raises(Cancelled):
        worker.describe(FILE, progress=_Impatient())
    assert worker.describe(FILE).media_type == "text/plain"


def test_an_answer_that_is_none_is_not_believed(worker: WorkerProcess) -> None:
    babble = worker.probe("describe-babble", FILE)
    for turn_into_record in (
        answers.description_from,
        answers.recognition_from,
        lambda untrusted: answers.picture_size(untrusted, 100, 100),
    ):
        with pytest.raises(PipeBroken):
            turn_into_record(babble)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv is not installed")
def test_it_works_without_the_rights_of_root() -> None:
    """Limits such as the number of processes bind only those who are not root."""
    program = (
        "from evidence_vault.isolation.worker_client import WorkerProcess\n"
        "from tests.helpers import drawn_files as drawn\n"
        "with WorkerProcess() as worker:\n"
        "    avif = drawn.saved(drawn.chat_page(), 'AVIF')\n"
        "    for data in (drawn.png(), drawn.heic(), drawn.pdf(), drawn.film(), avif):\n"
        "        source = drawn.MemorySource('x', data)\n"
        "        assert worker.describe(source).pages, data[:20]\n"
        "        assert worker.encode(source, 0, {'format': 'jpeg'})\n"
    )
    # Another user, who may still read the checkout wherever it lies, and nothing else that root may.
    rights = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *rights, sys.executable]
    done = subprocess.run(
        [*command, "-B", "-c", program], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
