"""A key is told by its id; the first seals, every one opens, and a seal follows keys that are changed."""

import pytest
from cryptography.fernet import Fernet

from adapters.persistence.seal import NO_ID, Keys, NoDataKey, Seal, key_id, new_key, sealed_with

OLD, NEW = new_key(), new_key()
PLAIN = b"Anna Andersson, Storgatan 1"


def test_what_is_sealed_tells_which_key_and_neither_the_key_nor_the_text() -> None:
    sealed = Seal([NEW, OLD]).seal(PLAIN)
    assert sealed_with(sealed) == key_id(NEW) != key_id(OLD)
    assert PLAIN not in sealed
    assert NEW.encode() not in sealed


def test_what_was_sealed_before_there_were_ids_is_opened_by_whichever_key_fits() -> None:
    before = Fernet(OLD).encrypt(PLAIN)
    assert sealed_with(before) == NO_ID
    assert Seal([NEW, OLD]).unseal(before) == PLAIN
    with pytest.raises(NoDataKey, match="does not fit"):
        Seal([NEW]).unseal(before)


def test_a_key_that_is_missing_is_named_by_its_id_and_not_shown() -> None:
    with pytest.raises(NoDataKey, match=key_id(OLD)) as told:
        Seal([NEW]).unseal(Seal([OLD]).seal(PLAIN))
    assert NEW not in str(told.value)


def test_something_that_was_tampered_with_is_not_opened() -> None:
    sealed = Seal([OLD]).seal(PLAIN)
    with pytest.raises(NoDataKey):
        Seal([OLD]).unseal(sealed[:-4] + b"AAA=")
    with pytest.raises(NoDataKey):
        Seal([NEW, OLD]).unseal(sealed.replace(key_id(OLD).encode(), key_id(NEW).encode()))


def test_a_key_to_come_opens_and_does_not_seal() -> None:
    keys = Keys.written(f"{OLD}\n+{NEW}\n")
    assert keys == Keys(data=(OLD,), coming=(NEW,))
    assert Keys.written(keys.lines) == keys
    seal = Seal(keys)
    assert sealed_with(seal.seal(PLAIN)) == key_id(OLD)
    assert seal.unseal(Seal([NEW]).seal(PLAIN)) == PLAIN


def test_marks_are_the_oldest_keys_until_they_have_one_of_their_own() -> None:
    of_old = Seal([OLD]).mark("x")
    assert Seal([NEW, OLD]).mark("x") == of_old
    assert Seal(Keys(data=(OLD,), coming=(NEW,))).mark("x") == of_old
    assert Seal(Keys(data=(NEW,), mark=OLD)).mark("x") == of_old
    assert Seal([NEW]).mark("x") != of_old


def test_a_seal_follows_keys_that_are_changed_beside_it() -> None:
    changes = [None, Keys(data=(NEW, OLD))]
    seal = Seal([OLD], changed=lambda: changes.pop(0) if changes else None)
    assert sealed_with(seal.seal(PLAIN)) == key_id(OLD)
    assert sealed_with(seal.seal(PLAIN)) == key_id(NEW)


def test_a_seal_looks_for_other_keys_before_it_says_that_one_is_missing() -> None:
    seal = Seal([OLD], changed=lambda: Keys(data=(NEW, OLD)))
    assert seal.unseal(Seal([NEW]).seal(PLAIN)) == PLAIN


@pytest.mark.parametrize("keys", [[], ["not a key"], [OLD, "half"]])
def test_without_a_whole_key_nothing_starts_and_how_to_make_one_is_said(keys: list[str]) -> None:
    with pytest.raises(NoDataKey, match="utkast new-key"):
        Seal(keys)
