# SPDX-License-Identifier: GPL-3.0-or-later
"""Records survive the way to JSON lines and back; anything else is refused."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_vault import records as r
from evidence_vault.record_json import SourceLine, from_json, to_json

TEXTS = st.none() | st.text(max_size=20)
COUNTS = st.integers(min_value=0, max_value=2**53)
SPANS = st.builds(
    r.RawSpan, start=COUNTS, end=COUNTS, unit=st.sampled_from(["byte", "element"]), sha256=st.text(max_size=4)
)
MESSAGES = st.builds(
    r.Message,
    conversation=st.text(max_size=5),
    seq=COUNTS,
    kind=st.sampled_from(r.MessageKind),
    sent_at=TEXTS,
    sent_at_raw=TEXTS,
    time_certainty=st.sampled_from(r.TimeCertainty),
    sender=TEXTS,
    text=TEXTS,
    raw_span=st.none() | SPANS,
    sender_id=TEXTS,
    is_self=st.none() | st.booleans(),
    attachments=st.lists(st.builds(r.Attachment, name=TEXTS, state=st.sampled_from(r.AttachmentState)), max_size=3).map(
        tuple
    ),
    payment=st.none() | st.builds(r.MentionedPayment, amount=TEXTS, counterparty=TEXTS),
    edited=st.none() | st.booleans(),
    reply_to=TEXTS,
    subkind=TEXTS,
)
OTHERS = st.one_of(
    st.builds(r.Conversation, id=st.text(max_size=5), title=TEXTS, platform=st.text(max_size=5)),
    st.builds(r.ReadingWarning, code=st.text(max_size=5), text=st.text(max_size=5), line=st.none() | COUNTS),
    st.builds(
        r.ReadingSummary,
        conversations=COUNTS,
        messages=COUNTS,
        by_kind=st.dictionaries(st.text(max_size=5), COUNTS, max_size=3),
        headers_seen=COUNTS,
        not_understood=COUNTS,
    ),
    st.builds(
        SourceLine,
        importer=TEXTS,
        certainty=st.sampled_from(r.Recognition),
        name=st.text(),
        size=COUNTS,
        sha256=st.text(),
    ),
)


@given(MESSAGES | OTHERS)
def test_round_trip_through_text(record: object) -> None:
    line = json.dumps(to_json(record))
    assert from_json(json.loads(line)) == record


def test_message_line_has_the_fields_of_the_contract() -> None:
    message = r.Message("c", 0, r.MessageKind.MESSAGE, None, None, r.TimeCertainty.PARTIAL, "Ada", "hello", None)
    contract = {
        *("type", "conversation", "seq", "kind", "sent_at", "sent_at_raw", "time_certainty", "sender", "sender_id"),
        *("is_self", "text", "attachments", "payment", "edited", "reply_to", "raw_span"),
    }
    assert contract <= set(to_json(message))
    assert to_json(message)["sent_at"] is None


def test_member_needs_its_bytes() -> None:
    line = to_json(r.Member("a.jpg", 3, lambda: io.BytesIO(b"abc")))
    with pytest.raises(ValueError, match="bytes"):
        from_json(line)
    member = from_json(line, open_member=lambda: io.BytesIO(b"abc"))
    assert isinstance(member, r.Member)
    assert member.open().read() == b"abc"


GOOD = to_json(
    r.Message(
        *("c", 0, r.MessageKind.MESSAGE, None, None, r.TimeCertainty.UTC, None, None, r.RawSpan(0, 1, "byte", "x")),
        attachments=(r.Attachment("a", r.AttachmentState.MISSING),),
        payment=r.MentionedPayment(),
    )
)


@pytest.mark.parametrize(
    "change",
    [
        {"type": "letter"},
        {"type": None},
        {"kind": "note"},
        {"seq": -1},
        {"seq": True},
        {"seq": "0"},
        {"sender": 5},
        {"is_self": 1},
        {"attachments": None},
        {"attachments": [{"name": "a"}]},
        {"attachments": ["a"]},
        {"payment": {"amount": "1"}},
        {"raw_span": {"start": 0}},
        {"surprise": 1},
        {"time_certainty": None},
    ],
)
def test_wrong_lines_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        from_json({**GOOD, **change})


def test_missing_field_is_refused() -> None:
    with pytest.raises(ValueError, match="sender"):
        from_json({name: value for name, value in GOOD.items() if name != "sender"})


@pytest.mark.parametrize("line", [[], "x", None, {}])
def test_what_is_no_record_is_refused(line: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        from_json(line)
