"""The page layer: what every page does, once. A page of a room is a function that says only what is its own.

``pages`` opens a page: who may, which methods, the record or 404, no-store, both versions where somebody was faster.
``forms`` is what the forms of actions share, ``answers`` what a page does with them, ``lists`` what lists do. What
several rooms draw or word stands in the other files; what one room offers to another's page is asked for in ``offers``.
"""
