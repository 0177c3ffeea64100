"""What a council does, one module a phase, in the order it happens.

calling → attending → deciding → tabling → assigning → drafting → answering → approving → publishing →
correcting → retaining. Each step locks what it changes, asks its objections, changes, and notes an event.
"""
