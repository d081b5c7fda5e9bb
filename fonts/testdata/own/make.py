"""Makes own.ttf, a small font of one's own for the tests: a part of Noto Sans SC
(SIL Open Font License 1.1, licences/NotoSansSC-OFL.txt), under another name,
drawn in 2048 units per em as most fonts of Windows are, with one glyph that is
made of others.

    zstd -d ../../NotoSansSC-Regular.ttf.zst -o /tmp/sans.ttf
    python3 make.py /tmp/sans.ttf own.ttf     # fontTools 4.68
"""

import sys

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

CHARACTERS = (
    "部门决算公开，。（）《》、：；“”—·年度单位财政收入支出情况说明表目录第一二三四五六七八九十元万总计本级名称项目"
    "".join(chr(c) for c in range(0x20, 0x7F)) + "é"
)

font = TTFont(sys.argv[1])
options = Options(layout_features=[], name_IDs=[], notdef_outline=True, hinting=False)
subsetter = Subsetter(options)
subsetter.populate(text=CHARACTERS)
subsetter.subset(font)
scale_upem(font, 2048)

glyphs, cmap = font["glyf"], font.getBestCmap()
pen = TTGlyphPen(glyphs)
pen.addComponent(cmap[ord("e")], (1, 0, 0, 1, 0, 0))
pen.addComponent(cmap[ord("'")], (0.5, 0, 0, 0.5, 400, 900))
glyphs[cmap[ord("é")]] = pen.glyph()
font["hmtx"][cmap[ord("é")]] = (font["hmtx"][cmap[ord("e")]][0], 0)
glyphs[cmap[ord("é")]].recalcBounds(glyphs)
font["hmtx"][cmap[ord("é")]] = (font["hmtx"][cmap[ord("e")]][0], glyphs[cmap[ord("é")]].xMin)

names = font["name"]
names.names = []
for kind, text in {1: "Discgen Test", 2: "Regular", 4: "Discgen Test", 6: "DiscgenTest-Regular",
                   13: "SIL Open Font License 1.1"}.items():
    names.setName(text, kind, 3, 1, 0x409)
for tag in ("VORG", "vhea", "vmtx", "BASE", "GSUB", "GPOS", "DSIG"):
    if tag in font:
        del font[tag]
font["head"].created = font["head"].modified = 0
font.recalcTimestamp = False
font.save(sys.argv[2])
