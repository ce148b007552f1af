"""The screens of E-tjänster (Open ePlatform), caseworker's side: list, application, delivery, XML."""
