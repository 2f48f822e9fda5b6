"""What is looked for in a workbook that came back: one check per file. Pure.

Those of a file have `find`, those of a cell `check`; `problem_of` words what the reader of a cell came upon.
"""
