"""E-tjänster: the inbox where applications arrive, with the citizen's form and the caseworker's pages."""
