"""The limits of a connection, and why they are what they are."""

# A server stops reading from a connection with more calls than this; further ones wait here,
# where their time runs and they can be given up.
MAX_CALLS_IN_FLIGHT = 4096

# A write that was committed is answered with its result, even late. For this many seconds beyond
# its time a call waits for such an answer, because not knowing is worse.
LATE_ANSWER_GRACE = 1.0

# How many bytes one read takes from the socket.
READ_BYTES = 256 * 1024
