"""A refused step: why, and that nothing was changed by it."""

from collections.abc import Callable

import pytest
from django.apps import apps

from meetings.procedure.steps import ProcedureError

Rows = dict[str, list[tuple[object, ...]]]


def everything() -> Rows:
    """Every row of every table, histories too."""
    return {
        model.__name__: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_app_config("meetings").get_models()
    }


def refusal(step: Callable[[], object]) -> list[str]:
    """Why a step is refused, as codes; nothing in any table was changed."""
    before = everything()
    with pytest.raises(ProcedureError) as refused:
        step()
    assert everything() == before
    return [objection.code for objection in refused.value.objections]
