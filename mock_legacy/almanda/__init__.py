"""Almanda, the case-management system: server-rendered since 2005 and never rewritten."""
