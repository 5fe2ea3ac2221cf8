"""Paging: from one page of the open file to another, whatever the list is filtered by."""

from __future__ import annotations

from app.flows.opening import Opening


class Paging:
    """The pages of the open image's file."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening

    @property
    def place(self) -> tuple[int, int]:
        """(2, 6): the second of six pages; (1, 1) of a file of one, or if none is open."""
        pages, shown = self._pages()
        return pages.index(shown) + 1, len(pages)

    def show(self, page: int) -> None:
        """Show a page, counted from 1."""
        pages, _ = self._pages()
        if 1 <= page <= len(pages):
            self._opening.show(pages[page - 1])

    def step(self, by: int) -> None:
        """The next page (1), or the one before (-1), of that which is shown or on its way."""
        pages, shown = self._pages()
        self.show(pages.index(self._opening.coming or shown) + 1 + by)

    def can_step(self, by: int) -> bool:
        page, count = self.place
        return 1 <= page + by <= count

    def _pages(self) -> tuple[tuple[str, ...], str]:
        project, document = self._opening.project, self._opening.document
        if project is None or document is None:
            return ("",), ""
        return project.entries.pages_beside(document.image_id), document.image_id
