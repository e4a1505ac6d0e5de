# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames, sources and columns over the pipe: what fits comes back as it was, anything else is refused."""

import io
import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_vault import errors
from evidence_vault.isolation import record_frames
from evidence_vault.isolation.error_transport import error_message, raised_error
from evidence_vault.isolation.frames import LARGEST_FRAME, FrameKind, FramePipe, PipeBroken, control_message
from evidence_vault.isolation.piped_source import LARGEST_BLOCK, PipedSource
from evidence_vault.isolation.record_frames import (
    MOST_MESSAGES,
    messages_frame,
    messages_of,
    records_frame,
    records_of,
)
from evidence_vault.message_columns import MessageColumns, SpanColumns, in_columns
from evidence_vault.records import (
    Attachment,
    AttachmentState,
    Conversation,
    MentionedPayment,
    Message,
    MessageKind,
    Participant,
    RawSpan,
    ReadingSummary,
    ReadingWarning,
    TimeCertainty,
)

PLAIN = Message(
    "chat", 3, MessageKind.MESSAGE, "2026-01-01T10:00:00", "1/1/26", TimeCertainty.LOCAL_DEVICE, "A", "Hello",
    RawSpan(10, 20, "byte", "ab" * 32),
)  # fmt: skip


def pipe_with(data: bytes) -> FramePipe:
    return FramePipe(io.BytesIO(data), io.BytesIO())


@given(st.sampled_from(FrameKind), st.binary(max_size=300))
def test_a_frame_comes_back(kind: FrameKind, body: bytes) -> None:
    written = io.BytesIO()
    FramePipe(io.BytesIO(), written).send(kind, body)
    assert pipe_with(written.getvalue()).receive() == (kind, body)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x01\x00",
        struct.pack(">BI", 1, 5) + b"abc",
        struct.pack(">BI", 9, 1) + b"a",
        struct.pack(">BI", 1, LARGEST_FRAME + 1),
    ],
    ids=["nothing", "half a head", "half a body", "unknown kind", "too large"],
)
def test_what_is_no_frame_is_refused(data: bytes) -> None:
    with pytest.raises(PipeBroken):
        pipe_with(data).receive()


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_message_is_refused(body: bytes) -> None:
    with pytest.raises(PipeBroken):
        control_message(body)


def test_a_frame_above_the_cap_is_never_sent() -> None:
    with pytest.raises(ValueError, match="too large"):
        FramePipe(io.BytesIO(), io.BytesIO()).send(FrameKind.BYTES, bytes(LARGEST_FRAME + 1))


class _Feeding(FramePipe):
    """A parent in the same process."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(), io.BytesIO())
        self.data = data
        self.asked: list[tuple[int, int]] = []

    def send_control(self, message: dict[str, object]) -> None:  # type: ignore[override]
        self.asked.append(tuple(message["need"]))  # type: ignore[arg-type]

    def receive(self) -> tuple[FrameKind, bytes]:
        offset, length = self.asked[-1]
        return FrameKind.BYTES, self.data[offset : offset + length]


@given(st.lists(st.tuples(st.integers(0, 700_000), st.integers(0, 200_000)), max_size=20))
def test_any_way_of_reading_gives_the_same_bytes(jumps: list[tuple[int, int]]) -> None:
    data = bytes(range(251)) * 2500
    stream = PipedSource(_Feeding(data), "x", len(data)).open()
    for offset, length in jumps:
        stream.seek(offset)
        assert stream.read(length) == data[offset : offset + length]


def test_a_wild_length_takes_no_memory() -> None:
    stream = PipedSource(_Feeding(b"abc"), "x", 3).open()
    assert stream.read(1 << 60) == b"abc"
    stream.seek(1 << 40)
    assert stream.read(5) == b""


def test_reading_straight_on_needs_few_requests() -> None:
    pipe = _Feeding(bytes(8 << 20))
    stream = PipedSource(pipe, "x", 8 << 20).open()
    while stream.read(4096):
        pass
    assert len(pipe.asked) <= 14
    assert max(length for _, length in pipe.asked) == LARGEST_BLOCK


def test_only_errors_of_reading_cross_and_the_name_is_the_parents() -> None:
    crossed = raised_error(error_message(errors.PictureTooLarge(name="theirs", width=5, height=6)), "ours")
    assert isinstance(crossed, errors.PictureTooLarge)
    assert crossed.facts == {"name": "ours", "width": 5, "height": 6}
    assert type(raised_error({"error": "WRONG_PASSPHRASE"}, "x")) is errors.ReadingError
    assert raised_error({"error": "READING_ERROR", "facts": {"a": "b" * 9999, "c d": 1, "e": [1]}}, "x").facts == {
        "a": "b" * 200,
        "name": "x",
    }


messages = st.builds(
    Message,
    st.text(max_size=5), st.integers(0, 2**60), st.sampled_from(MessageKind),
    *[st.none() | st.text(max_size=8)] * 2, st.sampled_from(TimeCertainty), *[st.none() | st.text(max_size=8)] * 2,
    st.none() | st.builds(lambda a, b: RawSpan(a, a + b, "byte", "0" * 64), st.integers(0, 9), st.integers(0, 9)),
    is_self=st.none() | st.booleans(), edited=st.none() | st.booleans(), reply_to=st.none() | st.text(max_size=3),
    attachments=st.just(()), payment=st.none(),
)  # fmt: skip


columns = st.lists(messages, min_size=1, max_size=6)


@given(columns)
def test_messages_cross_as_columns(sent: list[Message]) -> None:
    received = [each for some in in_columns(sent) for each in messages_of(messages_frame(some)).messages()]
    assert received == sent
    assert {type(each) for each in received} == {Message}
    assert {type(each.raw_span) for each in received} <= {RawSpan, type(None)}


@given(columns, st.integers(0, 6), st.integers(0, 6))
def test_part_of_columns_is_part_of_the_messages(sent: list[Message], start: int, end: int) -> None:
    some = next(in_columns(sent))
    assert [*some.part(slice(start, end)).messages()] == [*some.messages()][start:end]


def test_what_all_messages_share_is_sent_once() -> None:
    alone, many = (len(messages_frame(next(in_columns([PLAIN] * number)))) for number in (1, 5000))
    assert many < alone + 10


def test_every_kind_of_record_crosses() -> None:
    rich = PLAIN._replace(
        attachments=(Attachment("a.jpg", AttachmentState.PRESENT), Attachment(None, AttachmentState.OMITTED)),
        payment=MentionedPayment("1.50", "EUR", "sent"),
    )
    others = [Conversation("1", "t", "p", (Participant("Ann", None, True),)), ReadingWarning("CODE", "x", 3)]
    records = [*others, ReadingSummary(1, 2, {"message": 2}, 2, 0)]
    assert list(records_of(records_frame(records))) == records
    (some,) = in_columns([rich, PLAIN])
    assert [*messages_of(messages_frame(some)).messages()] == [rich, PLAIN]


def test_half_a_pair_of_surrogates_is_shown_as_such() -> None:
    (some,) = in_columns([PLAIN._replace(text="a\ud83d", sender="\udc00")])
    assert [*messages_of(messages_frame(some)).messages()] == [PLAIN._replace(text="a\ufffd", sender="\ufffd")]
    (warning,) = records_of(records_frame([ReadingWarning("CODE", "\ud83d b")]))
    assert warning == ReadingWarning("CODE", "\ufffd b")


FRAME = json.loads(messages_frame(next(in_columns([PLAIN, PLAIN._replace(seq=4, text="Bye")]))))
PARTS = ("number", *Message._fields)
SPAN = PARTS.index("raw_span")


def refused(frame: object) -> None:
    with pytest.raises(ValueError, match=r"Expected|Invalid|range|record|length"):
        messages_of(json.dumps(frame).encode())


def test_frames_that_are_refused_are_wrong_in_one_place_only() -> None:
    assert [each.text for each in messages_of(json.dumps(FRAME).encode()).messages()] == ["Hello", "Bye"]


@pytest.mark.parametrize("part", range(1, len(PARTS)), ids=PARTS[1:])
@pytest.mark.parametrize("value", [3.5, "x", [], [3.5, 3.5], [[1]], [-7, -7], [{"a": 1}], [None, None, None], {}])
def test_a_column_with_a_wrong_value_is_refused(part: int, value: object) -> None:
    refused([*FRAME[:part], value, *FRAME[part + 1 :]])


@pytest.mark.parametrize("number", [-1, 0, 1, 3, 1.5, True, None, "2", MOST_MESSAGES + 1, 1 << 62])
def test_a_number_of_messages_that_cannot_be_is_refused(number: object) -> None:
    refused([number, *FRAME[1:]])


@pytest.mark.parametrize(
    "span",
    [
        [[-1, 5], [20], ["byte"], ["ab"], [None]], [[10], [20, 9], ["byte"], ["ab"], [None]],
        [[10, None], [20], ["byte"], ["ab"], [None]], [[10], [20], [None], ["ab"], [None]],
        [[10], [20], ["byte"], [None], [None]], [[10], [20], ["byte"], ["ab"], [1]], [[10], [20], ["byte"], ["ab"]],
        [[10], [20], ["byte"], ["ab"], []], [[10, 11, 12], [20], ["byte"], ["ab"], [None]],
    ],
)  # fmt: skip
def test_spans_of_another_form_are_refused(span: object) -> None:
    refused([*FRAME[:SPAN], span, *FRAME[SPAN + 1 :]])


@pytest.mark.parametrize("frame", [[], FRAME[:-1], [*FRAME, [None]], None, "x", 1, {"type": "nothing"}, {}, [[], []]])
def test_a_frame_of_another_form_is_refused(frame: object) -> None:
    refused(frame)


@pytest.mark.parametrize("payment", [{"amount": "1"}, dict.fromkeys(["amount", "unknown"]), {}, 5])
def test_a_payment_of_another_form_is_refused(payment: object) -> None:
    at = PARTS.index("payment")
    refused([*FRAME[:at], [payment], *FRAME[at + 1 :]])


@pytest.mark.parametrize("record", [[], None, "x", 1, {"type": "nothing"}, {}, FRAME])
def test_a_record_of_another_form_is_refused(record: object) -> None:
    with pytest.raises(ValueError, match=r"Expected|unknown"):
        list(records_of(json.dumps([record]).encode()))


def test_columns_stand_in_the_order_of_the_fields() -> None:
    assert record_frames._Messages._fields[1:] == MessageColumns._fields == Message._fields
    assert record_frames._Spans._fields == SpanColumns._fields == RawSpan._fields
