"""Addresses of the rule book."""

from django.urls import path

from tienbo.reporting.rulebook import views

urlpatterns = [
    path("rules/", views.rule_sets, name="rule_sets"),
    path("rules/<uuid:uid>/", views.rule_set, name="rule_set"),
    path("rules/<uuid:uid>/rule/<slug:code>/", views.rule, name="rule"),
    path("rules/<uuid:uid>/try/", views.rule_set_try, name="rule_set_try"),
    path("rules/<uuid:uid>/release/", views.rule_set_release, name="rule_set_release"),
    path("rules/<uuid:uid>/import/", views.rule_set_import, name="rule_set_import"),
    path("rules/<uuid:uid>/rules.yaml", views.rule_set_file, name="rule_set_file"),
    path("rounds/<slug:round>/rules/", views.round_rules, name="round_rules"),
]
