"""Every write of letters: `drafts` until a letter is issued, `issuing` from then on, `passing_on` of one's own letter
that follows from another.
"""

from tienbo.guidance.actions.drafts import (
    ChangedMeanwhile,
    NewTaskProposal,
    NotAllowedNow,
    add_proposal,
    correct_letter,
    correct_proposal,
    decide_proposals,
    discard_letter,
    paste_into_draft,
    read_into_draft,
)
from tienbo.guidance.actions.issuing import (
    CannotIssue,
    CannotWithdraw,
    acknowledge_letter,
    issue_letter,
    number_letter,
    remind_units,
    withdraw_letter,
)
from tienbo.guidance.actions.passing_on import pass_letter_on, rewrite_letter

__all__ = [
    "CannotIssue",
    "CannotWithdraw",
    "ChangedMeanwhile",
    "NewTaskProposal",
    "NotAllowedNow",
    "acknowledge_letter",
    "add_proposal",
    "correct_letter",
    "correct_proposal",
    "decide_proposals",
    "discard_letter",
    "issue_letter",
    "number_letter",
    "pass_letter_on",
    "paste_into_draft",
    "read_into_draft",
    "remind_units",
    "rewrite_letter",
    "withdraw_letter",
]
