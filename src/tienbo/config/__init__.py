"""The top of the house: settings, addresses, the list of report sources, the links upward, navigation.

Nothing imports from here but the program's entry points and Django itself.
"""
