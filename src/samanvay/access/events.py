"""What happens to users and grants."""

from samanvay.audit.vocabulary import register

GRANT_ENDED = register("grant:ended", "Role ended", "भूमिका समाप्त की गई")
GRANT_GIVEN = register("grant:given", "Role given", "भूमिका दी गई")
LANGUAGE_CHOSEN = register("user:language_chosen", "Language chosen", "भाषा चुनी गई")
PASSWORD_CHANGED = register("user:password_changed", "Password changed", "पासवर्ड बदला गया")
SIGNED_IN = register("user:signed_in", "Signed in", "प्रवेश किया")
SIGNED_OUT = register("user:signed_out", "Signed out", "बाहर निकले")
SIGN_IN_FAILED = register("user:sign_in_failed", "Sign-in failed", "प्रवेश विफल")
USER_CLOSED = register("user:closed", "Account closed", "खाता बंद किया गया")
USER_CREATED = register("user:created", "Account created", "खाता बनाया गया")
