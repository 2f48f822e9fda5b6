"""The review of a draft: the text beside what was found in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from tienbo.guidance import queries
from tienbo.guidance.forms import HeaderForm, TaskForm
from tienbo.guidance.models import Letter, Proposal
from tienbo.guidance.own_letter import follows_decisions


def review_page(
    request: HttpRequest,
    letter: Letter,
    *,
    header: HeaderForm | None = None,
    adding: TaskForm | None = None,
    editing: tuple[Proposal, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page; forms that came back with errors stand open in their places."""
    context = {
        "letter": letter,
        "review": queries.review(letter),
        "header": header or HeaderForm(initial=HeaderForm.fields_of(letter) | {"base": letter.revision}),
        "adding": adding or TaskForm(initial={"base": 0, "firmness": "required", "meant": "by"}, prefix="new"),
        "editing": editing[0] if editing else None,
        "form": editing[1] if editing else None,
        "warnings": warnings_of(letter),
        "follows": follows_decisions(letter),
        "taken": _taken(letter),
    }
    return render(request, "guidance/review.html", context, status=status)


def _taken(letter: Letter) -> dict | None:
    """That a paper of the unit bears the draft's number and day already, and its letter where it has one."""
    paper = queries.same_paper(letter)
    if paper is None or paper.is_withdrawn:
        return None
    obstacle = queries.Obstacle("number_taken", detail=paper.subject)
    return {"sentence": obstacle.sentence, "letter": queries.letter_of(paper)}


def find_card(request: HttpRequest, letter: Letter, proposal: Proposal, form=None, status: int = 200) -> HttpResponse:
    """One find and the count above the list, for htmx."""
    context = {"letter": letter, "review": queries.review(letter), "find": proposal, "form": form, "is_fragment": True}
    return render(request, "guidance/_find_swap.html", context, status=status)


def warnings_of(letter: Letter) -> list[str]:
    """The reader's reservations in the active language."""
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    return [warning[language] for warning in letter.warnings]
