"""What operations watch: counts and seconds for Prometheus, and whether the installation is well.

One process serves them for any number of workers and machines, for it reads our own tables. It must not know
an application: nothing here carries a `case_ref`, and no label tells of a person.
"""
