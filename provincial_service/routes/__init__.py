"""One module per area of the contract; each only reads the request, calls a verb and shapes the answer."""

from provincial_service.routes import (
    actions,
    cases,
    changes,
    conflicts,
    documentation,
    enrolment,
    hello,
    numbers,
    register,
    sign_in,
    stations,
    trust,
    verification,
)

ROUTERS = (
    hello.router,
    enrolment.router,
    sign_in.router,
    actions.router,
    changes.router,
    cases.router,
    conflicts.router,
    register.router,
    numbers.router,
    stations.router,
    trust.router,
    verification.router,
    documentation.router,
)
