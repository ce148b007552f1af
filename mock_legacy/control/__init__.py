"""The control interface: faults, reset, the world's clock and what the systems' own records say, as JSON."""
