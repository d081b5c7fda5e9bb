package verify

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Checks are all checks in the order in which they are made.
func Checks() []Check { return slices.Clone(checks) }

const archive = "用能生成 PDF/A 的程序另存（discgen 生成的文件都有）"

var checks = []Check{
	{ID: "D-01", Title: "文件完整", Asked: "文件以结束标记收尾，交叉引用表在所指的位置", locked: true, look: complete,
		Remedy: "文件可能没有下载完或被改动过，请重新生成或重新下载"},
	{ID: "D-02", Title: "没有加密", Asked: "不设打开密码，也不限制打印和复制", locked: true, look: unencrypted,
		Remedy: "去掉密码和权限限制后重新保存"},
	{ID: "D-03", Title: "字体嵌入", Asked: "每种字体都嵌入文件", look: embeddedFonts,
		Remedy: "导出时选择嵌入全部字体；字体不许嵌入的换用别的字体"},
	{ID: "D-04", Title: "文字可以提取", Asked: "有文字，每种字体都能对应到 Unicode 字符，可以查找和复制", look: extractable,
		Remedy: "从原来的文档重新导出，不要用扫描件；导出时不要把文字转成图形"},
	{ID: "D-05", Title: "标签", Asked: "是带标签的 PDF，结构树里有内容", look: tagged,
		Remedy: "导出时选择“带标签的 PDF”（文档结构标签）"},
	{ID: "D-06", Title: "PDF/A 标识", Asked: "元数据写明 PDF/A 的部分和级别", look: pdfa, Remedy: archive},
	{ID: "D-07", Title: "PDF/UA 标识", Asked: "元数据写明 PDF/UA 的部分", look: pdfua,
		Remedy: "用能生成 PDF/UA 的程序另存（discgen 生成的文件都有）"},
	{ID: "D-08", Title: "文件标识", Asked: "文件尾有文件标识（ID）", look: identified, Remedy: archive},
	{ID: "D-09", Title: "标题", Asked: "文档属性和元数据都有标题，并且相同", look: titled,
		Remedy: "在文档属性里填写标题，再由原来的程序重新导出"},
	{ID: "D-10", Title: "标题栏", Asked: "打开时窗口标题栏显示文档标题", look: shown,
		Remedy: "在文档属性的“初始视图”里，窗口选项选择显示文档标题"},
	{ID: "D-11", Title: "语言", Asked: "写明文档的语言，例如 zh-CN", look: spoken,
		Remedy: "在文档属性的“高级”里选择语言（中文）"},
	{ID: "D-12", Title: "没有脚本", Asked: "不含 JavaScript 脚本", look: unscripted,
		Remedy: "删除脚本后重新保存"},
	{ID: "D-13", Title: "没有附件", Asked: "不含嵌入的附件", look: unattached,
		Remedy: "删除附件，需要公开的文件另行上传"},
}

// mostNamed is how many fonts, places and the like a message names.
const mostNamed = 5

func named[T fmt.Stringer](all []T) string {
	var names []string
	for _, one := range all {
		if name := one.String(); !slices.Contains(names, name) {
			if len(names) == mostNamed {
				return strings.Join(names, "、") + " 等"
			}
			names = append(names, name)
		}
	}
	return strings.Join(names, "、")
}

var (
	ending     = regexp.MustCompile(`startxref\s+([0-9]{1,12})\s+%%EOF\s*\x00*$`)
	xrefBegins = regexp.MustCompile(`^\s*(?:xref\b|[0-9]+\s+[0-9]+\s+obj\b)`)
)

// complete looks for what a file that was cut off has no more. The library
// repairs such files silently.
func complete(d *document) (string, bool) {
	tail := d.data[max(0, len(d.data)-1024):]
	m := ending.FindSubmatch(tail)
	if m == nil {
		return "没有文件结束标记（%%EOF），或者它后面还有别的内容", false
	}
	offset, err := strconv.Atoi(string(m[1]))
	start := max(0, bytes.Index(d.data, []byte("%PDF-"))) // what stands before it does not count, by some programs
	for _, at := range []int{offset, offset + start} {
		if err == nil && at < len(d.data) && xrefBegins.Match(d.data[at:min(len(d.data), at+64)]) {
			return "完整", true
		}
	}
	return "交叉引用表不在文件尾所指的位置", false
}

func unencrypted(d *document) (string, bool) {
	switch {
	case d.locked:
		return "已加密，要用密码打开", false
	case d.encrypted:
		return "已加密（打开不用密码，但有权限限制）", false
	}
	return "没有加密", true
}

// without are the fonts that lack something.
func (d *document) without(has func(font) bool) []font {
	var all []font
	for _, f := range d.fonts {
		if !has(f) {
			all = append(all, f)
		}
	}
	return all
}

func embeddedFonts(d *document) (string, bool) {
	if wrong := d.without(func(f font) bool { return f.embedded }); len(wrong) > 0 {
		return fmt.Sprintf("%d 种字体里有 %d 种没有嵌入：%s", len(d.fonts), len(wrong), named(wrong)), false
	}
	return fmt.Sprintf("%d 种字体，全部嵌入", len(d.fonts)), true
}

func extractable(d *document) (string, bool) {
	if len(d.fonts) == 0 {
		return "没有一种字体，不能提取文字，可能是扫描件", false
	}
	if wrong := d.without(func(f font) bool { return f.readable }); len(wrong) > 0 {
		return fmt.Sprintf("%d 种字体里有 %d 种没有到 Unicode 的对应（ToUnicode）：%s", len(d.fonts), len(wrong), named(wrong)), false
	}
	return fmt.Sprintf("%d 种字体，都能对应到 Unicode", len(d.fonts)), true
}

func tagged(d *document) (string, bool) {
	root := d.dict(d.catalog["StructTreeRoot"])
	switch {
	case !d.isTrue(d.dict(d.catalog["MarkInfo"])["Marked"]):
		return "没有写明是带标签的 PDF（MarkInfo/Marked）", false
	case root == nil:
		return "没有结构树（StructTreeRoot）", false
	case !d.hasElement(root["K"]):
		return "结构树是空的", false
	}
	return "带标签，结构树里有内容", true
}

// hasElement reports whether the children of the structure's root are any.
func (d *document) hasElement(kids types.Object) bool {
	all := d.array(kids)
	if all == nil {
		all = types.Array{kids}
	}
	return slices.ContainsFunc(all, func(kid types.Object) bool { return d.name(d.dict(kid)["S"]) != "" })
}

func pdfa(d *document) (string, bool) {
	x := d.xmp
	good := len(x.part) == 1 && strings.Contains("1234", x.part) &&
		(len(x.conformance) == 1 && strings.Contains("ABUEF", x.conformance) || x.part == "4" && x.conformance == "")
	switch {
	case !x.there:
		return noMetadata, false
	case x.part == "":
		return "元数据里没有 PDF/A 的标识", false
	case !good:
		return fmt.Sprintf("元数据写的 PDF/A 标识不对：部分 %q，级别 %q", x.part, x.conformance), false
	}
	return "PDF/A-" + x.part + strings.ToLower(x.conformance), true
}

const noMetadata = "没有元数据（XMP），或者元数据不能读取"

func pdfua(d *document) (string, bool) {
	switch {
	case !d.xmp.there:
		return noMetadata, false
	case d.xmp.uaPart == "":
		return "元数据里没有 PDF/UA 的标识", false
	case d.xmp.uaPart != "1" && d.xmp.uaPart != "2":
		return fmt.Sprintf("元数据写的 PDF/UA 标识不对：部分 %q", d.xmp.uaPart), false
	}
	return "PDF/UA-" + d.xmp.uaPart, true
}

func identified(d *document) (string, bool) {
	if len(d.ctx.ID) != 2 || slices.ContainsFunc(d.ctx.ID, func(o types.Object) bool { return isEmptyString(d.get(o)) }) {
		return "没有文件标识（ID）", false
	}
	return "有文件标识", true
}

func isEmptyString(o types.Object) bool {
	switch o := o.(type) {
	case types.HexLiteral:
		return o == ""
	case types.StringLiteral:
		return o == ""
	}
	return true
}

func titled(d *document) (string, bool) {
	own := ""
	if d.ctx.Info != nil {
		own = d.text(d.dict(*d.ctx.Info)["Title"])
	}
	switch {
	case own == "" && d.xmp.title == "":
		return "文档属性和元数据里都没有标题", false
	case own == "":
		return fmt.Sprintf("文档属性里没有标题，元数据里是“%s”", d.xmp.title), false
	case d.xmp.title == "":
		return fmt.Sprintf("元数据里没有标题，文档属性里是“%s”", own), false
	case own != d.xmp.title:
		return fmt.Sprintf("标题不一致：文档属性里是“%s”，元数据里是“%s”", own, d.xmp.title), false
	}
	return "“" + own + "”", true
}

func shown(d *document) (string, bool) {
	if !d.isTrue(d.dict(d.catalog["ViewerPreferences"])["DisplayDocTitle"]) {
		return "没有设置显示文档标题（DisplayDocTitle），标题栏显示的是文件名", false
	}
	return "显示文档标题", true
}

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$`)

func spoken(d *document) (string, bool) {
	language := d.text(d.catalog["Lang"])
	switch {
	case language == "":
		return "没有写明语言（Lang）", false
	case !languageTag.MatchString(language):
		return fmt.Sprintf("语言的写法不对：%q", language), false
	}
	return language, true
}

func unscripted(d *document) (string, bool) {
	if len(d.scripts) > 0 {
		return fmt.Sprintf("有 %d 处脚本：%s", len(d.scripts), named(d.scripts)), false
	}
	return "没有脚本", true
}

func unattached(d *document) (string, bool) {
	if len(d.attachments) > 0 {
		return fmt.Sprintf("有 %d 个附件：%s", len(d.attachments), named(d.attachments)), false
	}
	return "没有附件", true
}
