"""Makes ``python -m samanvay.cli`` the same as the installed command."""

from samanvay.cli import main

main()
