"""An inhabitant at the inbox's own pages: identifies, fills the form in as a person would, signs, co-signs.

Give it a Playwright page that nobody else uses; it knows nothing of the robot.
"""

from dataclasses import dataclass

from playwright.async_api import Page

from mock_legacy.inbox.form_answers import FormAnswers, FormChild, FormEntry, FormPerson

_CHILD_ROWS = 8

# Field by field would take a second a form; what no label or choice fits is given back.
_FILL = """answers => {
  const tidy = text => text.replace(/\\s+/g, ' ').trim();
  const controls = [...document.querySelectorAll('form.panel input, form.panel select, form.panel textarea')];
  const labelled = label => controls.filter(one => one.getAttribute('aria-label') === label
    || [...(one.labels ?? [])].some(words => tidy(words.textContent) === label));
  return Object.entries(answers).filter(([label, answer]) => {
    const [control, ...more] = labelled(label);
    if (!control || more.length) return true;
    if (control.type === 'checkbox') control.checked = answer; else control.value = answer;
    return control.type !== 'checkbox' && control.value !== answer;
  }).map(([label]) => label);
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citizen:
    """A visitor; `base_url` is the inbox's address."""

    page: Page
    base_url: str

    async def identify(self, personnummer: str) -> None:
        """Become a test person."""
        await self.page.goto(f"{self.base_url}/minasidor/loggaut")
        await self.page.get_by_label("Personnummer").fill(personnummer)
        await self.page.get_by_role("button", name="Legitimera").click()
        await self.page.get_by_role("heading", name="Mina sidor").wait_for()

    async def apply(self, answers: FormAnswers) -> str:
        """Fill the form in, sign it and send it; return the application's number."""
        await self.page.goto(f"{self.base_url}/minasidor/ansok")
        return await self._send(answers)

    async def complete(self, number: str, answers: FormAnswers) -> str:
        """Fill the form of an application that was sent in once more, and send it; return its number."""
        await self.page.goto(f"{self.base_url}/minasidor")
        row = self.page.get_by_role("row").filter(has=self.page.get_by_role("cell", name=number, exact=True))
        await row.get_by_role("link", name="Komplettera").click()
        await self.page.get_by_role("heading", name=f"Komplettera ärende {number}").wait_for()
        return await self._send(answers)

    async def _send(self, answers: FormAnswers) -> str:
        unknown = await self.page.evaluate(_FILL, _by_label(answers))
        assert unknown == [], f"the form has no such label or choice: {unknown}"
        await self.page.get_by_role("button", name="Signera").click()
        return await self.page.locator("#arendenummer").inner_text()

    async def co_sign(self, number: str) -> None:
        """Sign an application as its co-applicant."""
        await self.page.goto(f"{self.base_url}/minasidor")
        row = self.page.get_by_role("row").filter(has=self.page.get_by_role("cell", name=number, exact=True))
        await row.get_by_role("link", name="Läs och signera").click()
        await self.page.get_by_role("button", name="Signera").click()
        await self.page.get_by_text("Inget väntar på din signatur.").wait_for()


def _by_label(answers: FormAnswers) -> dict[str, str | bool]:
    """Every answer under the label that the form shows for it; rows that are not used are emptied."""
    return {
        **_application(answers),
        **_persons(answers),
        **_children(answers),
        **_incomes(answers),
        **{f"{cost.kind} belopp": cost.amount for cost in answers.costs},
        **{f"{cost.kind} specifikation": cost.specification for cost in answers.costs},
        **_entries("Tillgång", answers.assets),
        **_entries("Ersättning", answers.pending_benefits),
        **dict.fromkeys(answers.activities, True),
        "Vad planerar du att göra under månaden?": answers.planning,
        "Vill du berätta något mer?": answers.message,
        "Jag intygar att uppgifterna är riktiga": True,
    }


def _application(answers: FormAnswers) -> dict[str, str | bool]:
    year, month = answers.period
    return {
        "Vad vill du ansöka om?": answers.application_type,
        "Kommun (kommunkod)": answers.municipality,
        "Vilken månad gäller ansökan? (ÅÅÅÅ-MM)": f"{year}-{month:0>2}",
        "Har något i hushållet ändrats?": _yes(answers.household_changed),
        "Har du eller någon i hushållet skyddade personuppgifter?": answers.protected,
        "Hur bor du?": answers.housing.form,
        "Antal rum (kök oräknat)": answers.housing.rooms,
        "Hur många bor i bostaden?": answers.housing.persons,
        "Har boendet ändrats?": _yes(answers.housing.changed),
    }


def _persons(answers: FormAnswers) -> dict[str, str | bool]:
    other = answers.co_applicant or FormPerson(personnummer="", first_name="", last_name="")
    return {
        "Personnummer": answers.applicant.personnummer,
        "Medsökandes personnummer": other.personnummer,
        "Medsökandes förnamn": other.first_name,
        "Medsökandes efternamn": other.last_name,
    }


def _children(answers: FormAnswers) -> dict[str, str | bool]:
    nobody = FormChild(personnummer="", first_name="", last_name="", days_in_home="")
    filled: dict[str, str | bool] = {}
    for number in range(1, _CHILD_ROWS + 1):
        child = answers.children[number - 1] if number <= len(answers.children) else nobody
        filled |= {
            f"Barn {number} personnummer": child.personnummer,
            f"Barn {number} förnamn": child.first_name,
            f"Barn {number} efternamn": child.last_name,
            f"Barn {number} dagar": child.days_in_home,
            f"Barn {number} lunch": child.lunch_weekdays,
        }
    return filled


def _incomes(answers: FormAnswers) -> dict[str, str | bool]:
    filled: dict[str, str | bool] = {}
    for number, income in enumerate(answers.incomes, start=1):
        filled |= {
            f"Inkomst {number}": income.kind,
            f"Inkomst {number} vem": income.recipient,
            f"Inkomst {number} belopp": income.amount,
            f"Inkomst {number} utbetald": income.paid_on,
            f"Inkomst {number} från": income.payer,
        }
    return filled


def _entries(label: str, entries: tuple[FormEntry, ...]) -> dict[str, str | bool]:
    kinds = {f"{label} {number}": one.kind for number, one in enumerate(entries, start=1)}
    texts = {f"{label} {number} beskrivning": one.description for number, one in enumerate(entries, start=1)}
    return {**kinds, **texts}


def _yes(answer: bool) -> str:
    return "Ja" if answer else "Nej"
