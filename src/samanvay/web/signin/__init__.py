"""Signing in: password and second factor, passkeys, the state's own sign-in, registered phones, personas."""
