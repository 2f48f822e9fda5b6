"""Users, roles at units, permissions, and which units a person may see.

Words: a *grant* gives one person one role at one unit for a span of days; a role is a declared set of
permissions; a permission *reaches* the unit itself ("here") or the unit and all below it ("below"). The tree
that decides is the tree at the record's own day. A stranger is told that the page does not exist (404); a
person who sees the unit but may not do the act is told so (403).

An *access token* lets another software act as its holder, with the holder's roles of the moment (`tokens`).

Tables: ``access_user``, ``access_grant``, ``access_accesstoken``.
"""
