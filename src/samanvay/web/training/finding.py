"""Courses in the search, by their titles."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samanvay.kernel.db.scope import Actor
from samanvay.training.courses import policies, queries
from samanvay.training.models import CourseEdition
from samanvay.web.kit import finders


@finders.register("courses", _("Courses"), example=_("words of the title"), may=policies.may_learn, order=80)
def courses(actor: Actor, asked: finders.Asked) -> finders.Hits:
    """Return the courses whose title has each of the words, in either language."""

    def hit(edition: CourseEdition) -> finders.Hit:
        return finders.Hit(edition.text().title, reverse("training_course", args=[edition.course.code]))

    found = [each for each in queries.published_editions(actor) if finders.has_words(asked, each.text().title)]
    return finders.hits_of(found, hit)
