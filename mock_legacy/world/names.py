"""Names, streets and employers that a place's inhabitants may have; all of them fit in ISO-8859-1."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


FIRST_NAMES = {
    "K": _words(
        """
        Åsa Eva Karin Ylva Märta Linnéa Sofia Amina Fatima Leila Zahra Hanna Ida Elin Maja Ebba Nour
        Rim Samira Agnes Sara Malin Kerstin Görel Miriam Ayan Hodan Selma Tove Ulla Vera Ewa Zeynep
        Esra Daniela Maria Paulína Lovisa
        """
    ),
    "M": _words(
        """
        Åke Björn Lars Göran Erik Johan Nils Ahmed Omar Yusuf Ali Hassan Karim Viktor Emil Hugo
        Gösta Sören Patrik Anders Mehmet Abdi Ismail Samuel Elias Jonas Mikael René Stefan Tomas
        Peter Daniel Ivan Marko Henrik Olle
        """
    ),
}
LAST_NAMES = _words(
    """
        Andersson Öberg Åström Lindqvist Sjöberg Hägg Nyström Björk Ek Söderlund Wallén Håkansson
        Norén Hassan Ali Ahmed Yilmaz Demir Petrovic Kovac Nguyen Mohamed Abdi Rahimi Karimi Haddad
        Berg Dahl Fors Grahn Hedlund Jonsson Kjellberg Löfgren Månsson Nordin Palm Quist Rosén
        Strand Tegnér Ullman Vikström Warsame Zetterlund Ågren Ärlig Östlund
        """
)
STREETS = _words(
    """
        Björkvägen Storgatan Kyrkogatan Ängsvägen Skolgatan Järnvägsgatan Åsgatan Prästgatan
        Hantverkaregatan Lövstigen Ringvägen Trädgårdsgatan Östra_Långgatan Västra_Långgatan
        Mejerigatan Brunnsgatan Södra_Vägen Norra_Esplanaden
        """
)
POSTAL_CODES = ("999 10", "999 12", "999 14", "999 31", "999 33", "999 41", "999 52")
EMPLOYERS = (
    ("{town}s Städ AB", "559012-3411"),
    ("Hemtjänst Norr AB", "559023-4516"),
    ("Lager & Logistik i {town} AB", "559034-5627"),
    ("Restaurang Björken HB", "969712-1230"),
    ("Kiosken vid Torget AB", "559045-6738"),
    ("Bemanning Väst AB", "559056-7842"),
    ("Åkeri Östlund AB", "559067-8955"),
    ("Växthuset Ängen AB", "559078-9064"),
    ("Skolmat {town} AB", "559089-0173"),
    ("Tvätteriet Södra AB", "559090-1285"),
)
FUNDS = ("Kommunals a-kassa", "Handelsanställdas a-kassa", "Alfakassan", "Unionens a-kassa")
