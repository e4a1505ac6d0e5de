# SPDX-License-Identifier: GPL-3.0-or-later
"""The words of forms: each field of a fact by its name, with a hint where it needs one, in groups."""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence_vault.translations import N_


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What a field is called and why it is asked. ``lines``: 1, or how many lines a longer text gets."""

    name: str
    hint: str = ""
    lines: int = 1
    example: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together. ``only_for``: shown where the field named first has one of the values.

    ``folded``: shown when asked for, or when one of its fields is filled in.
    """

    title: str
    fields: tuple[str, ...]
    folded: bool = False
    only_for: tuple[str, frozenset[str]] | None = None


_TIME_HINT = N_("As exact as you know it. A day alone is fine.")
_TIME_EXAMPLE = "2026-03-05 14:22"
_ZONE_HINT = N_("Leave it empty to use the time zone of the case.")
_PROOF_HINT = N_("Tick what shows it: voucher, bill, chat.")

PAYMENT: Mapping[str, FieldWords] = {
    "direction": FieldWords(N_("Direction")),
    "amount": FieldWords(N_("Amount"), example="30000.00"),
    "currency": FieldWords(N_("Currency"), N_("CNY, USD, EUR … or an asset such as USDT.")),
    "sent_at": FieldWords(N_("When"), _TIME_HINT, example=_TIME_EXAMPLE),
    "sent_at_precision": FieldWords(N_("How exact is that time?")),
    "timezone": FieldWords(N_("Time zone of that time"), _ZONE_HINT),
    "type": FieldWords(N_("How it was paid")),
    "status": FieldWords(N_("What became of it")),
    "purpose_told": FieldWords(N_("What they said it was for")),
    "from_institution": FieldWords(N_("Paid from: bank or app")),
    "from_account_name": FieldWords(N_("Paid from: name on the account")),
    "from_account_no": FieldWords(N_("Paid from: account number")),
    "to_institution": FieldWords(N_("Paid to: bank or app")),
    "to_branch": FieldWords(N_("Paid to: branch")),
    "to_country": FieldWords(N_("Paid to: country")),
    "to_account_name": FieldWords(N_("Paid to: name on the account")),
    "to_account_no": FieldWords(
        N_("Paid to: account number"), N_("Exactly as it was given to you, with all its signs.")
    ),
    "reference_id": FieldWords(
        N_("Reference or transaction number"), N_("The number that the bank or app gave. It is the quickest way in.")
    ),
    "merchant_order_no": FieldWords(N_("Merchant order number")),
    "channel": FieldWords(N_("Where you made it"), N_("For example: app on the phone, counter, cash machine.")),
    "merchant_descriptor": FieldWords(N_("Text on the statement")),
    "fee": FieldWords(N_("Fee you paid")),
    "bank_notified": FieldWords(N_("Was the bank or provider told?")),
    "bank_notified_at": FieldWords(N_("Told when"), example=_TIME_EXAMPLE),
    "bank_case_no": FieldWords(N_("Their case number")),
    "recall_requested_at": FieldWords(N_("Asked to call it back when"), example=_TIME_EXAMPLE),
    "recall_result": FieldWords(N_("Their answer")),
    "refunded_amount": FieldWords(N_("Amount that came back")),
    "crypto_asset": FieldWords(N_("Asset"), example="USDT"),
    "crypto_network": FieldWords(N_("Network"), example="TRC-20"),
    "crypto_from_wallet": FieldWords(N_("From wallet")),
    "crypto_to_wallet": FieldWords(N_("To wallet")),
    "crypto_tx_hash": FieldWords(N_("Transaction hash")),
    "exchange_used": FieldWords(N_("Exchange that was used")),
    "card_last4": FieldWords(N_("Last four digits of the card")),
    "auth_code": FieldWords(N_("Authorisation code")),
    "gift_card_brand": FieldWords(N_("Brand of the card")),
    "gift_card_no": FieldWords(N_("Number of the gift card")),
    "atm_or_shop_address": FieldWords(N_("Address of the machine, shop or meeting")),
    "swift_bic": FieldWords("SWIFT / BIC"),
    "iban": FieldWords("IBAN"),
    "intermediary_bank": FieldWords(N_("Bank in between")),
    "evidence_items": FieldWords(N_("Proof"), _PROOF_HINT),
}
_CRYPTO = frozenset({"crypto", "crypto_atm"})
_CARDS = frozenset({"card", "prepaid_card"})
_HANDED = frozenset({"cash", "cash_deposit", "crypto_atm", "money_order", "cheque", "goods_sent"})
PAYMENT_GROUPS: tuple[Group, ...] = (
    Group(
        "", ("direction", "amount", "currency", "sent_at", "sent_at_precision", "timezone", "type", "status")
    ),
    Group(N_("To whom the money went"), ("to_account_name", "to_account_no", "to_institution")),
    Group(N_("Where the money came from"), ("from_account_name", "from_account_no", "from_institution")),
    Group(
        N_("Crypto asset"),
        ("crypto_asset", "crypto_network", "crypto_to_wallet", "crypto_from_wallet", "crypto_tx_hash", "exchange_used"),
        only_for=("type", _CRYPTO),
    ),
    Group(N_("Card"), ("card_last4", "auth_code"), only_for=("type", _CARDS)),
    Group(N_("Gift card"), ("gift_card_brand", "gift_card_no"), only_for=("type", frozenset({"gift_card"}))),
    Group(N_("Place"), ("atm_or_shop_address",), only_for=("type", _HANDED)),
    Group(N_("Numbers and purpose"), ("reference_id", "purpose_told")),
    Group("", ("evidence_items",)),
    Group(
        N_("Bank told, money back"),
        (
            "bank_notified", "bank_notified_at", "bank_case_no", "recall_requested_at", "recall_result",
            "refunded_amount",
        ),
        folded=True,
    ),
    Group(
        N_("More details"),
        (
            "merchant_order_no", "merchant_descriptor", "channel", "fee", "to_branch", "to_country", "swift_bic",
            "iban", "intermediary_bank",
        ),
        folded=True,
    ),
)  # fmt: skip

SUSPECT: Mapping[str, FieldWords] = {
    "label": FieldWords(N_("Short name"), N_("Used in the report, for example S1."), example="S1"),
    "claimed_name": FieldWords(N_("Name they gave")),
    "claimed_role": FieldWords(N_("What they said they were")),
    "claimed_org": FieldWords(N_("Company or platform they named")),
    "real_name_known": FieldWords(N_("Real name, if it is known"), N_("Only if you know it. Say in the notes how.")),
    "description": FieldWords(N_("What they look like"), lines=2),
    "voice_accent": FieldWords(N_("Voice and accent")),
    "location_claimed": FieldWords(N_("Where they said they were")),
    "notes": FieldWords(N_("Notes"), lines=3),
}
SUSPECT_GROUPS: tuple[Group, ...] = (
    Group("", ("label", "claimed_name", "claimed_role", "claimed_org")),
    Group(
        N_("More details"),
        ("real_name_known", "location_claimed", "description", "voice_accent", "notes"),
        folded=True,
    ),
)

IDENTIFIER: Mapping[str, FieldWords] = {
    "type": FieldWords(N_("Kind of account")),
    "value_exact": FieldWords(
        N_("Exactly as it stands"), N_("Sign by sign, with spaces and capitals. Copy it rather than type it.")
    ),
    "display_name": FieldWords(N_("Name shown with it")),
    "platform": FieldWords(N_("Platform"), example="wechat"),
    "profile_url": FieldWords(N_("Address of the profile")),
    "first_seen": FieldWords(N_("First seen"), _TIME_HINT, example=_TIME_EXAMPLE),
    "last_seen": FieldWords(N_("Last seen"), example=_TIME_EXAMPLE),
    "seen_in_items": FieldWords(N_("Seen in"), N_("Tick the evidence that shows it.")),
    "verified_how": FieldWords(N_("How do you know it?"), N_("For example: profile page, voucher.")),
}
IDENTIFIER_GROUPS: tuple[Group, ...] = (
    Group("", ("type", "value_exact", "display_name", "platform")),
    Group("", ("seen_in_items", "first_seen", "last_seen", "verified_how", "profile_url")),
)

PERSON: Mapping[str, FieldWords] = {
    "role": FieldWords(N_("Who is it?")),
    "full_name": FieldWords(N_("Full name"), N_("As in the identity papers.")),
    "other_names": FieldWords(N_("Other names"), N_("Several: one a line."), lines=2),
    "phone_e164": FieldWords(N_("Phone number"), example="+8613800000000"),
    "email": FieldWords(N_("E-mail address")),
    "id_type": FieldWords(N_("Kind of identity paper")),
    "id_number": FieldWords(N_("Number of the identity paper")),
    "birth_date": FieldWords(N_("Date of birth"), example="1985-04-23"),
    "birth_place": FieldWords(N_("Place of birth")),
    "sex": FieldWords(N_("Sex")),
    "nationality": FieldWords(N_("Nationality")),
    "occupation": FieldWords(N_("Occupation")),
    "employer": FieldWords(N_("Employer")),
    "address": FieldWords(N_("Address"), lines=2),
    "city": FieldWords(N_("City")),
    "region": FieldWords(N_("Region or province")),
    "postcode": FieldWords(N_("Postcode")),
    "country": FieldWords(N_("Country")),
    "preferred_contact": FieldWords(N_("How to reach this person best")),
    "language": FieldWords(N_("Language")),
    "interpreter_needed": FieldWords(N_("Is an interpreter needed?")),
    "vulnerability": FieldWords(N_("Anything the police should know to be considerate"), lines=2),
    "relationship_to_victim": FieldWords(N_("How this person is connected")),
    "consent_share_police": FieldWords(N_("May it be given to the police?")),
}
PERSON_GROUPS: tuple[Group, ...] = (
    Group("", ("role", "full_name", "phone_e164", "email", "relationship_to_victim")),
    Group(N_("For the report to the police"), ("id_type", "id_number", "birth_date", "address", "city", "country")),
    Group(
        N_("More details"),
        (
            "other_names", "sex", "nationality", "birth_place", "occupation", "employer", "region", "postcode",
            "preferred_contact", "language", "interpreter_needed", "vulnerability", "consent_share_police",
        ),
        folded=True,
    ),
)  # fmt: skip

CASE: Mapping[str, FieldWords] = {
    "title": FieldWords(N_("Title of the case"), N_("A few words that you will recognise.")),
    "platform": FieldWords(N_("Where it happened"), N_("The app or platform on which you were contacted.")),
    "scam_type": FieldWords(N_("What kind of matter is it?"), N_("What comes nearest. The police form may ask.")),
    "timezone": FieldWords(
        N_("Time zone of the case"), N_("Where you were. Times that name no zone of their own are read in it.")
    ),
    "first_contact_at": FieldWords(N_("First contact"), _TIME_HINT, example=_TIME_EXAMPLE),
    "last_contact_at": FieldWords(N_("Last contact"), example=_TIME_EXAMPLE),
    "discovered_at": FieldWords(N_("When you noticed"), example=_TIME_EXAMPLE),
    "discovered_how": FieldWords(N_("How you noticed"), lines=2),
    "still_in_contact": FieldWords(N_("Are you still in contact?")),
    "narrative_short": FieldWords(
        N_("In two or three sentences"), N_("Who, what, how much. It stands at the top of the report."), lines=3
    ),
    "text": FieldWords(
        N_("The whole story, in your words"),
        N_("In the order in which it happened. An empty line begins a new paragraph; the report numbers them. "
           "Name evidence by its number, such as A1."),
        lines=14,
    ),
    "impact_statement": FieldWords(
        N_("What it did to you"), N_("If you want to say it. It is never required."), lines=4
    ),
    "data_given_away": FieldWords(
        N_("What else they have of you"), N_("For example: identity card, selfies, passwords, contacts."), lines=2
    ),
    "risk_flags": FieldWords(N_("Please tick what applies")),
    "total_loss": FieldWords(N_("Total loss, as you state it"), N_("The page Money adds up your payments.")),
    "total_loss_currency": FieldWords(N_("Currency of the total")),
    "recovered_amount": FieldWords(N_("Of this, came back")),
    "jurisdictions": FieldWords(N_("Countries concerned"), N_("Several: one a line."), lines=2),
    "language": FieldWords(N_("Language of the case")),
}  # fmt: skip
STORY_GROUPS: tuple[Group, ...] = (
    Group(N_("The case"), ("title", "platform", "scam_type", "timezone")),
    Group(N_("What happened"), ("narrative_short", "text")),
)
CASE_GROUPS: tuple[Group, ...] = (
    Group(N_("When"), ("first_contact_at", "last_contact_at", "discovered_at", "still_in_contact", "discovered_how")),
    Group(N_("What else matters"), ("risk_flags", "data_given_away", "impact_statement")),
    Group(
        N_("More details"),
        ("total_loss", "total_loss_currency", "recovered_amount", "jurisdictions"),
        folded=True,
    ),
)

WRONG_ZONE = N_("Please choose a zone from the list, or write one such as Asia/Shanghai or +08:00.")
PROBLEMS: Mapping[str, str] = {
    "money": N_("Please write it with digits, for example 3000.00."),
    "currency": N_("Please write a currency such as CNY, or an asset such as USDT."),
    "time": N_("Please write it like 2026-03-05 14:22, or the day alone."),
    "zone": WRONG_ZONE,
    "whole-number": N_("Please write a whole number."),
}
"""What is said below a field whose value cannot be kept, by its kind."""
ANY_PROBLEM = N_("This cannot be kept as it stands. Please look at it again.")
NEEDS_ZONE = N_("A time of day says little without its time zone. Please choose one here, or set that of the case.")
