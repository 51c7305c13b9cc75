"""Those above an owner: the seats at which they sit, what they see of who must act, the reminder."""
