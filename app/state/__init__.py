"""What the window is about, without widgets: documents, history, journal, project, session.

Nothing a person drew is ever lost: this package keeps that promise (see `journal` and `recovery`).
"""
