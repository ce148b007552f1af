"""The mock of Skatteverket's service for authorities and municipalities."""
