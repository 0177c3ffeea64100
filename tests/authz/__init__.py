"""Who may see and do what, tried at every address by everybody who may come there."""
