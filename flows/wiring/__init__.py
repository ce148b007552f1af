"""The one door from flows to adapters: names in config become ports that work.

A room for each kind of visitor, so that a list of applications does not wait for the browser's driver:
`robots` for those who work, `store` for those who look in our tables, `overview` for those who only count,
`files` for those who read settings.
"""
