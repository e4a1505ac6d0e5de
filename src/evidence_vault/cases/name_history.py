# SPDX-License-Identifier: GPL-3.0-or-later
"""Which names an account showed and when: from messages that were read, and from what was recorded about it."""

from collections.abc import Iterator, Mapping, Sequence

from evidence_vault.cases.moments import sort_moment
from evidence_vault.records import Fact, ShownName, StoredSender
from evidence_vault.vault.vault import Vault


def name_histories(vault: Vault, case_id: str) -> Mapping[str, tuple[ShownName, ...]]:
    """Identifier id to the names its account showed, the earliest first; those without any are left out."""
    zone = vault.fact(case_id).fields.get("timezone")
    case_zone = zone if isinstance(zone, str) else None
    platforms = {
        (one.item_id, one.conversation.id): one.conversation.platform for one in vault.conversations(case_id=case_id)
    }
    numbers = {item.id: number for number, item in vault.exhibits(case_id)}
    senders = vault.chats.senders(case_id=case_id)
    found: dict[str, tuple[ShownName, ...]] = {}
    for identifier in vault.facts("identifier", case_id=case_id):
        own = [one for one in senders if _is_of(one, platforms[one.item_id, one.conversation_id], identifier)]
        names = [*_from_messages(own, numbers, has_zone=bool(case_zone)), *_recorded(identifier, own, numbers)]
        if names:
            found[identifier.id] = tuple(sorted(names, key=lambda one: sort_moment(one.first_at, case_zone)))
    return found


def _is_of(sender: StoredSender, platform: str, identifier: Fact) -> bool:
    fields = identifier.fields
    return bool(
        sender.name
        and sender.account_id
        and sender.account_id == fields.get("value_exact")
        and fields.get("platform") in {None, platform}
    )


def _from_messages(own: Sequence[StoredSender], numbers: Mapping[str, str], *, has_zone: bool) -> Iterator[ShownName]:
    by_name: dict[str, list[StoredSender]] = {}
    for sender in own:
        by_name.setdefault(str(sender.name), []).append(sender)
    for name, senders in by_name.items():
        first = min(senders, key=lambda one: one.first_at or "9999")
        last = max((one.last_at for one in senders if one.last_at), default=None)
        yield ShownName(
            name,
            kept_time(first.first_at, has_zone=has_zone) if first.first_at else None,
            kept_time(last, has_zone=has_zone) if last else None,
            "messages",
            sum(one.messages for one in senders),
            tuple(dict.fromkeys(numbers[one.item_id] for one in senders if one.item_id in numbers)),
            (first.item_id, first.conversation_id, first.first_seq),
        )


def _recorded(identifier: Fact, own: Sequence[StoredSender], numbers: Mapping[str, str]) -> Iterator[ShownName]:
    name = identifier.fields.get("display_name")
    if isinstance(name, str) and name not in {one.name for one in own}:
        first, last = (_text(identifier, field) for field in ("first_seen", "last_seen"))
        named = identifier.fields.get("seen_in_items")
        exhibits = tuple(numbers.get(str(one), str(one)) for one in named) if isinstance(named, list) else ()
        yield ShownName(name, first, last, "recorded", exhibits=exhibits)


def _text(fact: Fact, name: str) -> str | None:
    value = fact.fields.get(name)
    return value if isinstance(value, str) else None


def kept_time(at: str, *, has_zone: bool) -> str:
    """A time of day without offset says nothing where the case names no zone: then the day alone is kept."""
    has_offset = at.endswith("Z") or at[-6:-5] in {"+", "-"}
    return at if has_zone or has_offset else at[:10]
