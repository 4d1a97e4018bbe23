"""Negotiation role-plays: scenarios, the engine, counterparts and the debrief."""
