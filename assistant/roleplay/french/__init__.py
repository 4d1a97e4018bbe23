"""How French is written and read: numbers, amounts, plain words, filled slots, elisions."""
