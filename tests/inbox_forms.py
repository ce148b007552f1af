"""An application's XML file as the platform hands it out, and ways to spoil it.

Written out here by hand from the form's description: neither the mock nor the robot made it.
"""

import re

from lxml import etree

NAMESPACE = "http://www.oeplatform.org/version/2.0/schemas/flowinstance"
NUMBER = "540117"
MOTHER = "198802092380"
FATHER = "198607142398"
DAUGHTER = "201903162384"
SON = "201406032399"
STRANGER = "197905312380"

TEXT = f"""<?xml version="1.0" encoding="ISO-8859-1"?>
<FlowInstance xmlns="{NAMESPACE}">
<Header>
<Flow><FamilyID>231</FamilyID><Version>7</Version><FlowID>1187</FlowID>
<Name><![CDATA[Ansökan om ekonomiskt bistånd]]></Name></Flow>
<FlowInstanceID>{NUMBER}</FlowInstanceID>
<Status><ID>1421</ID><Name><![CDATA[Inskickat]]></Name></Status>
<Poster><Firstname><![CDATA[Åsa]]></Firstname><Lastname><![CDATA[Öberg]]></Lastname>
<Email><![CDATA[]]></Email><ID>48017</ID></Poster>
<Posted>2026-11-05T03:41:45</Posted>
<FirstSubmitted>2026-11-05T03:41:45</FirstSubmitted>
<LastSubmitted>2026-11-05T03:41:45</LastSubmitted>
</Header>
<Values>
<applicationType><QueryID>3101</QueryID><Name>Vad?</Name><Value><![CDATA[Återansökan]]></Value></applicationType>
<municipality><QueryID>3102</QueryID><Name>Kommun</Name><Value>9901</Value></municipality>
<period><QueryID>3103</QueryID><Name>Månad</Name><Year>2026</Year><Month>11</Month></period>
<applicant><QueryID>3104</QueryID><Name>Sökande</Name><Personnummer>{MOTHER}</Personnummer>
<Firstname>Åsa</Firstname><Lastname>Öberg</Lastname><Address>Storgatan 1</Address>
<PostalCode>999 01</PostalCode><PostalAddress>Exempelstad</PostalAddress></applicant>
<coApplicant><QueryID>3105</QueryID><Name>Medsökande</Name><Personnummer>{FATHER}</Personnummer>
<Firstname>Björn</Firstname><Lastname>Öberg</Lastname></coApplicant>
<child1><QueryID>3106</QueryID><Name>Barn</Name><Personnummer>{DAUGHTER}</Personnummer>
<Firstname>Märta</Firstname><Lastname>Öberg</Lastname><DaysInHome>30</DaysInHome>
<LunchWeekdays>Ja</LunchWeekdays></child1>
<child2><QueryID>3106</QueryID><Name>Barn</Name><Personnummer>{SON[:8]}-{SON[8:]}</Personnummer>
<Firstname>Sven</Firstname><Lastname>Öberg</Lastname><DaysInHome>15</DaysInHome>
<LunchWeekdays>Nej</LunchWeekdays></child2>
<householdChanged><QueryID>3107</QueryID><Name>Ändrat?</Name><Value>Nej</Value></householdChanged>
<protectedIdentity><QueryID>3108</QueryID><Name>Skyddade?</Name><Value>Nej</Value></protectedIdentity>
<housingForm><QueryID>3110</QueryID><Name>Hur bor du?</Name><Value><![CDATA[Hyresrätt]]></Value></housingForm>
<housingRooms><QueryID>3111</QueryID><Name>Rum</Name><Value>3</Value></housingRooms>
<housingPersons><QueryID>3112</QueryID><Name>Hur många?</Name><Value>4</Value></housingPersons>
<housingChanged><QueryID>3113</QueryID><Name>Ändrats?</Name><Value>Nej</Value></housingChanged>
<hasIncome><QueryID>3120</QueryID><Name>Inkomster?</Name><Value>Ja</Value></hasIncome>
<income1><QueryID>3121</QueryID><Name>Inkomst</Name><Kind><![CDATA[Lön]]></Kind><Amount>8 512,50</Amount>
<Date>2026-10-23</Date><Recipient><![CDATA[Medsökande]]></Recipient>
<Employer><![CDATA[Bageri & Son]]></Employer></income1>
<income2><QueryID>3121</QueryID><Name>Inkomst</Name><Kind>Barnbidrag</Kind><Amount>2500</Amount>
<Date></Date><Recipient><![CDATA[Sökande]]></Recipient><Employer></Employer></income2>
<cost1><QueryID>3130</QueryID><Name>Kostnad</Name><Kind>Hyra</Kind><Amount>7900,00</Amount>
<Specification></Specification></cost1>
<cost2><QueryID>3130</QueryID><Name>Kostnad</Name><Kind><![CDATA[Hemförsäkring]]></Kind><Amount>0</Amount>
<Specification></Specification></cost2>
<cost3><QueryID>3130</QueryID><Name>Kostnad</Name><Kind><![CDATA[Tandvård]]></Kind><Amount>450</Amount>
<Specification>akut</Specification></cost3>
<hasAssets><QueryID>3140</QueryID><Name>Tillgångar?</Name><Value>Ja</Value></hasAssets>
<asset1><QueryID>3141</QueryID><Name>Tillgång</Name><Kind>Fordon</Kind>
<Description>Volvo V50</Description></asset1>
<hasPendingBenefits><QueryID>3142</QueryID><Name>Väntar?</Name><Value>Ja</Value></hasPendingBenefits>
<pendingBenefit1><QueryID>3143</QueryID><Name>Sökt</Name><Kind><![CDATA[Föräldrapenning]]></Kind>
<Description>Sökt i oktober</Description></pendingBenefit1>
<activity1><QueryID>3149</QueryID><Name>Vad gör du?</Name><Kind><![CDATA[Söker arbete]]></Kind></activity1>
<planning><QueryID>3150</QueryID><Name>Planering</Name><Value>Jag söker jobb.</Value></planning>
<message><QueryID>3151</QueryID><Name>Mer?</Name><Value>Hej!</Value></message>
<attachment1><QueryID>3160</QueryID><Name>Bilaga</Name><FileName>hyresavi.pdf</FileName></attachment1>
<attestation><QueryID>3170</QueryID><Name>Jag intygar</Name><Value>Ja</Value></attestation>
</Values>
<SigningEvents>
<SignEvent><SignedChecksum>ab12</SignedChecksum><Date>2026-11-05T03:41:45</Date>
<Signer><Firstname>Åsa</Firstname><Lastname>Öberg</Lastname><ID>48017</ID></Signer></SignEvent>
<SignEvent><SignedChecksum>cd34</SignedChecksum><Date>2026-11-05T04:28:00</Date>
<Signer><Firstname>Björn</Firstname><Lastname>Öberg</Lastname><ID>{FATHER}</ID></Signer></SignEvent>
</SigningEvents>
</FlowInstance>"""
FILE = TEXT.encode("iso-8859-1")


def elements() -> list[str]:
    """The path of every element below the root, `Values/period/Year`, repeated ones with their place."""
    root = etree.fromstring(FILE)
    tree = root.getroottree()
    return [re.sub(r"\{[^}]*\}", "", tree.getelementpath(element)) for element in root.iterdescendants()]


def told(path: str) -> str:
    """A path as people are told it: without places."""
    return re.sub(r"\[\d+\]", "", path)


def with_text(path: str, text: str) -> bytes:
    """The file with another text in one element, `Values/cost1/Amount`."""
    root = etree.fromstring(FILE)
    element = root.find(_qualified(path))
    assert element is not None, path
    element.text = text
    return _file(root)


def without(path: str) -> bytes:
    """The file without one element."""
    root = etree.fromstring(FILE)
    element = root.find(_qualified(path))
    assert element is not None, path
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
    return _file(root)


def with_element(path: str, name: str, at: int = 0, text: str = "1") -> bytes:
    """The file with one element more inside another (`""` is the root); `at` is its place there."""
    root = etree.fromstring(FILE)
    parent = root.find(_qualified(path)) if path else root
    assert parent is not None, path
    child = etree.Element(f"{{{NAMESPACE}}}{name}")
    child.text = text
    parent.insert(at, child)
    return _file(root)


def _qualified(path: str) -> str:
    return "/".join(f"{{{NAMESPACE}}}{step}" for step in path.split("/"))


def _file(root: etree._Element) -> bytes:
    made = etree.tostring(root, xml_declaration=True, encoding="ISO-8859-1")
    assert isinstance(made, bytes)
    return made
