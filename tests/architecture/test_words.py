# SPDX-License-Identifier: GPL-3.0-or-later
"""Every error and every text has words in every language, and the places in them agree."""

import inspect
import string
from collections.abc import Iterator

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from evidence_vault import assets, errors, translations, user_messages

SOURCE = assets.resources_folder().parent / "src" / "evidence_vault"
KEYWORDS = {
    "_": None,
    "N_": None,
    "plural": (1, 2),
    "translate": None,
    "translate_plural": (1, 2),
}
OTHER_LANGUAGES = [tag for tag in translations.LANGUAGES if tag != translations.ENGLISH]


def texts_of_the_program() -> dict[str, str]:
    """Every translatable text of the source, with the file it stands in."""
    found: dict[str, str] = {}
    for name, _line, message, _comments, _context in extract_from_dir(SOURCE, [("**.py", "python")], keywords=KEYWORDS):
        text = message[0] if isinstance(message, tuple) else message  # the form for many hangs on that for one
        if text:
            found.setdefault(text, name)
    return found


def catalogue_texts(tag: str) -> dict[str, str]:
    """English text to translation; both forms of a plural lead to the first one."""
    texts: dict[str, str] = {}
    for path in (assets.resources_folder() / "locale" / tag).glob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh_Hans_CN"):
                forms = (message.id,) if isinstance(message.id, str) else message.id
                translation = message.string if isinstance(message.string, str) else message.string[0]
                texts.update((form, translation) for form in forms if form)
    return texts


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def error_classes() -> Iterator[type[errors.EvidenceVaultError]]:
    for _, thing in inspect.getmembers(errors, inspect.isclass):
        if issubclass(thing, errors.EvidenceVaultError):
            yield thing


def test_every_error_has_its_own_code_and_words() -> None:
    codes = [thing.code for thing in error_classes()]
    assert len(codes) == len(set(codes))
    assert not set(codes) - set(user_messages.WORDS)


def test_every_error_says_what_to_do_next() -> None:
    for thing in error_classes():
        words = user_messages.WORDS[thing.code]
        assert words.title, thing
        assert words.sentence, thing
        assert words.next_step, thing


def test_an_unknown_code_still_has_an_answer() -> None:
    assert user_messages.words_for("OF_A_LATER_VERSION").sentence == "OF_A_LATER_VERSION"


@pytest.mark.parametrize("tag", OTHER_LANGUAGES)
def test_every_text_is_translated(tag: str) -> None:
    known = catalogue_texts(tag)
    missing = {text: where for text, where in texts_of_the_program().items() if not known.get(text)}
    assert not missing


@pytest.mark.parametrize("tag", OTHER_LANGUAGES)
def test_translations_have_the_same_places(tag: str) -> None:
    wrong = [
        text
        for text, other in catalogue_texts(tag).items()
        if other and places(text) - {"count"} != places(other) - {"count"}
    ]
    assert not wrong


@pytest.mark.parametrize("tag", OTHER_LANGUAGES)
def test_nothing_is_translated_two_ways(tag: str) -> None:
    seen: dict[str, str] = {}
    for path in sorted((assets.resources_folder() / "locale" / tag).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh_Hans_CN"):
                if isinstance(message.id, str) and message.id:
                    assert seen.setdefault(message.id, str(message.string)) == message.string, (path.name, message.id)
