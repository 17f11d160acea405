"""What the network answers, cell by cell: the agreement between its training and its use."""

from __future__ import annotations

#: The scale the network sees: 8 µm a pixel.
PX_PER_MM = 125.0
#: Pixels to the side of one cell of the answer.
CELL = 2
#: Sides of a picture given to the network are whole multiples of this.
MULTIPLE = 16
#: Distances to root and tip are answered in this many pixels.
UNIT_PX = 25.0
#: A long hair is answered for up to this length from its root, and followed from there.
LONGEST_UM = 1600.0
#: Colours go in as differences from the picture's median, in this many steps of 255.
COLOUR_STEPS = 64.0

#: A cell counts as hair for a proposal from this logit on: 35 %. Fine hair fills no cell wholly.
HAIR_LOGIT = -0.62

#: Planes of the answer: hair here, first and second claim, their ends, heat of roots and of tips,
#: whether two and whether three shafts or more leave the opening of the hair here.
MASK = 0
CLAIMS = slice(1, 3)
ENDS = slice(3, 11)
HEAT = slice(11, 13)
CROWD = slice(13, 15)
