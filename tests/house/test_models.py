"""What holds for every model, so that the next one is made the same way."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import models

from meetings.models import Letter, Member, NumberSeries, PrivateNote, PublicPage, User
from meetings.models.base import Frozen, HistoryEntry, Tracked, pair
from tests.support.histories import history

# Neither tracked nor frozen, and why.
OF_THEIR_OWN: dict[type[models.Model], str] = {
    Letter: "what the worker writes again and again; it holds no words",
    NumberSeries: "a counter, drawn under lock",
    PrivateNote: "erased when the protocol is approved: a history would keep it",
    PublicPage: "made anew from publications and notices",
    User: "an account: what administrators do with it leaves an event",
}

# The time that a person belongs to, where it is not called after what they did.
OTHER_TIMES = {"Answer.entered_by": "answered_at"}


def council_models() -> list[type[models.Model]]:
    """The models of the project, without the histories that a library makes of them."""
    found = apps.get_app_config("meetings").get_models()
    return [model for model in found if not issubclass(model, HistoryEntry) and not model._meta.proxy]


def foreign_keys() -> Iterator[tuple[str, models.ForeignKey[models.Model, models.Model]]]:
    """Every foreign key, by its name."""
    for model in council_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey):
                yield f"{model.__name__}.{field.name}", field


def test_every_model_is_explained_in_the_councils_language() -> None:
    silent = [
        model.__name__
        for model in council_models()
        if not model.__doc__ or model.__doc__.startswith(f"{model.__name__}(")  # what Django writes by itself
    ]
    assert silent == []


def test_every_model_stands_in_the_glossary() -> None:
    glossary = (settings.ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert [model.__name__ for model in council_models() if f"`{model.__name__}`" not in glossary] == []


def test_every_model_is_tracked_or_frozen_or_says_why_not() -> None:
    others = {model for model in council_models() if not issubclass(model, Tracked | Frozen)}
    assert others == set(OF_THEIR_OWN)


def test_every_tracked_model_has_a_history_of_all_its_fields_that_says_who() -> None:
    for model in council_models():
        if not issubclass(model, Tracked):
            continue
        kept = history(model).model
        assert issubclass(kept, HistoryEntry), model
        columns = {field.attname for field in kept._meta.concrete_fields}
        assert {field.attname for field in model._meta.concrete_fields} - columns == set(), model


def test_what_something_points_to_is_never_taken_away() -> None:
    unprotected = [name for name, field in foreign_keys() if field.remote_field.on_delete is not models.PROTECT]
    assert unprotected == []


def test_no_model_has_rows_that_are_linked_without_a_model_of_their_own() -> None:
    assert [model.__name__ for model in council_models() if model._meta.many_to_many] == []


def test_whoever_did_something_did_it_at_a_time() -> None:
    lonely = []
    for name, field in foreign_keys():
        if field.related_model is Member and field.name.endswith("_by"):
            at = OTHER_TIMES.get(name, f"{field.name.removesuffix('by')}at")
            if at not in {one.name for one in field.model._meta.get_fields()}:
                lonely.append(name)
    assert lonely == []


def test_who_and_when_are_both_empty_or_both_set() -> None:
    unpaired = []
    for model in council_models():
        fields = {field.name: field for field in model._meta.concrete_fields}
        held = [c.condition for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
        for by, field in fields.items():
            at = fields.get(f"{by.removesuffix('_by')}_at")
            if by.endswith("_by") and field.null and at is not None and at.null:
                unpaired += [f"{model.__name__}.{by}"] * (pair(at.name, by, name="x").condition not in held)
    assert unpaired == []
