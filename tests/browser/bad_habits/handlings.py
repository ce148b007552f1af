"""For each kind of fault: what makes the robot survive it, and the test that fails when that is removed.

It must not know how a handling is removed (`removing`), nor what stands in its place (`stand_ins`).
"""

from dataclasses import dataclass

from tests.browser.bad_habits import stand_ins
from tests.browser.bad_habits.stand_ins import StandIn

HERE = "tests/browser/bad_habits/"
AGAIN = HERE + "test_sessions.py::test_a_lost_session_is_logged_in_once_more_and_the_errand_goes_on"
NO_PAGE = HERE + "test_pages.py::test_a_page_with_200_that_is_not_the_page_is_told_with_what_was_looked_for"
LOST = HERE + "test_writes.py::test_an_answer_that_is_lost_leaves_one_draft_that_a_look_finds"
SPOILT = HERE + "test_writes.py::test_what_the_system_spoils_in_silence_is_read_back_different"
DIFFERS = "tests/flows/test_drafting.py::test_what_reads_back_differently_fails_naming_the_field"
DOES_NOT_RAISE = "DID NOT RAISE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """One handling of one kind of fault.

    `name` is the dotted name of what is removed, `node` the test that must then fail, and `says` stands in
    what pytest prints of it: it fails for want of the handling, and not of something else.
    """

    kind: str
    name: str
    stand_in: StandIn
    node: str
    says: str

    def __str__(self) -> str:
        return f"{self.kind} without {self.name}"


def handling(said: str) -> Handling:
    """The row that is called so."""
    (one,) = (row for row in HANDLINGS if str(row) == said)
    return one


HANDLINGS = (
    # The line.
    Handling(
        kind="latency",
        name="bots.kit.browser.new_context",
        stand_in=stand_ins.half_a_second,
        node=HERE + "test_timing.py::test_latency_is_waited_for[almanda household]",
        says="SYSTEM_SLOW",
    ),
    Handling(
        kind="hang",
        name="bots.kit.browser.bound",
        stand_in=stand_ins.five_times_the_time,
        node=HERE + "test_timing.py::test_a_screen_that_hangs_is_slow_when_patience_ends[almanda household]",
        says="time.monotonic() - started",
    ),
    Handling(
        kind="cut",
        name="bots.kit.translation._screen_error",
        stand_in=stand_ins.a_changed_screen,
        node=HERE + "test_timing.py::test_a_line_that_is_cut_is_told_as_unreachable[inbox instances]",
        says="SCREEN_CHANGED",
    ),
    # The session and the account.
    Handling(
        kind="session_loss",
        name="bots.kit.session_pool.SessionPool._answer",
        stand_in=stand_ins.one_try,
        node=AGAIN + "[almanda household-session_loss]",
        says="SESSION_LOST",
    ),
    Handling(
        kind="dead_session_login_page",
        name="bots.almanda.weather.LoginInstead.sign",
        stand_in=stand_ins.never_seen,
        node=AGAIN + "[almanda household-dead_session_login_page]",
        says="SCREEN_CHANGED",
    ),
    Handling(
        kind="dead_session_401",
        name="bots.kit.loading.raise_for_status",
        stand_in=stand_ins.nothing_done,
        node=AGAIN + "[almanda household-dead_session_401]",
        says="SCREEN_CHANGED",
    ),
    Handling(
        kind="dead_session_360",
        name="bots.kit.loading.raise_for_status",
        stand_in=stand_ins.nothing_done,
        node=AGAIN + "[almanda household-dead_session_360]",
        says="SCREEN_CHANGED",
    ),
    Handling(
        kind="account_locked",
        name="bots.kit.session_pool.SessionPool._raise_unless_open",
        stand_in=stand_ins.nothing_done,
        node=HERE
        + "test_sessions.py::test_a_locked_account_stops_its_system_and_is_not_tried_again[almanda]",
        says="['locked', 'locked']",
    ),
    # Another page than the one that was asked for.
    Handling(
        kind="http_error",
        name="bots.kit.loading.raise_for_status",
        stand_in=stand_ins.nothing_done,
        node=HERE + "test_pages.py::test_a_server_error_may_pass[almanda household]",
        says="SCREEN_CHANGED",
    ),
    Handling(
        kind="notice_page",
        name="bots.almanda.weather.Notice.sign",
        stand_in=stand_ins.never_seen,
        node=HERE + "test_pages.py::test_a_notice_is_read_and_the_errand_goes_on[almanda household]",
        says="SCREEN_CHANGED",
    ),
    Handling(
        kind="maintenance",
        name="bots.almanda.weather.Maintenance.sign",
        stand_in=stand_ins.never_seen,
        node=HERE + "test_pages.py::test_a_closed_system_says_until_when[almanda household-200]",
        says="SCREEN_CHANGED",
    ),
    Handling(
        kind="maintenance",
        name="bots.kit.swedish.last_time_told",
        stand_in=stand_ins.nothing_done,
        node=HERE + "test_pages.py::test_a_closed_system_says_until_when[almanda household-503]",
        says="told.value.until == ",
    ),
    Handling(
        kind="password_change",
        name="bots.almanda.weather.NewPassword.sign",
        stand_in=stand_ins.never_seen,
        node=HERE + "test_pages.py::test_a_password_that_must_be_changed_blocks_and_is_never_filled_in"
        "[almanda household]",
        says="NOTICE_BLOCKS",
    ),
    Handling(
        kind="not_the_page",
        name="bots.kit.screen._Arrival._see",
        stand_in=stand_ins.nothing_awaited,
        node=NO_PAGE + "[skatteverket population-not_the_page]",
        says="cause.expected",
    ),
    Handling(
        kind="empty_page",
        name="bots.kit.screen._Arrival._see",
        stand_in=stand_ins.nothing_awaited,
        node=NO_PAGE + "[skatteverket population-empty_page]",
        says="cause.expected",
    ),
    # Screens that changed, or are in the way.
    Handling(
        kind="renamed_label",
        name="bots.skatteverket.population_page._require_known",
        stand_in=stand_ins.nothing_done,
        node=HERE + "test_screens.py::test_a_renamed_label_that_may_be_left_out_is_seen_by_its_new_name",
        says=DOES_NOT_RAISE,
    ),
    Handling(
        kind="moved_field",
        name="bots.kit.fields.Fields.__getitem__",
        stand_in=stand_ins.the_same_line,
        node=HERE + "test_screens.py::test_a_field_that_has_moved_is_read_by_its_label[inbox delivery]",
        says="CaseBroken",
    ),
    Handling(
        kind="inserted_column",
        name="bots.kit.table.Row.__getitem__",
        stand_in=stand_ins.the_same_cell,
        node=HERE + "test_screens.py::test_a_column_that_is_new_shifts_nothing[almanda household]",
        says="VALUE_UNREADABLE",
    ),
    Handling(
        kind="overlay",
        name="bots.kit.form.Form.send",
        stand_in=stand_ins.by_the_mouse,
        node=HERE + "test_screens.py::test_something_over_the_page_eats_no_press[almanda draft_form]",
        says="WRITE_UNCERTAIN",
    ),
    Handling(
        kind="unsaved_dialog",
        name="bots.kit.browser.new_context",
        stand_in=stand_ins.questions_that_stand,
        node=HERE
        + "test_screens.py::test_a_form_that_is_left_asks_about_unsaved_changes_and_saves_nothing"
        + "[the fault's question]",
        says="SystemSlow",
    ),
    # Lists that mislead.
    Handling(
        kind="duplicate_rows",
        name="bots.kit.table.Table.require_no_row_twice",
        stand_in=stand_ins.nothing_done,
        node=HERE + "test_rows.py::test_a_row_that_goes_on_standing_twice_is_never_counted_twice"
        "[almanda overview Beslut]",
        says=DOES_NOT_RAISE,
    ),
    Handling(
        kind="slow_rows",
        name="bots.kit.screen.Screen.rows_come_late",
        stand_in=stand_ins.never,
        node=HERE + "test_rows.py::test_rows_that_come_late_are_waited_for[almanda household]",
        says="VALUE_UNREADABLE",
    ),
    Handling(
        kind="stale_table",
        name="bots.eplatform.inbox_list._check_rows",
        stand_in=stand_ins.nothing_done,
        # A short page's own count would tell it too.
        node=HERE + "test_rows.py::test_a_full_page_of_the_filter_before_is_never_read",
        says=DOES_NOT_RAISE,
    ),
    # Somebody else, or somebody at work.
    Handling(
        kind="wrong_person",
        name="bots.almanda.person_shown.require_said",
        stand_in=stand_ins.nothing_done,
        node=HERE + "test_persons.py::test_a_page_about_somebody_else_is_never_read_nor_written_on"
        "[almanda household]",
        says=DOES_NOT_RAISE,
    ),
    Handling(
        kind="another_draft",
        name="bots.almanda.draft_page._require_number",
        stand_in=stand_ins.nothing_done,
        node=HERE + "test_persons.py::test_another_draft_of_the_same_person_is_never_taken_for_ours",
        says="test_another_draft_of_the_same_person",
    ),
    Handling(
        kind="namesake",
        name="bots.almanda.search_page.SearchAnswer.keys",
        stand_in=stand_ins.the_first,
        node=HERE + "test_persons.py::test_a_namesake_in_the_search_is_looked_at_again_and_never_chosen",
        says="WRONG_PERSON_SHOWN",
    ),
    Handling(
        kind="locked_record",
        name="bots.almanda.weather.LockedRecord.sign",
        stand_in=stand_ins.never_seen,
        node=HERE
        + "test_persons.py::test_a_file_that_a_colleague_has_open_is_told_as_locked_and_nothing_is_written",
        says="SCREEN_CHANGED",
    ),
    # Writes whose answer is lost, and what is then done: look, and write no sooner than it cannot arrive.
    Handling(
        kind="cut_after_write",
        name="bots.kit.sent_once.sent_once",
        stand_in=stand_ins.as_the_browser_does,
        node=LOST + "[cut, the line back at once]",
        says="test_an_answer_that_is_lost",
    ),
    Handling(
        kind="cut_after_write",
        name="flows.drafting._looked_for",
        stand_in=stand_ins.nothing_awaited,
        node="tests/flows/test_drafting.py::"
        "test_an_answer_lost_after_the_write_was_accepted_is_looked_for_at_once",
        says="test_an_answer_lost_after_the_write",
    ),
    Handling(
        kind="silence_after_write",
        name="bots.almanda.draft_form._unanswered",
        stand_in=stand_ins.the_cause_itself,
        node=LOST + "[silence, then cut]",
        says="test_an_answer_that_is_lost",
    ),
    Handling(
        kind="silence_after_write",
        name="flows.unanswered.finished_earlier",
        stand_in=stand_ins.nothing_awaited,
        node="tests/flows/test_uncertain.py::"
        "test_a_lost_answer_that_could_not_be_looked_for_at_once_is_found_later",
        says="test_a_lost_answer_that_could_not",
    ),
    Handling(
        kind="error_after_write",
        name="bots.almanda.draft_form._unanswered",
        stand_in=stand_ins.the_cause_itself,
        node=LOST + "[error]",
        says="SYSTEM_ERROR",
    ),
    Handling(
        kind="late_write",
        name="bots.almanda.draft_form._unanswered",
        stand_in=stand_ins.the_cause_itself,
        node=HERE + "test_writes.py::"
        "test_a_draft_that_is_kept_late_is_uncertain_and_a_look_that_is_early_finds_nothing",
        says="SYSTEM_SLOW",
    ),
    Handling(
        kind="late_write",
        name="flows.unanswered.finished_earlier",
        stand_in=stand_ins.nothing_awaited,
        node="tests/flows/test_on_its_way.py::test_a_review_at_once_looks_and_does_not_write",
        says="test_a_review_at_once",
    ),
    Handling(
        kind="double_save",
        name="adapters.almanda.case_system._require_one_at_most",
        stand_in=stand_ins.nothing_done,
        node=HERE + "test_writes.py::test_a_draft_that_the_system_kept_twice_is_found_twice_and_told",
        says=DOES_NOT_RAISE,
    ),
    # Writes that are kept as something else: what is read back is compared, field by field.
    Handling(
        kind="amount_zeroed",
        name="flows.left_to_person.differing_in",
        stand_in=stand_ins.none_found,
        node=SPOILT + "[the amount]",
        says="== ('amount',)",
    ),
    Handling(
        kind="amount_zeroed",
        name="flows.drafting._require_same",
        stand_in=stand_ins.nothing_done,
        node=DIFFERS + "[amount-kept3]",
        says="DRAFT_MISMATCH",
    ),
    Handling(
        kind="amounts_swapped",
        name="flows.left_to_person.differing_in",
        stand_in=stand_ins.none_found,
        node=SPOILT + "[two amounts]",
        says="== ('rows',)",
    ),
    Handling(
        kind="rows_swapped",
        name="flows.left_to_person.differing_in",
        stand_in=stand_ins.none_found,
        node=SPOILT + "[two rows]",
        says="== ('rows',)",
    ),
    Handling(
        kind="rows_swapped",
        name="flows.drafting._require_same",
        stand_in=stand_ins.nothing_done,
        node=DIFFERS + "[rows-kept8]",
        says="DRAFT_MISMATCH",
    ),
    Handling(
        kind="text_cut",
        name="flows.left_to_person.differing_in",
        stand_in=stand_ins.none_found,
        node=SPOILT + "[the longest text]",
        says="== ('text',)",
    ),
    Handling(
        kind="text_cut",
        name="flows.drafting._require_same",
        stand_in=stand_ins.nothing_done,
        node=DIFFERS + "[text-kept6]",
        says="DRAFT_MISMATCH",
    ),
)
