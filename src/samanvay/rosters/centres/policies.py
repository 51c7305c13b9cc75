"""May this person change centres and closed weeks; and if not, why not."""

from samanvay.kernel.db.scope import Actor

from ..coordination import may_coordinate_in
from ..models import Centre, Closure


def may_keep_centre(actor: Actor, centre: Centre) -> None:
    """Refuse unless the person coordinates training in the centre's state."""
    may_coordinate_in(actor, centre.home_state)


def may_keep_closure(actor: Actor, closure: Closure) -> None:
    """Refuse unless the person coordinates training in the state whose weeks are closed."""
    may_coordinate_in(actor, closure.home_state)
