"""The demo province: the whole chain run through the same actions that people use. Figures are invented and
marked so.
"""
