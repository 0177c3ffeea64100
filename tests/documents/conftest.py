"""The council that the papers are about."""

import pytest

from meetings.models import Council, Matter, Side


@pytest.fixture
def council(db: None) -> Council:
    """Two sides around a table."""
    council = Council.objects.create(slug="hamnradet", name="Hamnrådet")
    for position, name in enumerate(("Seglarna", "Hamnkontoret")):
        Side.objects.create(council=council, name=name, position=position)
    return council


@pytest.fixture
def matter(council: Council) -> Matter:
    """A question that comes again."""
    return Matter.objects.create(year=2031, serial=3, council=council, title="Muddring av inloppet")
