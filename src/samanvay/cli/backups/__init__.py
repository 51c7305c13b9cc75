"""How a backup is made and put back; the commands are in ``samanvay.cli.backup``."""
