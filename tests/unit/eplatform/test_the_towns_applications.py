"""What the mock's form can say, and what its town sends in, is what the robot can read."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from adapters.eplatform import form_words as known
from adapters.eplatform.application import Wanted, application_from
from flows.eligibility.facts import Protection
from mock_legacy.inbox import form_words as offered
from mock_legacy.inbox.form_answers import FormHeader
from mock_legacy.inbox.form_fields import answers_from
from mock_legacy.inbox.form_xml import write_form
from mock_legacy.inbox.posted import PostedFields
from mock_legacy.world import open_world
from mock_legacy.world.generator import Recipe, generate
from mock_legacy.world.models import InboxInstance
from tests import inbox_forms as forms


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (offered.APPLICATION_TYPES, known.KINDS),
        (offered.HOUSING_FORMS, known.HOUSING_FORMS),
        (offered.INCOMES + offered.BENEFITS, known.INCOMES),
        (offered.BENEFITS, known.BENEFITS),
        (offered.COSTS, known.COSTS),
        (offered.ASSETS, known.ASSETS),
        (offered.ACTIVITIES, known.ACTIVITIES),
    ],
    ids=["kinds", "housing", "incomes", "benefits", "costs", "assets", "activities"],
)
def test_every_word_that_the_form_offers_is_known(
    choices: tuple[str, ...], words: Mapping[str, object]
) -> None:
    assert set(choices) == set(words)


def test_every_application_of_the_town_is_read(tmp_path: Path) -> None:
    world = open_world(tmp_path)
    generate(world, Recipe(applications=120))
    with world.session() as session:
        sent = session.scalars(select(InboxInstance).where(InboxInstance.family_id == 231)).all()
    world.close()
    assert len(sent) >= 120
    for instance in sent:
        moment = instance.posted.replace(tzinfo=UTC)
        wanted = Wanted(
            application_ref=str(instance.flow_instance_id),
            submitted_at=moment,
            municipality_code="9901",
            fetched_at=moment,
        )
        read = application_from(instance.payload, wanted)
        assert read.applicant.personal_number.digits == instance.poster_personnummer
        assert read.applicant.signed
        assert read.protection is Protection.NO


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [({"skydd": "Nej"}, Protection.NO), ({"skydd": "Ja"}, Protection.YES), ({}, Protection.UNKNOWN)],
)
def test_what_a_citizen_chooses_about_protected_identity_is_what_is_read(
    typed: Mapping[str, str], read_as: Protection
) -> None:
    """Whoever leaves the question blank has answered neither."""
    told = {"arende": "Återansökan", "kommun": "9901", "manad": "2026-11", "hushall_andrat": "Nej"}
    lives = {"bostad_form": "Hyresrätt", "bostad_personer": "1", "bostad_andrad": "Nej"}
    who = {"sokande_personnummer": forms.MOTHER}
    moment = datetime(2026, 11, 5, 8, tzinfo=UTC)
    answers = answers_from(PostedFields(texts={**told, **lives, **who, **typed}, files=()))
    header = FormHeader(flow_instance_id=1, poster_id=2, posted=moment)
    wanted = Wanted(application_ref="1", submitted_at=moment, municipality_code="9901", fetched_at=moment)
    assert application_from(write_form(header, answers), wanted).protection is read_as
