"""What a unit owes, whoever asked: a letter, a meeting, a recommendation.

Words: a *task* binds one unit to one thing to do; its *origin* (module, kind, key) is the place it comes from, in plain
strings, and its *group* gathers the tasks of one paper over all units; its *firmness* is how hard the asker asks (đề
nghị, phối hợp, khuyến khích); its *result* is one sentence about what was done, with its evidence. A task that is
encouraged, or that has no date, is never late.

Table: ``tasks_task``.
"""
