"""Reading Hindi, in Devanagari and in Latin letters, also within an English report.

tokens in their one form (`forms`) -> places (`places`) -> spots with the part that the postposition gives
(`spots`), persons (`people`) -> a frame for each verb, which ends its clause (`scenes`) -> movements, events
"""
