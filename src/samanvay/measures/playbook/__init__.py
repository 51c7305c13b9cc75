"""The playbook: measures that districts have tried."""
