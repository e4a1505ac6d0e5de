# SPDX-License-Identifier: GPL-3.0-or-later
"""Every entity of a case with its fields, as docs/formats/facts.md lists them (names of DOMAIN §3.10)."""

from collections.abc import Mapping

from evidence_vault.cases.field_kinds import (
    CURRENCY,
    FLAG,
    LANGUAGE_TAG,
    MONEY,
    TEXT,
    TEXTS,
    TIME,
    WHOLE_NUMBER,
    ZONE,
    FieldKind,
    choice,
    choices,
)

_SCAM_TYPES = choice(
    "job_task rebate investment romance loan_credit gambling nondelivery impersonation_known",
    "impersonation_authority impersonation_service giveaway gaming rental_ticket sextortion",
    "account_takeover remote_access recovery other",
)
_IDENTIFIER_TYPES = choice(
    "wechat_id wechat_nickname qq alipay_account phone email bank_account iban card_masked crypto_wallet",
    "url domain ip app_name app_package telegram_username telegram_id whatsapp line_id discord_id",
    "social_handle profile_url id_number vehicle_plate address qr_code merchant_no transfer_no other",
)
_PAYMENT_TYPES = choice(
    "bank_transfer wire_international card wechat_pay_transfer wechat_red_packet wechat_qr_merchant",
    "alipay_transfer third_party_wallet paypal p2p_app cash cash_deposit money_order cheque gift_card",
    "prepaid_card crypto crypto_atm mobile_topup loan_taken goods_sent other",
)
_PAYMENT_STATES = choice(
    "sent", "received_by_payee", "pending", "cancelled", "recalled", "refunded", "partly_refunded", "failed", "unknown"
)
_PRECISIONS = choice("exact_second", "minute", "hour", "day", "approximate")
_DIRECTIONS = choice("sent", "received")
_ORGANISATIONS = choice(
    "platform", "bank", "payment_provider", "exchange", "police", "regulator", "telecom", "hosting", "other"
)
_CAPTURE_METHODS = choice(
    "screenshot scroll_screenshot screen_recording photo_of_screen native_export email_original bill_export",
    "bank_document download web_archive paper_scan audio_recording written_note",
)
_RISKS = choices(
    "id_documents_shared remote_access_installed otp_shared intimate_images threats minor_involved",
    "loans_taken_in_my_name malware_suspected still_paying",
)

_CASE = {
    "title": TEXT, "case_uid": TEXT, "platform": TEXT, "scam_type": _SCAM_TYPES, "status": TEXT,
    "jurisdictions": TEXTS, "language": TEXT, "timezone": ZONE, "first_contact_at": TIME, "last_contact_at": TIME,
    "discovered_at": TIME, "discovered_how": TEXT, "still_in_contact": FLAG, "total_loss": MONEY,
    "total_loss_currency": CURRENCY, "recovered_amount": MONEY, "risk_flags": _RISKS, "narrative_short": TEXT,
    "narrative_full": TEXT, "impact_statement": TEXT, "data_given_away": TEXT,
}  # fmt: skip
_PERSON = {
    "role": choice("complainant", "filer", "witness", "other_victim"), "full_name": TEXT, "other_names": TEXTS,
    "birth_date": TIME, "birth_place": TEXT, "age_range": TEXT, "sex": TEXT, "nationality": TEXT, "id_type": TEXT,
    "id_number": TEXT, "occupation": TEXT, "employer": TEXT, "address": TEXT, "city": TEXT, "region": TEXT,
    "postcode": TEXT, "country": TEXT, "phone_e164": TEXT, "email": TEXT, "preferred_contact": TEXT,
    "language": TEXT, "interpreter_needed": FLAG, "vulnerability": TEXT, "relationship_to_victim": TEXT,
    "consent_share_police": FLAG,
}  # fmt: skip
_SUSPECT = {
    "label": TEXT, "claimed_name": TEXT, "claimed_role": TEXT, "claimed_org": TEXT, "real_name_known": TEXT,
    "description": TEXT, "voice_accent": TEXT, "location_claimed": TEXT, "photo_item_ids": TEXTS,
    "confidence": TEXT, "notes": TEXT,
}  # fmt: skip
_IDENTIFIER = {
    "type": _IDENTIFIER_TYPES, "value_exact": TEXT, "value_normalised": TEXT, "platform": TEXT,
    "display_name": TEXT, "profile_url": TEXT, "first_seen": TIME, "last_seen": TIME, "seen_in_items": TEXTS,
    "verified_how": TEXT, "is_victims_own": FLAG,
}  # fmt: skip
_PAYMENT = {
    "seq": WHOLE_NUMBER, "direction": _DIRECTIONS, "type": _PAYMENT_TYPES, "status": _PAYMENT_STATES,
    "sent_at": TIME, "sent_at_precision": _PRECISIONS, "timezone": ZONE, "amount": MONEY, "currency": CURRENCY,
    "amount_home": MONEY, "fee": MONEY, "purpose_told": TEXT, "from_institution": TEXT, "from_branch": TEXT,
    "from_country": TEXT, "from_account_name": TEXT, "from_account_no": TEXT, "to_institution": TEXT,
    "to_branch": TEXT, "to_country": TEXT, "to_account_name": TEXT, "to_account_no": TEXT, "routing_type": TEXT,
    "routing_value": TEXT, "swift_bic": TEXT, "iban": TEXT, "intermediary_bank": TEXT, "further_credit": TEXT,
    "reference_id": TEXT, "merchant_order_no": TEXT, "auth_code": TEXT, "card_last4": TEXT,
    "merchant_descriptor": TEXT, "channel": TEXT, "crypto_asset": TEXT, "crypto_network": TEXT,
    "crypto_from_wallet": TEXT, "crypto_to_wallet": TEXT, "crypto_tx_hash": TEXT, "exchange_used": TEXT,
    "atm_or_shop_address": TEXT, "gift_card_brand": TEXT, "gift_card_no": TEXT, "delayed_arrival": FLAG,
    "bank_notified": FLAG, "bank_notified_at": TIME, "bank_case_no": TEXT, "recall_requested_at": TIME,
    "recall_result": TEXT, "refunded_amount": MONEY, "evidence_items": TEXTS, "in_report": FLAG,
}  # fmt: skip
_EVENT = {
    "seq": WHOLE_NUMBER, "at": TIME, "at_precision": _PRECISIONS, "timezone": ZONE, "channel": TEXT,
    "direction": _DIRECTIONS, "from_identifier": TEXT, "to_identifier": TEXT, "summary": TEXT, "quote": TEXT,
    "money_link": TEXT, "evidence_items": TEXTS, "in_report": FLAG,
}  # fmt: skip
_REPORT = {
    "organisation": TEXT, "org_type": _ORGANISATIONS, "channel": TEXT, "reported_at": TIME, "timezone": ZONE,
    "reference_no": TEXT, "officer_name": TEXT, "officer_contact": TEXT, "what_was_given": TEXT, "outcome": TEXT,
    "outcome_at": TIME, "next_step_due": TIME, "evidence_items": TEXTS, "in_report": FLAG,
}  # fmt: skip
_DEVICE = {
    "label": TEXT, "type": TEXT, "make_model": TEXT, "os_version": TEXT, "app_versions": TEXTS,
    "serial_or_imei": TEXT, "phone_number": TEXT, "account_logged_in": TEXT, "clock_offset_seconds": WHOLE_NUMBER,
    "kept_by": TEXT, "location": TEXT, "still_unmodified": FLAG, "notes": TEXT,
}  # fmt: skip
_GLOSSARY = {"term": TEXT, "meaning": TEXT, "used_by": TEXT, "evidence_items": TEXTS}
_NOTE = {"text": TEXT, "tags": TEXTS, "about": TEXT}
_PROOF = {
    "about": TEXT, "kind": choice("profile inducement instruction voucher bill refusal"), "evidence_items": TEXTS,
    "not_needed": FLAG,
}  # fmt: skip
_EXHIBIT = {
    "item_id": TEXT, "title": TEXT, "proves": TEXT, "capture_method": _CAPTURE_METHODS, "device_label": TEXT,
    "captured_by": TEXT, "captured_at": TIME, "tags": TEXTS,
}  # fmt: skip
_MATCH = {
    "payment_id": TEXT, "item_id": TEXT, "seq": WHOLE_NUMBER, "span_sha256": TEXT, "verdict": choice("same different"),
}  # fmt: skip
_COMPLAINT = {
    "platform": TEXT, "language": TEXT, "entry": TEXT, "category": TEXT, "text": TEXT, "picture_item_ids": TEXTS,
    "picture_places": TEXTS, "message_picks": TEXTS, "filed_at": TIME,
    "timezone": ZONE, "reference_no": TEXT, "result": TEXT, "result_at": TIME,
}  # fmt: skip
_MARK = {
    "item_id": TEXT, "conversation_id": TEXT, "seq": WHOLE_NUMBER, "span_sha256": TEXT,
    "kind": choice("inducement instruction payment refusal threat other"),
}  # fmt: skip
_TRANSLATION = {
    "item_id": TEXT, "conversation_id": TEXT, "seq": WHOLE_NUMBER, "span_sha256": TEXT, "language": LANGUAGE_TAG,
    "text": TEXT, "translator": TEXT, "made_on": TIME, "source": TEXT,
}  # fmt: skip

ENTITIES: Mapping[str, Mapping[str, FieldKind]] = {
    "case": _CASE,
    "person": _PERSON,
    "suspect": _SUSPECT,
    "identifier": _IDENTIFIER,
    "payment": _PAYMENT,
    "event": _EVENT,
    "report": _REPORT,
    "device": _DEVICE,
    "glossary": _GLOSSARY,
    "note": _NOTE,
    "proof": _PROOF,
    "narrative": {"text": TEXT},
    "complaint": _COMPLAINT,
    "exhibit": _EXHIBIT,
    "checklist": {"check_id": TEXT, "state": choice("done", "not-needed")},
    "mark": _MARK,
    "translation": _TRANSLATION,
    "match": _MATCH,
    "series": {"item_ids": TEXTS},
}
"""Entity to its fields in the order in which they are written and shown."""

INTERNAL_FIELDS: Mapping[str, FieldKind] = {"key": TEXT, "suspect_id": TEXT, "taken_from": TEXTS}
"""Fields the program keeps beside them: the writer's key, whose identifier it is, and what it was taken over from."""

TABLES: Mapping[str, str] = {
    "people": "person",
    "suspects": "suspect",
    "payments": "payment",
    "events": "event",
    "reports": "report",
    "devices": "device",
    "glossary": "glossary",
    "notes": "note",
    "proofs": "proof",
    "exhibits": "exhibit",
}
"""The tables of a facts file in their order, with the entity of each; ``case`` and ``narrative`` stand alone."""
