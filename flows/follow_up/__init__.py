"""The weekly follow-up: are assessments consistent, are drafts read, do people get on.

It compares what was proposed with what people decided, as figures about units and months and never about
named people. The only part of the robot that may use pandas: money is whole öre there.
`ports` are its doors; `frames` lays records out as tables; each figure is a pure function of tables, in a
module of its own; `report` puts them together, and `workbook`, `plots`, `page` and `markdown` show them.
"""
