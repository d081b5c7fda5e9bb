#!/usr/bin/env python3
"""Convert FandolFang-Regular.otf (CFF outlines) to TrueType outlines.

The PDF library that discgen uses reads fonts with TrueType outlines only.
Cubic curves become quadratic ones within MAX_ERROR units of 1000 to the em;
metrics, character map and names stay. The font is marked as changed in its
version string, as its licence (GPL 3 with the font exception) asks.

Needs fontTools 4.38. Run as:

    python3 convert_fandolfang.py FandolFang-Regular.otf FandolFang-Regular.ttf

The same input gives the same bytes: the modification date is the original's.
README.md says how the file is packed for the program.
"""

import sys

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

MAX_ERROR = 1.0
CHANGED = "; outlines converted to TrueType for discgen, GPL 3 with font exception"


def quadratic_glyphs(font):
    """Every glyph redrawn with quadratic curves, its direction turned round."""
    glyphs = font.getGlyphSet()
    drawn = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        drawn[name] = pen.glyph()
    return drawn


def set_outlines(font, glyphs):
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder = font.getGlyphOrder()
    glyf.glyphs = glyphs
    for name, glyph in glyphs.items():
        glyph.recalcBounds(glyf)
        width, _ = font["hmtx"][name]
        font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
    del font["CFF "]
    del font["VORG"]


def set_profile(font):
    """maxp 1.0, which TrueType outlines need; post 3.0, without glyph names."""
    old = font["maxp"].numGlyphs
    font["maxp"] = maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    maxp.numGlyphs = old
    maxp.maxZones = 1
    for field in (
        "maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs "
        "maxStackElements maxSizeOfInstructions maxComponentElements "
        "maxComponentDepth maxPoints maxContours maxCompositePoints "
        "maxCompositeContours"
    ).split():
        setattr(maxp, field, 0)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def mark_as_changed(font):
    for record in font["name"].names:
        if record.nameID == 5:
            record.string = record.toUnicode() + CHANGED


def main(source, target):
    font = TTFont(source, recalcTimestamp=False)
    set_outlines(font, quadratic_glyphs(font))
    set_profile(font)
    mark_as_changed(font)
    font.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
