"""What travels between this window and its province: the HTTP client, the outbox, push, pull, the cycle."""
