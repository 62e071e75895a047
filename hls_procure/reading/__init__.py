"""The reading room: a file on disk, ours or anybody's, becomes blocks that say what they are and where they stand.

``door.read_file`` opens a file by what it holds. Nothing is ever executed, fetched or written, and what cannot be read is
listed by name. Nothing here knows a project or the law.
"""
