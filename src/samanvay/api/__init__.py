"""The REST interface: the same queries and actions as the pages, for machines and for officers' own tools."""
