"""The run report: one page that tells what became of a night, to be opened without a network and printed.

`record` holds what is told, `gathered` puts it together from what is kept, `timeline` measures what is drawn,
and `page` writes it as HTML. No person is in it: references, codes, counts and masked pictures.
"""
