"""The history that simple-history gives every tracked row and model, of which its types know nothing."""

from typing import Any


def history(of: Any) -> Any:  # noqa: ANN401 - a tracked row, or its model
    return of.history
