"""Uploaded and issued files, stored by their content.

Words: a *stored file* is one content (SHA-256) under a name that its owner's module gave it. The module that owns it
decides who may download it; this module only keeps bytes. A file is never changed; one that nothing refers to any more
may be forgotten. What the forms of all modules refuse (a secrecy mark) is in `forms`.

Table: ``files_storedfile``; bytes under ``FILES_ROOT`` in folders named by the first two letters of the digest.
"""
