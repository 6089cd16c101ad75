"""The chat systems; only what is in here knows one."""
