"""A form while it is being written: read and written as YAML, edited part by part, compared, carried as a workbook, and
begun from a form on paper.

Words: a *draft* is right in shape at every moment; whether its parts agree (a rule that names a row which is gone) may
be open until it is released. Everything here is pure.
"""
