# SPDX-License-Identifier: GPL-3.0-or-later
"""People and accounts in words: what a card is called, when an account was seen, what a platform is called."""

from collections.abc import Mapping
from typing import Any

from evidence_vault.gui.flows.money_words import moment_text
from evidence_vault.records import Fields
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _, plural

SECRET_TYPES = frozenset({"bank_account", "iban", "card_masked", "id_number"})
"""Kinds of identifiers that stand masked until pressed."""
RECORDED = "recorded"
"""Basis of a shown name that the person recorded."""

_PLATFORMS: Mapping[str, str] = {
    "wechat": N_("WeChat"),
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "qq": "QQ",
    "line": "LINE",
    "discord": "Discord",
    "signal": "Signal",
}


def platform_name(platform: object) -> str:
    """A platform as people call it; one without a name of ours stays as it is written."""
    return _(_PLATFORMS[str(platform)]) if platform in _PLATFORMS else visible_name(str(platform or ""))


def suspect_title(fields: Fields) -> str:
    """Short name and name, as far as there are any."""
    names = ("claimed_name", "claimed_org", "real_name_known")
    name = next((str(fields[one]) for one in names if fields.get(one)), "")
    parts = [str(part) for part in (fields.get("label"), name) if part]
    return visible_name(" · ".join(parts)) or _("Somebody without a name")


def suspect_line(fields: Fields) -> str:
    """What they said they were, where, and where they said they were at home."""
    names = ["claimed_role", "claimed_org", "location_claimed"]
    if not fields.get("claimed_name"):
        names.remove("claimed_org")
    return " · ".join(visible_name(str(fields[name])) for name in names if fields.get(name))


def seen_text(fields: Fields, case_zone: object) -> str:
    """When an account was first and last seen; "" where neither is known."""
    first, last = fields.get("first_seen"), fields.get("last_seen")
    if first and last:
        return _("Seen from {first} to {last}").format(
            first=moment_text(first, None, None, case_zone), last=moment_text(last, None, None, case_zone)
        )
    if first:
        return _("First seen {time}").format(time=moment_text(first, None, None, case_zone))
    return _("Last seen {time}").format(time=moment_text(last, None, None, case_zone)) if last else ""


def name_text(shown: Any, case_zone: object) -> str:
    """A name that an account showed (``ShownName``): from when to when, in how many messages, in which exhibits."""
    first, last = (moment_text(at, None, None, case_zone) for at in (shown.first_at, shown.last_at))
    parts = [f"“{visible_name(shown.name)}”"]
    if shown.first_at and shown.last_at:
        parts.append(_("{first} to {last}").format(first=first, last=last) if first != last else first)
    elif shown.first_at or shown.last_at:
        parts.append(first if shown.first_at else last)
    if shown.basis == RECORDED:
        parts.append(_("as recorded"))
    else:
        parts.append(plural("{count} message", "{count} messages", shown.messages))
    if shown.exhibits:
        parts.append(", ".join(visible_name(number) for number in shown.exhibits))
    return " · ".join(parts)


def person_title(fields: Fields) -> str:
    """The name of a person."""
    return visible_name(str(fields.get("full_name") or "")) or _("Somebody without a name")
