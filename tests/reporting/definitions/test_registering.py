"""The forms that come with the program are there before anybody opens a round."""

import pytest

from tienbo.indicators.models import DataElement
from tienbo.reporting.definitions.actions import register_builtin_forms
from tienbo.reporting.definitions.queries import definition_of, latest_version

pytestmark = pytest.mark.django_db


def test_the_built_in_form_is_registered_once():
    (form,) = register_builtin_forms()
    assert definition_of(form).code == "vstbcpn-2015"
    assert DataElement.objects.count() == 181
    assert register_builtin_forms() == []
    assert latest_version("vstbcpn-2015") == form
