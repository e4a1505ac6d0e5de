# SPDX-License-Identifier: GPL-3.0-or-later
"""The names and accounts that imported chats show, offered for linking with people; nothing is merged by itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence_vault.cases.name_history import kept_time
from evidence_vault.money import BILLS
from evidence_vault.operations.case_exhibits import number_in_case
from evidence_vault.operations.edit_case import case_fact, put_fact
from evidence_vault.records import TAKEN_FROM, Actor, Fact, Fields, Json, Participant, StoredConversation, StoredSender
from evidence_vault.vault.vault import Vault

_ID_TYPES: Mapping[str, str] = {
    "wechat": "wechat_id", "telegram": "telegram_id", "whatsapp": "whatsapp", "qq": "qq", "line": "line_id",
    "discord": "discord_id",
}  # fmt: skip
_NAME_TYPES: Mapping[str, str] = {"wechat": "wechat_nickname"}
_Who = tuple[str, str | None, str | None]
"""Platform, name, account."""


@dataclass(frozen=True, slots=True)
class SeenAccount:
    """Somebody whom conversations of the case name. ``conversations`` are (item id, conversation id).

    ``linked_to``: the suspects that have an identifier with just this account or name on this platform.
    """

    platform: str
    name: str | None
    account_id: str | None
    is_self: bool
    conversations: tuple[tuple[str, str], ...]
    exhibits: tuple[str, ...]
    linked_to: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from others."""
        return self.platform, self.account_id or "", self.name or ""


def seen_accounts(vault: Vault, case_id: str) -> tuple[SeenAccount, ...]:
    """Every name and account that chats of the case show, in the order of the chats; bills are left out.

    Those who only stand in the list of participants come first, then names under which somebody wrote.
    """
    identifiers = vault.facts("identifier", case_id=case_id)
    chats = [one for one in vault.conversations(case_id=case_id) if one.conversation.platform not in BILLS]
    numbers = {item_id: number_in_case(vault.item(item_id), case_id) for item_id in {one.item_id for one in chats}}
    places: dict[_Who, list[StoredConversation]] = {}
    own: set[_Who] = set()
    writing = senders_by_conversation(vault, case_id)
    for stored in chats:
        for one in _who_is_in(stored, writing.get((stored.item_id, stored.conversation.id), [])):
            key = (stored.conversation.platform, one.name, one.account_id)
            if stored not in places.setdefault(key, []):
                places[key].append(stored)
            own |= {key} if one.is_self else set()
    return tuple(
        SeenAccount(
            platform,
            name,
            account,
            (platform, name, account) in own,
            tuple((stored.item_id, stored.conversation.id) for stored in found),
            tuple(dict.fromkeys(number for stored in found if (number := numbers[stored.item_id]))),
            _links(identifiers, platform, {name, account} - {None}),
        )
        for (platform, name, account), found in places.items()
    )


def _who_is_in(stored: StoredConversation, senders: Sequence[StoredSender]) -> Iterator[Participant | StoredSender]:
    everybody: list[Participant | StoredSender] = [*stored.conversation.participants, *senders]
    everybody = [one for one in everybody if one.name or one.account_id]
    with_account = {one.name for one in everybody if one.account_id}
    # The same name without an account is that account, as far as this chat can tell.
    return (one for one in everybody if one.account_id or one.name not in with_account)


def senders_by_conversation(vault: Vault, case_id: str) -> dict[tuple[str, str], list[StoredSender]]:
    """Who wrote under which name, by (item id, conversation id)."""
    found: dict[tuple[str, str], list[StoredSender]] = {}
    for sender in vault.chats.senders(case_id=case_id):
        found.setdefault((sender.item_id, sender.conversation_id), []).append(sender)
    return found


def link_account(vault: Vault, case_id: str, account: SeenAccount, suspect_id: str, actor: Actor) -> Fact:
    """Record ``account`` as an identifier of a suspect, with when its messages first and last stand in the chats."""
    return put_fact(vault, case_id, "identifier", {**_fields(vault, case_id, account), "suspect_id": suspect_id}, actor)


def link_own_account(vault: Vault, case_id: str, account: SeenAccount, actor: Actor) -> Fact:
    """Record ``account`` as one of the person's own."""
    return put_fact(vault, case_id, "identifier", {**_fields(vault, case_id, account), "is_victims_own": True}, actor)


def _fields(vault: Vault, case_id: str, account: SeenAccount) -> Fields:
    has_zone = bool(case_fact(vault, case_id).fields.get("timezone"))
    first, last = _first_and_last(vault, case_id, account, has_zone=has_zone)
    return {
        "type": identifier_type(account),
        "value_exact": account.account_id or account.name,
        "display_name": account.name if account.account_id else None,
        "platform": account.platform,
        "first_seen": first,
        "last_seen": last,
        "seen_in_items": list[Json](account.exhibits),
        TAKEN_FROM: list[Json](dict.fromkeys(item_id for item_id, _conversation in account.conversations)),
    }


def identifier_type(account: SeenAccount) -> str:
    """The type of identifier that fits what the chat shows."""
    if account.account_id or account.platform == "whatsapp":
        shown = account.account_id or account.name or ""
        if account.platform == "whatsapp" and not shown.strip("+ ()-\u202a\u202c").replace(" ", "").isdigit():
            return "social_handle"
        return _ID_TYPES.get(account.platform, "other")
    return _NAME_TYPES.get(account.platform, "social_handle")


def _links(identifiers: tuple[Fact, ...], platform: str, values: set[str | None]) -> tuple[str, ...]:
    found = []
    for fact in identifiers:
        fields = fact.fields
        same_place = fields.get("platform") in {None, platform}
        if same_place and ({fields.get("value_exact"), fields.get("display_name")} & values):
            found.append(str(fields.get("suspect_id") or ""))
    return tuple(dict.fromkeys(found))


def _first_and_last(
    vault: Vault, case_id: str, account: SeenAccount, *, has_zone: bool
) -> tuple[str | None, str | None]:
    senders = [
        one
        for one in vault.chats.senders(case_id=case_id)
        if (one.item_id, one.conversation_id) in account.conversations and _is_of(one, account)
    ]
    first = [one.first_at for one in senders if one.first_at]
    last = [one.last_at for one in senders if one.last_at]
    if not first or not last:
        return None, None
    return kept_time(min(first), has_zone=has_zone), kept_time(max(last), has_zone=has_zone)


def _is_of(sender: StoredSender, account: SeenAccount) -> bool:
    if account.account_id and sender.account_id:
        return sender.account_id == account.account_id
    return sender.name == account.name
