"""What every template writes alike."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

from meetings.models import clock


def rendered(source: str, **values: object) -> str:
    return Template("{% load idekom %}" + source).render(Context(values))


def test_an_icon_beside_a_word_is_silent_and_one_alone_speaks() -> None:
    assert rendered('{% icon "decision" %}') == '<svg class="icon" aria-hidden="true"><use href="#i-decision"/></svg>'
    alone = '<svg class="icon icon-large" role="img" aria-label="Beslut &amp; mer"><use href="#i-decision"/></svg>'
    assert rendered('{% icon "decision" label=word size="large" %}', word="Beslut & mer") == alone


def test_a_tag_is_word_shape_and_colour() -> None:
    found = rendered('{% tag "tabled" word %}', word="<Bordlagt>")
    assert found.startswith('<span class="tag is-tabled"><svg class="icon"')
    assert found.endswith("&lt;Bordlagt&gt;</span>")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("day", "24\u00a0september 2026"),
        ("day_month", "24\u00a0september"),
        ("day_short", "24\u00a0sept."),
        ("month", "september"),
        ("weekday", "torsdag"),
        ("iso", "2026-09-24"),
    ],
)
def test_a_day_is_written_with_hard_spaces_from_a_day_a_moment_or_a_text(name: str, expected: str) -> None:
    late = datetime(2026, 9, 23, 22, 30, tzinfo=UTC)  # past midnight in Stockholm
    for value in (date(2026, 9, 24), "2026-09-24", late):
        assert rendered("{{ value|" + name + " }}", value=value) == expected
    assert rendered("{{ value|" + name + " }}", value="") == ""


def test_another_year_than_todays_is_said() -> None:
    with clock.at(datetime(2026, 12, 31, 9, tzinfo=UTC)):
        found = [rendered("{{ value|day_spoken }}", value=value) for value in ("2026-09-24", "2016-09-22", "")]
    assert found == ["24\u00a0september", "22\u00a0september 2016", ""]


def test_short_months_are_those_of_print() -> None:
    days = [date(2026, month, 9) for month in range(1, 13)]
    found = [rendered("{{ value|day_short }}", value=day).split("\u00a0")[1] for day in days]
    assert found == ["jan.", "feb.", "mars", "april", "maj", "juni", "juli", "aug.", "sept.", "okt.", "nov.", "dec."]


def test_english_has_its_own_words() -> None:
    with translation.override("en"):
        assert rendered("{{ value|day_short }}", value="2026-09-24") == "24\u00a0Sept."
        assert rendered('{% hours "15.00" "17.00" %}') == "at 15.00–17.00"


def test_hours_that_are_not_stated_are_not_written() -> None:
    assert rendered('{% hours "15.00" "17.00" %}') == "kl.\u00a015.00–17.00"
    assert rendered('{% hours "15.00" %}') == "kl.\u00a015.00"
    assert rendered('{% hours "" "" %}') == ""


def test_days_are_counted_by_the_councils_clock() -> None:
    with clock.at(datetime(2027, 2, 1, 23, 30, tzinfo=UTC)):  # 2 February in Stockholm
        assert rendered("{{ value|days_until }}", value="2027-02-11") == "9"


class Form(forms.Form):
    place = forms.CharField(label="Plats", help_text="Där ni möts.")
    way = forms.ChoiceField(label="Hur", choices=[("a", "På plats"), ("b", "På distans")], widget=forms.RadioSelect)


def test_a_field_with_a_fault_says_so_beside_it_and_in_the_summary() -> None:
    found = " ".join(render_to_string("components/form.html", {"form": Form({"way": "c"})}).split())
    assert 'aria-describedby="id_place_helptext id_place_error"' in found
    assert 'id="id_place_error"' in found
    assert 'id="id_place_helptext">Där ni möts.' in found
    assert '<a href="#id_place">Plats: ' in found
    assert '<label class="choice" for="id_way_0">' in found
    assert '<fieldset class="field fieldset" id="id_way"' in found
