"""What a unit owes, whoever asked: a letter, a meeting, a recommendation.

Words: a *task* binds one unit to one thing to do; its *origin* (module, kind, key) is the place it comes from, in plain
strings, and its *group* gathers the tasks of one paper over all units; its *firmness* is how hard the asker asks (đề
nghị, phối hợp, khuyến khích); its *result* is one sentence about what was done, with its evidence; what was said
before it was amended stays. A task that is encouraged, or that has no date, is never late. A task has one due day: what
a paper wants by several days is as many tasks of the same text, each with its *part* ("trước ngày 05/6 đối với báo cáo
6 tháng"), because each is done, late and shown by itself.

Tables: ``tasks_task``, ``tasks_result``.
"""
