"""Help tells of each page the permissions that the access matrix finds."""

import pytest
from matrix import BY_NAME

from samanvay.web.kit import page_texts


@pytest.mark.parametrize("name", sorted(page_texts.texts().pages))
def test_help_names_the_permissions_that_open_a_page(name: str) -> None:
    row = BY_NAME[name]
    opens = (row.get_who,) if row.get_who else row.permissions
    assert {*page_texts.needed(name)} == {*opens}
