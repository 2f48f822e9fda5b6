"""What a unit owes, whoever asked: a letter, a meeting, a recommendation.

Words: a *task* is one thing asked of one unit, with how firm it is (required, coordinate, encouraged) and, where one was
set, a due day; its *result* is a sentence with evidence. An encouraged or undated task is never late.

Table: ``tasks_task``.
"""
