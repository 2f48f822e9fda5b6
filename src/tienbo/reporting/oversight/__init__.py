"""What a unit does with the reports of those that report to it: the board, taking and reminding many at once, entering
for them.

Words: the *board* shows where each unit directly below stands; *entering for* ("nhập thay") is typing, and sending, the
report of a unit that has not begun itself.

No tables: reminding writes notices, every other act is one of `entry`, `exchange`.
"""
