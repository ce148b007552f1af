"""An honest audit log is always accepted; whatever is done to it without its key is found, where it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.audit import Act, Cut, Entry, Head, canonical, genesis, link_after
from flows.audit_anchor import Anchor, UnreadableAnchor, anchors_in, line_of
from flows.audit_check import Finding, Proof, Wrong, verified

KEY, HOME, ELSEWHERE = b"k" * 32, "home", "elsewhere"
START = datetime(2026, 11, 18, 8, 14, tzinfo=UTC)
WORDS = ("account", "municipality", "system", "purpose", "legal_basis", "case_ref", "person", "run", "detail")
Log = list[Entry]
chains = st.integers(min_value=3, max_value=12)
quick = settings(max_examples=60, deadline=None)


def chain(length: int, *, installation: str = HOME, key: bytes = KEY, told: str = "") -> Log:
    """An honest log; `told` makes another of it."""
    link, entries = genesis(installation, key), []
    for number in range(1, length + 1):
        said = {name: f"{name} {number}{told}" for name in WORDS}
        at = START + timedelta(seconds=number)
        entry = Entry(number=number, at=at, act=Act.CASE_OPENED, link="", **said)
        link = link_after(link, entry, key)
        entries.append(replace(entry, link=link))
    return entries


def head(entries: Log, installation: str = HOME) -> Head:
    return Head(installation=installation, number=entries[-1].number, link=entries[-1].link)


def found(
    entries: Sequence[Entry], honest: Log, *anchors: Head, cut: Cut | None = None, is_emptied: bool = False
) -> list[Finding]:
    in_order = sorted(entries, key=lambda one: one.number)
    proof = Proof(key=KEY, head=head(honest), anchors=anchors, cut=cut, is_emptied=is_emptied)
    return list(verified(in_order, proof))


def at(wrong: Wrong, first: int, last: int = 0, *, belongs: int = 0) -> Finding:
    return Finding(wrong=wrong, first=first, last=last or first, belongs=belongs)


@quick
@given(chains, st.data())
def test_an_honest_log_is_accepted_with_every_anchor_that_was_ever_put(
    length: int, data: st.DataObject
) -> None:
    honest = chain(length)
    anchored = data.draw(st.sets(st.integers(min_value=1, max_value=length)))
    assert found(honest, honest, *(head(honest[:number]) for number in anchored)) == []


@quick
@given(chains, st.data())
def test_what_is_left_after_any_cut_is_accepted(length: int, data: st.DataObject) -> None:
    honest = chain(length)
    number = data.draw(st.integers(min_value=1, max_value=length))
    cut = Cut(number=number, link=honest[number - 1].link)
    assert found(honest[number:], honest, head(honest), head(honest[:number]), cut=cut) == []


@quick
@given(chains, st.data())
def test_what_is_put_where_a_purge_has_been_is_found_and_nothing_else_is_blamed(
    length: int, data: st.DataObject
) -> None:
    honest = chain(length)
    number = data.draw(st.integers(min_value=1, max_value=length - 1))
    cut, left = Cut(number=number, link=honest[number - 1].link), honest[number:]
    assert found(left, honest, head(honest), cut=cut, is_emptied=True) == []
    place = data.draw(st.integers(min_value=-3, max_value=number))
    forged = replace(data.draw(st.sampled_from(honest)), number=place)
    expected = at(Wrong.SPLICED, place) if place > 0 else Finding(wrong=Wrong.UNPLACED, first=0, last=0)
    assert found([forged, *left], honest, head(honest), cut=cut, is_emptied=True) == [expected]


def test_a_log_in_which_nothing_stands_yet_is_accepted() -> None:
    empty = Head(installation=HOME, number=0, link="")
    assert verified([], Proof(key=KEY, head=empty)) == []


@quick
@given(chains, st.sampled_from((*WORDS, "act", "at")), st.data())
def test_an_edited_entry_is_found_and_no_other_is_blamed(
    length: int, field: str, data: st.DataObject
) -> None:
    honest = chain(length)
    where = data.draw(st.integers(min_value=0, max_value=length - 1))
    changed = START if field == "at" else getattr(honest[where], field) + "x"
    edited = [*honest]
    edited[where] = replace(honest[where], **{field: changed})
    assert found(edited, honest) == [at(Wrong.EDITED, where + 1)]


@quick
@given(chains, st.data())
def test_an_entry_edited_with_its_link_taken_along_is_found(length: int, data: st.DataObject) -> None:
    honest = chain(length)
    where = data.draw(st.integers(min_value=0, max_value=length - 1))
    forged = replace(honest[where], purpose="annat")
    previous = honest[where - 1].link if where else genesis(HOME, b"guessed")
    edited = [*honest]
    edited[where] = replace(forged, link=link_after(previous, forged, b"guessed"))
    assert found(edited, honest)[0] in (at(Wrong.SPLICED, where + 1), at(Wrong.EDITED, where + 1))


@quick
@given(chains, st.data())
def test_missing_entries_are_found_wherever_they_stood(length: int, data: st.DataObject) -> None:
    honest = chain(length)
    first = data.draw(st.integers(min_value=1, max_value=length - 1))
    last = data.draw(st.integers(min_value=first, max_value=length - 1))
    left = honest[: first - 1] + honest[last:]
    assert found(left, honest) == [at(Wrong.MISSING, first, last)]


@quick
@given(chains, st.data(), st.booleans())
def test_entries_that_have_changed_places_are_told_with_where_they_belong(
    length: int, data: st.DataObject, with_links: bool
) -> None:
    honest = chain(length)
    one, other = sorted(data.draw(st.sets(st.integers(0, length - 1), min_size=2, max_size=2)))
    moved = [*honest]
    for here, there in ((one, other), (other, one)):
        link = honest[there].link if with_links else honest[here].link
        moved[here] = replace(honest[there], number=here + 1, link=link)
    told = found(moved, honest)
    assert at(Wrong.REORDERED, one + 1, belongs=other + 1) in told
    assert at(Wrong.REORDERED, other + 1, belongs=one + 1) in told
    assert {finding.first for finding in told} == {one + 1, other + 1}


@quick
@given(chains, st.data())
def test_a_log_whose_end_is_gone_is_found_by_what_is_kept_apart(length: int, data: st.DataObject) -> None:
    honest = chain(length)
    left = data.draw(st.integers(min_value=0, max_value=length - 1))
    assert found(honest[:left], honest) == [at(Wrong.TRUNCATED, left + 1, length)]


@quick
@given(chains, st.data())
def test_an_end_that_is_gone_from_both_tables_is_found_by_an_anchor(length: int, data: st.DataObject) -> None:
    honest = chain(length)
    left = data.draw(st.integers(min_value=1, max_value=length - 1))
    assert found(honest[:left], honest[:left], head(honest)) == [at(Wrong.TRUNCATED, left + 1, length)]
    assert found(honest[:left], honest[:left]) == []  # which is why there are anchors


@quick
@given(chains, st.data())
def test_entries_of_another_log_are_found(length: int, data: st.DataObject) -> None:
    honest, other = chain(length), chain(length, installation=ELSEWHERE, told="!")
    where = data.draw(st.integers(min_value=0, max_value=length - 1))
    many = data.draw(st.integers(min_value=1, max_value=length - where))
    spliced = honest[:where] + other[where : where + many] + honest[where + many :]
    told = found(spliced, honest)
    assert told
    # Entries that follow each other are told by where they begin, and by what no longer follows them.
    assert min(one.first for one in told) == where + 1
    assert all(where < one.first <= where + many + 1 for one in told)


@quick
@given(chains, st.data())
def test_an_entry_of_its_own_that_is_put_in_a_second_time_is_found(length: int, data: st.DataObject) -> None:
    honest = chain(length)
    again = data.draw(st.sampled_from(honest))
    where = data.draw(st.integers(min_value=0, max_value=length))
    moved = [replace(one, number=one.number + 1) for one in honest[where:]]
    spliced = [*honest[:where], replace(again, number=where + 1), *moved]
    told = found(spliced, honest)
    assert told
    # Before itself it stands where it should, and what follows it is the second.
    assert min(one.first for one in told) == where + 1 + (again.number == where + 1)


def done(log: Log, what: str, here: int, *, there: int) -> Log:
    """The log after somebody has been at it; who moves an entry gives it the number of its new place."""
    if not log:
        return log
    one, other = here % len(log), there % len(log)
    changed = [*log]
    match what:
        case "edit":
            changed[one] = replace(log[one], purpose=f"{log[one].purpose}x")
        case "relink":
            changed[one] = replace(log[one], link=log[other].link)
        case "delete":
            del changed[min(one, other) : max(one, other) + 1]
        case "reorder":
            changed[one] = replace(log[other], number=log[one].number)
            changed[other] = replace(log[one], number=log[other].number)
        case "repeat":
            changed.append(replace(log[one], number=log[-1].number + 1))
        case "splice":
            changed[one] = chain(log[one].number, told="!")[-1]
        case "truncate":
            del changed[one:]
    return changed


DEEDS = ("edit", "relink", "delete", "reorder", "repeat", "splice", "truncate")


@settings(max_examples=150, deadline=None)
@given(
    chains, st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 99), st.integers(0, 99)), max_size=4)
)
def test_whatever_is_done_to_a_log_and_together_is_found_and_nothing_done_is_accepted(
    length: int, deeds: list[tuple[str, int, int]]
) -> None:
    """The spliced entries are signed with our own key, as those of a copy that has gone its own way are."""
    honest = log = chain(length)
    for what, here, there in deeds:
        log = done(log, what, here, there=there)
    assert bool(found(log, honest)) is (log != honest)


def test_another_installations_log_does_not_pass_for_ours() -> None:
    other = chain(5, installation=ELSEWHERE)
    assert found(other, other)[0].first == 1


def test_a_log_written_anew_with_the_key_is_found_by_an_anchor() -> None:
    honest, forged = chain(6), chain(6, told="!")
    assert found(forged, forged, head(honest[:4])) == [at(Wrong.REWRITTEN, 4)]


def test_an_anchor_of_another_installation_is_told() -> None:
    honest = chain(3)
    assert found(honest, honest, head(honest, ELSEWHERE)) == [at(Wrong.FOREIGN, 1, 3)]


def test_a_head_that_says_less_or_something_else_is_told() -> None:
    honest = chain(5)
    assert found(honest, honest[:3]) == [at(Wrong.SPLICED, 4, 5)]
    odd = [*honest[:4], replace(honest[4], link="0" * 64)]
    assert found(honest, odd) == [at(Wrong.EDITED, 5)]


def test_after_a_cut_the_rest_is_proven_and_what_lies_before_is_not_asked_about() -> None:
    honest = chain(8)
    cut = Cut(number=3, link=honest[2].link)
    old_anchor = Head(installation=HOME, number=2, link="f" * 64)
    assert found(honest[3:], honest, old_anchor, cut=cut) == []
    assert found(honest[4:], honest, cut=cut) == [at(Wrong.MISSING, 4)]
    assert found(honest[3:], honest, cut=Cut(number=3, link="0" * 64)) != []


@pytest.mark.parametrize("name", ["number", *WORDS])
def test_no_two_entries_have_the_same_bytes(name: str) -> None:
    entry = chain(1)[0]
    other = 2 if name == "number" else getattr(entry, name) + '","'
    assert canonical(replace(entry, **{name: other})) != canonical(entry)


def test_an_anchor_is_read_as_it_was_written_and_a_spoilt_one_is_refused() -> None:
    anchor = Anchor(head=head(chain(3)), at=START)
    line = line_of(anchor)
    assert anchors_in(f"{line}\n\n{line}\n") == [anchor, anchor]
    for spoilt in (line[:40], line.upper(), line.replace(" 3 ", " x "), line.replace(" 3 ", f" {2**63} ")):
        with pytest.raises(UnreadableAnchor, match="Line 2"):
            anchors_in(f"{line}\n{spoilt}\n")
