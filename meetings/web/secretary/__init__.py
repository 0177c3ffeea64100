"""For the secretary: prepare, write, finish, publish and follow up, with plain forms that work without scripts."""
