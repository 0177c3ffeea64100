"""For the member: signing in, reading and answering protocols, own actions, and what waits for a second person."""
