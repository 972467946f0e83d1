from __future__ import annotations

from firstseen.intake.sidecar_xmp import from_xmp
from firstseen.model.items import Author
from firstseen.model.time import TimeRole

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmp:CreateDate="2022-02-24T05:07:09+02:00" xmp:Rating="3"
 photoshop:Credit="Агенція">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Міст після обстрілу</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>أحمد</rdf:li></rdf:Seq></dc:creator>
<photoshop:DateCreated>2022-02-24</photoshop:DateCreated>
<dc:rights><rdf:Alt><rdf:li> </rdf:li></rdf:Alt></dc:rights>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def test_words_creator_credit_and_dates_are_read() -> None:
    described = from_xmp("a.xmp", XMP.encode())
    assert described.text == "Міст після обстрілу"
    assert described.author == Author(name="أحمد")
    assert described.credit == "Агенція"
    assert [(time.role, time.text, time.where) for time in described.times] == [
        (TimeRole.TAKEN, "2022-02-24", "sidecar photoshop:DateCreated"),
        (TimeRole.FILE_CREATED, "2022-02-24T05:07:09+02:00", "sidecar xmp:CreateDate"),
    ]
    assert described.extra == {"xmp:Rating": "3"}
