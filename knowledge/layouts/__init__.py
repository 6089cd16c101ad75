"""The shapes of documents, in the order in which they are tried."""

from knowledge.layouts.cell_lines import cell_per_line_table
from knowledge.layouts.content import Content, Frame, Layout
from knowledge.layouts.delimited import pipe_table, tab_table
from knowledge.layouts.numbered_list import numbered_list
from knowledge.layouts.report import report

__all__ = ["LAYOUTS", "Content", "Frame", "Layout"]

LAYOUTS: tuple[Layout, ...] = (
    tab_table,
    pipe_table,
    cell_per_line_table,
    numbered_list,
    report,
)
"""A layout gives None for a source of another shape; the first that gives content is taken."""
