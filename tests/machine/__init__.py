"""Two windows and a province in one process, without sockets: real stores, real services, a network made of orders."""
