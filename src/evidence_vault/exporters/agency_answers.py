# SPDX-License-Identifier: GPL-3.0-or-later
"""The answers to an agency's questions from the recorded facts; "" where nothing is recorded, never a guess."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from evidence_vault.complaints.catalogue import platform_name
from evidence_vault.exporters.labels import IDENTIFIER_TYPES, PAYMENT_STATES, PAYMENT_TYPES
from evidence_vault.exporters.report_context import ReportContext
from evidence_vault.exporters.report_payments import payment_time, total_texts
from evidence_vault.exporters.report_summary import kind_of_case
from evidence_vault.money import exact_amount
from evidence_vault.records import Fact, Fields, Json, Suspect

_GROUPS: Mapping[str, frozenset[str]] = {
    "phone": frozenset({"phone", "whatsapp"}),
    "email": frozenset({"email"}),
    "url": frozenset({"url", "domain", "profile_url"}),
    "social": frozenset({
        "wechat_id", "wechat_nickname", "qq", "alipay_account", "telegram_username", "telegram_id", "line_id",
        "discord_id", "social_handle",
    }),
    "ip": frozenset({"ip"}),
    "bank_account": frozenset({"bank_account", "iban", "card_masked"}),
    "wallet": frozenset({"crypto_wallet"}),
    "app": frozenset({"app_name", "app_package"}),
}  # fmt: skip
_CASE_TIMES = frozenset({"first_contact_at", "last_contact_at", "discovered_at"})
_PAYMENT_TIMES = frozenset({"bank_notified_at", "recall_requested_at"})


@dataclass(frozen=True, slots=True)
class Subject:
    """What a repeated question is about; both None for the case as a whole."""

    payment: Fact | None = None
    suspect: Suspect | None = None


class AgencyAnswers:
    """Answers in the language of the export."""

    def __init__(self, context: ReportContext) -> None:
        self._context = context
        self._translate = context.words.translate
        self._of: Mapping[str, Callable[[str, Subject], str]] = {
            "complainant": lambda name, _subject: self._person("complainant", name),
            "filer": lambda name, _subject: self._filer(name),
            "people": lambda name, _subject: self._people(name),
            "case": lambda name, _subject: self._case(name),
            "total": lambda name, _subject: self._total(name),
            "reports": lambda name, _subject: self._reports(name),
            "suspect": self._suspect,
            "identifier": self._identifier,
            "payment": self._payment,
        }

    def answer(self, key: str, subject: Subject = Subject()) -> str:
        """The answer to the question ``key`` of ``questions.toml``; "" where nothing is recorded."""
        group, _dot, name = key.partition(".")
        found = self._of.get(group)
        return found(name, subject) if found else ""

    def _plain(self, value: Json) -> str:
        return "" if value is None or value in ("", []) else self._context.shown.text(value)

    def _person(self, role: str, name: str) -> str:
        person = self._context.person(role)
        return self._plain(person.fields.get(name)) if person else ""

    def _filer(self, name: str) -> str:
        """Somebody who reports for the person; where the person works here themselves, that nobody does."""
        if self._context.person("filer") or name != "full_name":
            return self._person("filer", name)
        is_own = self._context.dossier.made_by.role == "self" and self._context.person("complainant") is not None
        return self._translate("No, I report for myself") if is_own else ""

    def _people(self, name: str) -> str:
        role = {"witnesses": "witness", "other_victims": "other_victim"}[name]
        people = [person.fields for person in self._context.case.people if person.fields.get("role") == role]
        return "\n".join(self._line(fields, "full_name", "phone_e164", "email") for fields in people)

    def _line(self, fields: Fields, *names: str) -> str:
        return " · ".join(str(fields[name]) for name in names if fields.get(name))

    def _case(self, name: str) -> str:
        case, made = self._context.case, {
            "kind": self._kind, "contact_began": self._contact_began, "means": self._means,
            "narrative": lambda: "\n\n".join(self._context.case.narrative),
            "exhibits": self._exhibits, "devices": self._devices, "narrative_short": self._short,
        }  # fmt: skip
        if name in made:
            return made[name]()
        if name in _CASE_TIMES:
            return self._time(case.fields, name)
        return self._plain(case.fields.get(name))

    def _time(self, fields: Fields, name: str) -> str:
        return self._context.shown.time(fields[name], zone=fields.get("timezone")) if fields.get(name) else ""

    def _kind(self) -> str:
        return kind_of_case(self._context) if self._context.case.fields.get("scam_type") else ""

    def _short(self) -> str:
        short = self._plain(self._context.case.fields.get("narrative_short"))
        return short or "\n\n".join(self._context.case.narrative[:1])

    def _contact_began(self) -> str:
        if not self._context.case.events:
            return ""
        first = self._context.case.events[0].fields
        return self._line(first, "summary", "channel")

    def _means(self) -> str:
        suspects = self._context.case.suspects
        used = [self._platform()]
        used += [str(event.fields["channel"]) for event in self._context.case.events if event.fields.get("channel")]
        used += [self._identifiers(suspects, group) for group in ("url", "app")]
        return "\n".join(dict.fromkeys(text for text in used if text))

    def _platform(self) -> str:
        """The platform by its name, where it is one of ours."""
        return platform_name(self._plain(self._context.case.fields.get("platform")), self._context.words.tag)

    def _exhibits(self) -> str:
        named = self._translate("{name}: {value}")
        return "\n".join(
            named.format(name=one.number, value=one.title or one.item.name) for one in self._context.dossier.exhibits
        )

    def _devices(self) -> str:
        names = ("label", "make_model", "kept_by", "location")
        return "\n".join(self._line(device.fields, *names) for device in self._context.case.devices)

    def _total(self, name: str) -> str:
        return total_texts(self._context, name) if self._context.case.payments else ""

    def _reports(self, name: str) -> str:
        reports = [report for report in self._context.case.reports if name in {"all", report.fields.get("org_type")}]
        lines = []
        for report in reports:
            fields = report.fields
            known = [self._plain(fields.get("organisation")), self._time(fields, "reported_at")]
            lines.append(" · ".join(filter(None, [*known, self._plain(fields.get("reference_no"))])))
        return "\n".join(lines)

    def _suspect(self, name: str, subject: Subject) -> str:
        suspects = [subject.suspect] if subject.suspect else list(self._context.case.suspects)
        field = "claimed_name" if name == "name" else name
        return "\n".join(filter(None, (self._plain(one.fields.get(field)) for one in suspects)))

    def _identifier(self, group: str, subject: Subject) -> str:
        return self._identifiers([subject.suspect] if subject.suspect else self._context.case.suspects, group)

    def _identifiers(self, suspects: Iterable[Suspect], group: str) -> str:
        types = _GROUPS.get(group, frozenset(IDENTIFIER_TYPES) - frozenset().union(*_GROUPS.values()))
        lines = []
        for suspect in suspects:
            for identifier in suspect.identifiers:
                if identifier.get("type") in types and not identifier.get("is_victims_own"):
                    lines.append(self._seen(identifier, group))
        return "\n".join(dict.fromkeys(filter(None, lines)))

    def _seen(self, identifier: Fields, group: str) -> str:
        value = self._plain(identifier.get("value_exact"))
        if group in {"social", "other"} and value:
            kind = self._context.shown.choice(identifier.get("type"), IDENTIFIER_TYPES)
            name = identifier.get("display_name")
            return f"{value} ({kind})" if not name else f"{value} ({kind}, {name})"
        return value

    def _payment(self, name: str, subject: Subject) -> str:
        if not subject.payment:
            return ""
        fields, shown = subject.payment.fields, self._context.shown
        made: Mapping[str, Callable[[], str]] = {
            "amount": lambda: shown.amount(fields) if exact_amount(fields.get("amount")) is not None else "",
            "sent_at": lambda: payment_time(self._context, subject.payment) if fields.get("sent_at") else "",  # type: ignore[arg-type]  # known above
            "type": lambda: shown.choice(fields["type"], PAYMENT_TYPES) if fields.get("type") else "",
            "status": lambda: shown.choice(fields["status"], PAYMENT_STATES) if fields.get("status") else "",
            "arrival": lambda: self._arrival(fields.get("delayed_arrival")),
            "refunded_amount": lambda: shown.amount(fields, "refunded_amount") if fields.get("refunded_amount") else "",
            "bank_notified": lambda: self._bank_told(fields),
            "to_account_no": lambda: self._payee_account(fields),
            "exhibits": lambda: self._context.exhibit_numbers(subject.payment),  # type: ignore[arg-type]  # known above
        }
        if name in made:
            return made[name]()
        return self._time(fields, name) if name in _PAYMENT_TIMES else self._plain(fields.get(name))

    def _payee_account(self, fields: Fields) -> str:
        """The account, or what stands for it: an IBAN, a wallet."""
        names = ("to_account_no", "iban", "crypto_to_wallet")
        return next((str(fields[name]) for name in names if fields.get(name)), "")

    def _arrival(self, delayed: Json) -> str:
        if not isinstance(delayed, bool):
            return ""
        translate = self._translate
        return translate("delayed: it can perhaps still be cancelled") if delayed else translate("arrived at once")

    def _bank_told(self, fields: Fields) -> str:
        if fields.get("bank_notified_at"):
            return self._time(fields, "bank_notified_at")
        return self._plain(fields.get("bank_notified"))
