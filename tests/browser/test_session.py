"""The browser session itself: it sees what a person's browser would complain about."""

import pytest


def test_the_sign_in_page_opens_without_a_complaint_of_the_browser(page, live):
    answer = page.goto("/accounts/login/")
    assert answer.status == 200
    assert page.locator("form").count() >= 1
    # Nothing hangs out of the screen sideways.
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_scales_see_the_page_and_every_file_of_it(weigh):
    weight = weigh("/accounts/login/")
    assert any(address.endswith("/accounts/login/") for address in weight.requests)
    assert weight.total == sum(weight.requests.values()) > 1000


def test_a_script_against_the_policy_is_noticed(window, live):
    opened = window()
    page = opened.page()
    page.goto("/accounts/login/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')")
    page.wait_for_timeout(200)
    assert any("Content Security Policy" in problem for problem in opened.problems)
    opened.problems.clear()


def test_axe_names_what_is_wrong(window, live, axe):
    page = window().page()
    page.goto("/accounts/login/")
    page.evaluate("document.body.innerHTML = '<input type=text>'")
    with pytest.raises(AssertionError, match="label"):
        axe(page)
