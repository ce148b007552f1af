"""What is said where old bytes wait to be written over, since somebody was at work in the database."""

NOT_YET = "Ännu ligger gamla byte kvar i databasens filer, för någon arbetade i den."
AGAIN = f"{NOT_YET} Kör om när ingen gör det."
BY_PURGE = f"{NOT_YET} Ta bort dem när ingen gör det: utkast retention --purge"
"""For those whose command finds nothing to do when it is given again."""
BY_RETIRING = (
    f"{NOT_YET} De tas bort när ingen gör det, med utkast keys retire eller utkast retention --purge"
)
