"""What a forge needs to know of a portal, and what it says back: owners of paths, settings, forms, one issue a night.

Nothing here asks a forge or writes a file: data in, text or findings out. The workflows in portal_template carry both.
"""
