"""The authorities that a test's own questions trust, read once: to read them takes longer than a question."""

import ssl

TRUST = ssl.create_default_context()
