"""Hands for Försäkringskassan's portal "Bastjänst ekonomiskt bistånd".

A client certificate and a handläggare-id open the door; one question gives the answers of several sources.
Public names: `Door`, `LookupForm`, `Question`, `PrintView`, `PagedPayments` and the records they give.
It knows no case, no law, and nothing of why a question is asked.
"""

from bots.forsakringskassan.door import Door
from bots.forsakringskassan.handshake import HandshakeFailed
from bots.forsakringskassan.lookup_form import LookupForm
from bots.forsakringskassan.paged_payments import PagedPayments
from bots.forsakringskassan.print_view import PrintView
from bots.forsakringskassan.question import Question

__all__ = ["Door", "HandshakeFailed", "LookupForm", "PagedPayments", "PrintView", "Question"]
