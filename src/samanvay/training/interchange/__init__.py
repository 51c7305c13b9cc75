"""Question banks and results as other systems know them: GIFT, Moodle XML, CSV, xAPI.

SCORM and cmi5 are left out: a package runs in a browser under its own scripts, which the house lets no page do, and no
kept-up library plays them on the server. The results of an examination go out as xAPI statements instead.
"""
