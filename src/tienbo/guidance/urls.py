"""Addresses of letters."""

from django.urls import path

from tienbo.guidance.views import board, drafts, issuing, letters

app_name = "guidance"
urlpatterns = [
    path("letters/", letters.letter_list, name="list"),
    path("letters/new/", drafts.letter_new, name="new"),
    path("letters/<uuid:uid>/", letters.letter_page, name="letter"),
    path("letters/<uuid:uid>/file/", letters.letter_file, name="file"),
    path("letters/<uuid:uid>/acknowledge/", letters.letter_acknowledge, name="acknowledge"),
    path("letters/<uuid:uid>/pass-on/", letters.letter_pass_on, name="pass_on"),
    path("letters/<uuid:uid>/header/", drafts.letter_header, name="header"),
    path("letters/<uuid:uid>/text/", drafts.letter_text, name="text"),
    path("letters/<uuid:uid>/finds/keep-the-rest/", drafts.finds_keep_rest, name="keep_rest"),
    path("letters/<uuid:uid>/finds/add/", drafts.find_add, name="find_add"),
    path("letters/<uuid:uid>/finds/<int:pk>/", drafts.find_change, name="find"),
    path("letters/<uuid:uid>/finds/<int:pk>/decide/", drafts.find_decide, name="find_decide"),
    path("letters/<uuid:uid>/discard/", drafts.letter_discard, name="discard"),
    path("letters/<uuid:uid>/issue/", issuing.letter_issue, name="issue"),
    path("letters/<uuid:uid>/number/", issuing.letter_number, name="number"),
    path("letters/<uuid:uid>/withdraw/", issuing.letter_withdraw, name="withdraw"),
    path("letters/<uuid:uid>/board/", board.letter_board, name="board"),
    path("letters/<uuid:uid>/remind/", board.letter_remind, name="remind"),
]
