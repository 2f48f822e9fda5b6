"""The forms that come with the program are there before anybody opens a round."""

import pytest

from tienbo.indicators.models import DataElement
from tienbo.reporting.definitions.actions import register_builtin_forms
from tienbo.reporting.definitions.queries import definition_of, latest_version

pytestmark = pytest.mark.django_db


def test_the_built_in_forms_are_registered_once():
    forms = register_builtin_forms()
    assert [definition_of(form).code for form in forms] == ["vstbcpn-2015", "strategy-2015", "action-month-2016"]
    # Elements are shared: the strategy brings none of its own, the Action Month twelve.
    elements = DataElement.objects.values_list("code", flat=True)
    month = [code for code in elements if code.startswith("month.")]
    assert len(elements) == 181 + len(month) and len(month) == 12
    assert register_builtin_forms() == []
    assert latest_version("vstbcpn-2015") == forms[0]
