"""Whether a paper is genuine: one verifier for the window, the command line and the province's public page.

What it reads is a QR text (`HR1:…`) or a signed PDF; what it needs is a `Trust`: the province's authority, the
certificates of the issuing keys and the status list. No network, no clock of its own, no database.

This package stands beside `window_client` and `provincial_service` and above `hukou`
(docs/decisions/0010): both sides use it, and it knows neither.
"""
