# SPDX-License-Identifier: GPL-3.0-or-later
"""The words for the codes of facts (DOMAIN §3.10): what a reader of an export sees instead of ``bank_transfer``."""

from collections.abc import Mapping

from evidence_vault.translations import N_

IDENTIFIER_TYPES: Mapping[str, str] = {
    "wechat_id": N_("WeChat ID"),
    "wechat_nickname": N_("WeChat nickname"),
    "qq": N_("QQ number"),
    "alipay_account": N_("Alipay account"),
    "phone": N_("Phone number"),
    "email": N_("E-mail address"),
    "bank_account": N_("Bank account"),
    "iban": N_("IBAN"),
    "card_masked": N_("Card number (masked)"),
    "crypto_wallet": N_("Crypto wallet"),
    "url": N_("Web address"),
    "domain": N_("Domain"),
    "ip": N_("IP address"),
    "app_name": N_("Name of an app"),
    "app_package": N_("Package of an app"),
    "telegram_username": N_("Telegram username"),
    "telegram_id": N_("Telegram ID"),
    "whatsapp": N_("WhatsApp number"),
    "line_id": N_("LINE ID"),
    "discord_id": N_("Discord ID"),
    "social_handle": N_("Account on a social network"),
    "profile_url": N_("Address of a profile"),
    "id_number": N_("ID number"),
    "vehicle_plate": N_("Vehicle plate"),
    "address": N_("Address"),
    "qr_code": N_("Content of a QR code"),
    "merchant_no": N_("Merchant number"),
    "transfer_no": N_("Transfer number"),
    "other": N_("Other"),
}

PAYMENT_TYPES: Mapping[str, str] = {
    "bank_transfer": N_("Bank transfer"),
    "wire_international": N_("International wire"),
    "card": N_("Card payment"),
    "wechat_pay_transfer": N_("WeChat Pay transfer"),
    "wechat_red_packet": N_("WeChat red packet"),
    "wechat_qr_merchant": N_("WeChat Pay to a merchant code"),
    "alipay_transfer": N_("Alipay transfer"),
    "third_party_wallet": N_("Wallet of another provider"),
    "paypal": N_("PayPal"),
    "p2p_app": N_("Payment app"),
    "cash": N_("Cash"),
    "cash_deposit": N_("Cash deposit"),
    "money_order": N_("Money order"),
    "cheque": N_("Cheque"),
    "gift_card": N_("Gift card"),
    "prepaid_card": N_("Prepaid card"),
    "crypto": N_("Crypto asset"),
    "crypto_atm": N_("Crypto machine"),
    "mobile_topup": N_("Mobile top-up"),
    "loan_taken": N_("Loan taken out"),
    "goods_sent": N_("Goods sent"),
    "other": N_("Other"),
}

PAYMENT_STATES: Mapping[str, str] = {
    "sent": N_("Sent"),
    "received_by_payee": N_("Received by the payee"),
    "pending": N_("Pending"),
    "cancelled": N_("Cancelled"),
    "recalled": N_("Recalled"),
    "refunded": N_("Refunded"),
    "partly_refunded": N_("Partly refunded"),
    "failed": N_("Failed"),
    "unknown": N_("Not known"),
}

DIRECTIONS: Mapping[str, str] = {"sent": N_("from me"), "received": N_("from the other side")}

ORGANISATIONS: Mapping[str, str] = {
    "platform": N_("Platform"),
    "bank": N_("Bank"),
    "payment_provider": N_("Payment provider"),
    "exchange": N_("Exchange"),
    "police": N_("Police"),
    "regulator": N_("Regulator"),
    "telecom": N_("Telephone company"),
    "hosting": N_("Hosting company"),
    "other": N_("Other"),
}

PERSON_ROLES: Mapping[str, str] = {
    "complainant": N_("Complainant"),
    "filer": N_("Person who files for the complainant"),
    "witness": N_("Witness"),
    "other_victim": N_("Other person concerned"),
}

RISKS: Mapping[str, str] = {
    "id_documents_shared": N_("ID documents were shared"),
    "remote_access_installed": N_("A remote-access program was installed"),
    "otp_shared": N_("Verification codes were shared"),
    "intimate_images": N_("Intimate pictures are involved"),
    "threats": N_("There were threats"),
    "minor_involved": N_("A minor is involved"),
    "loans_taken_in_my_name": N_("Loans were taken in my name"),
    "malware_suspected": N_("Malware is suspected"),
    "still_paying": N_("Payments still go on"),
}

CUSTODY_EVENTS: Mapping[str, str] = {
    "added": N_("added"),
    "received-again": N_("received again"),
    "derived": N_("copy made"),
    "read": N_("read"),
    "verified": N_("verified"),
    "exported": N_("exported"),
    "time-stamp-requested": N_("time stamp asked for"),
    "time-stamp-added": N_("time stamp brought in"),
    "copied-out": N_("saved outside the vault"),
    "translator-table": N_("words saved as a table for a translator"),
    "exhibit-given": N_("exhibit number given"),
    "exhibit-withdrawn": N_("exhibit number withdrawn"),
    "case-key-made": N_("signing key of the case made"),
    "handed-over": N_("handed over"),
    "package-checked": N_("package of another vault checked"),
    "case-taken-in": N_("case taken in out of a package"),
    "erased": N_("content erased"),
    "content-erased": N_("evidence erased"),
    "payload-erased": N_("details of an entry erased"),
    "vault-created": N_("vault made"),
    "actor-named": N_("person named"),
    "header-changed": N_("keys of the vault changed"),
    "torn": N_("unfinished entry set aside"),
    "tail-restored": N_("end of the log restored"),
    "tail-lost": N_("end of the log missing"),
}
"""The events of the vault's journal; an event not listed is shown by its own name."""

CAPTURE_METHODS: Mapping[str, str] = {
    "screenshot": N_("screenshot"),
    "scroll_screenshot": N_("long screenshot of a scroll"),
    "screen_recording": N_("screen recording"),
    "photo_of_screen": N_("photo of a screen"),
    "native_export": N_("export made by the app"),
    "email_original": N_("original e-mail"),
    "bill_export": N_("bill exported from the payment service"),
    "bank_document": N_("document of the bank"),
    "download": N_("file received or downloaded"),
    "web_archive": N_("saved web page"),
    "paper_scan": N_("scan or photo of paper"),
    "audio_recording": N_("sound recording"),
    "written_note": N_("own note"),
}
"""How something came to be a file (DOMAIN §3.10, ``capture_method``)."""

TIME_CERTAINTIES: Mapping[str, str] = {
    "utc": N_("time in UTC"),
    "offset-known": N_("zone known"),
    "local-device": N_("time of the phone, zone not in the source"),
    "date-ambiguous": N_("day and month may be swapped"),
    "partial": N_("time incomplete"),
}

MESSAGE_KINDS: Mapping[str, str] = {
    "message": N_("message"),
    "system": N_("notice of the app"),
    "call": N_("call"),
    "payment": N_("payment"),
    "deleted": N_("deleted"),
    "unknown": N_("not understood"),
}

ATTACHMENT_STATES: Mapping[str, str] = {
    "present": N_("file kept"),
    "missing": N_("file not in the export"),
    "omitted": N_("left out by the app"),
    "expired": N_("expired"),
}
