"""An invented council, played through the real steps: nothing here writes a row that a step would not write."""
