"""Addresses of the board and of entering for units below."""

from django.urls import path

from tienbo.reporting.oversight import views

urlpatterns = [
    path("rounds/<slug:round>/board/", views.own_board, name="own_board"),
    path("rounds/<slug:round>/<str:unit>/board/", views.board, name="board"),
    path("rounds/<slug:round>/<str:unit>/board/take/", views.take_many, name="take_many"),
    path("rounds/<slug:round>/<str:unit>/board/remind/", views.remind_many, name="remind_many"),
    path("rounds/<slug:round>/<str:unit>/enter-for/", views.enter_for, name="enter_for"),
    path("rounds/<slug:round>/<str:unit>/enter-for/<slug:table>/", views.enter_for, name="enter_for"),
    path("rounds/<slug:round>/<str:unit>/enter-for/<slug:table>/cells/", views.enter_for_cells, name="enter_for_cells"),
    path("rounds/<slug:round>/<str:unit>/hand-over/", views.hand_over, name="hand_over"),
    path("rounds/<slug:round>/<str:unit>/send-for/", views.send_for, name="send_for"),
]
