"""What happens on the trends board."""

from samanvay.audit.vocabulary import register

POST_VOIDED = register("post:voided", "Post on the trends board deleted", "रुझान पटल की टिप्पणी हटाई गई")
POST_WRITTEN = register("post:written", "Comment written on the trends board", "रुझान पटल पर टिप्पणी लिखी गई")
