"""ttrpc: frames and calls without sockets, and connections with them, one of each kind."""
