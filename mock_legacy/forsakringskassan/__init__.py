"""The mock of Försäkringskassan's portal "Bastjänst ekonomiskt bistånd": one question, many sources."""
