# SPDX-License-Identifier: GPL-3.0-or-later
"""Trusted time in words: how a stamp was judged, what it covers, until when it holds."""

from typing import TYPE_CHECKING

from evidence_vault.gui.flows.words_of_values import time_text
from evidence_vault.records import TimeStamp
from evidence_vault.safe_files import visible_name
from evidence_vault.translations import N_, _, plural

if TYPE_CHECKING:
    from evidence_vault.operations.time_overview import StampCover, TimeOverview

STATES = {
    "trusted": (N_("Confirmed by an authority whose certificate you named"), "green"),
    "authority-unknown": (N_("Signed, but whose authority it is cannot be checked here"), "amber"),
    "not-checked": (N_("Not checked here"), "amber"),
    "wrong": (N_("Does not hold"), "red"),
}
"""State to words and tone."""

HOW_TO_SEND = 'curl -H "Content-Type: application/timestamp-query" --data-binary @request.tsq ADDRESS -o reply.tsr'
"""What whoever is online types; ADDRESS is the authority's."""


def state_words(stamp: TimeStamp) -> str:
    """How the stamp was judged."""
    return _(STATES.get(stamp.state, STATES["not-checked"])[0])


def authority_words(stamp: TimeStamp) -> str:
    """Who says so: a stranger's text, made visible."""
    return visible_name(stamp.authority or "—")


def overview_sentence(overview: "TimeOverview") -> str:
    """How much of the evidence has a confirmed time."""
    if not overview.items:
        return _("There is no evidence yet that a time could be confirmed for.")
    if not overview.covered:
        return _("No evidence has a time stamp of an authority yet.")
    if overview.covered == overview.items:
        return plural(
            "The one piece of evidence is covered by a time stamp.",
            "All {count} pieces of evidence are covered by a time stamp.",
            overview.items,
        )
    return _("{covered} of {items} pieces of evidence are covered by a time stamp.").format(
        covered=overview.covered, items=overview.items
    )


def item_sentence(stamp: TimeStamp) -> str:
    """One stamp beside a piece of evidence."""
    facts = {"time": time_text(stamp.time), "authority": authority_words(stamp)}
    if stamp.state == "trusted":
        return _("It existed at {time}: confirmed by {authority}, whose certificate you named.").format(**facts)
    return _("It existed at {time}, says {authority}; that authority cannot be checked here.").format(**facts)


def lasting_words(cover: "StampCover") -> str:
    """Until when the authority's certificate is valid, and what then."""
    stamp = cover.stamp
    if stamp.expires is None:
        return ""
    words = _("The authority's certificate is valid until {time}.").format(time=time_text(stamp.expires))
    if cover.renewed_by is not None:
        return f"{words} {_('A later time stamp covers this one as well.')}"
    return f"{words} {_('Bring in a new time stamp before that: it will cover this one as well.')}"


def revocation_words(stamp: TimeStamp) -> str:
    """What is known about a revocation of the authority's certificate."""
    if stamp.revocation == "good":
        return _("By the list you gave, its certificate was not revoked.")
    return _("Whether its certificate was revoked was not checked: no list of revoked certificates was given.")
