"""A uvicorn server in a thread of the test run that leaves no connection behind."""

from __future__ import annotations

import asyncio
import socket

import uvicorn


class TidyServer(uvicorn.Server):
    """Also closes what a client still held open when the test ended; uvicorn leaves that to the end of its process."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        for connection in list(self.server_state.connections):
            transport = getattr(connection, "transport", None)
            if transport is not None:
                transport.abort()
        # An aborted transport is closed by the loop's next turns.
        for _ in range(3):
            await asyncio.sleep(0)
