package check

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/discgen/discgen/generator/figures"
	"github.com/discgen/discgen/generator/source"
)

// prose is one text of the file that is printed.
type prose struct {
	path, key string // key is the last of the path, without an index
	text      string
}

// notPrinted are the keys whose texts are not printed, or are not texts.
var notPrinted = regexp.MustCompile(`^(amount_unit|template_set|accept\b.*|review\b.*|unit\.(code|kind|scope|aliases.*)|subjects\[\d+\]\.(code|fund))$`)

// number is a text that is an amount or a count in quotes.
var number = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?%?$`)

// proses are the printed texts, in the order of the file.
func (r *reporter) proses() []prose {
	var all []prose
	r.File.EachText(func(path, text string) {
		if notPrinted.MatchString(path) || number.MatchString(text) {
			return
		}
		key := path[strings.LastIndexByte(path, '.')+1:]
		if i := strings.IndexByte(key, '['); i > 0 {
			key = key[:i]
		}
		all = append(all, prose{path, key, text})
	})
	return all
}

// isReason reports whether a text is the reason of a figure.
func (p prose) isReason() bool { return strings.HasSuffix(p.key, "_reason") }

// isPerformance reports whether a text speaks of performance.
func (p prose) isPerformance() bool { return strings.HasPrefix(p.path, "self_evaluation") }

// mark is a pattern of what a text must not hold, and why, in Chinese.
type mark struct {
	pattern *regexp.Regexp
	fault   string
}

// reportPiece reports a piece of a text at its own place.
func (r *reporter) reportPiece(p prose, piece, remedy, format string, args ...any) {
	f := r.report(p.path, remedy, format, args...)
	f.Place = r.File.AtText(p.path, piece)
}

// reportMarks reports the first place in each text that a pattern fits.
func (r *reporter) reportMarks(marks []mark, remedy string) {
	for _, p := range r.proses() {
		for _, m := range marks {
			if piece := m.pattern.FindString(p.text); piece != "" {
				r.reportPiece(p, piece, remedy, "“%s”%s", source.Clip(piece, 30), m.fault)
				break
			}
		}
	}
}

// placeholders are what a form leaves to be filled in.
var placeholders = []mark{
	{regexp.MustCompile(`\b[Xx]{2,}\b|[Ｘｘ]{2,}|×{2,}|某某|[○〇]{2,}|□{2,}|_{2,}|＿{2,}|\*{3,}|待填|待定|待补|\{[^{}]*\}`), "是没有填写的占位符"},
	{regexp.MustCompile(`(?i)\b(?:TODO|TBD)\b`), "是没有填写的占位符"},
	{regexp.MustCompile(`…{2,}|\.{3,}|。{3,}`), "是省略号，公开的文字要写完整"},
}

func unfilled(r *reporter) { r.reportMarks(placeholders, "填写实际内容，或删去") }

// leftovers are the form's own alternatives and instructions.
var leftovers = []mark{
	{regexp.MustCompile(`(?:增加|增长)（(?:减少|下降)）|(?:减少|下降)（(?:增加|增长)）|(?:大于|高于)（(?:小于|低于)）|(?:小于|低于)（(?:大于|高于)）|(?:增加|增长|减少|下降)[/／](?:增加|增长|减少|下降)`), "是表样里二选一的文字，没有选定"},
	{regexp.MustCompile(`如持平|(?:增加|减少)持平|无[^。；]{0,20}的，仍保留该表格|请(?:根据|按照)实际情况填写|（此处填写[^）]*）|填表说明|本单位/本部门|本部门（单位）|部门（单位）名称`), "是表样里的填写说明，没有删去"},
}

func formLeftIn(r *reporter) { r.reportMarks(leftovers, "选定一种写法，删去表样的文字") }

// slips are marks and words that stand twice.
var slips = []mark{
	{regexp.MustCompile(`[。，；：、]{2,}|[!?！？]{3,}|[,;:]{2,}|[。，；：、][,;:]|[,;:][。，；：、]`), "标点重复或混用"},
	{regexp.MustCompile(`\p{Han},[0-9]`), "数字前面是半角逗号"},
	{doubled(), "词语重复"},
}

// doubled are the words of this field that are typed twice by a slip. Others
// may stand twice in good Chinese (检查检查组, 为企业服务服务商会).
func doubled() *regexp.Regexp {
	words := strings.Fields("预算 决算 支出 收入 增加 减少 增长 下降 上升 本年 上年 年度 经费 费用 资金 原因 主要 导致 所以 由于 单位 部门 项目 拨款 财政 结转 结余 万元 工资 补助")
	var all []string
	for _, w := range words {
		all = append(all, w+w)
	}
	return regexp.MustCompile(strings.Join(all, "|") + "|的的")
}

func doubledMarks(r *reporter) { r.reportMarks(slips, "删去多余的标点或词语") }

// quotedAside is where a text names a document or a thing by its own title, in
// which any year may stand.
var quotedAside = regexp.MustCompile(`《[^》]*》|〔[^〕]*〕|“[^”]*”`)

var (
	yearText = regexp.MustCompile(`((?:19|20)[0-9]{2})年`)
	cutOff   = regexp.MustCompile(`截至?(?:到)?((?:19|20)[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日`)
)

// historical are the keys whose texts may name any year: duties and documents
// are older than the accounts, a glossary is of no year.
var historical = regexp.MustCompile(`^(duties|basis|meaning|term|name|group_name|offices|subordinate_units|evidence|scoring)$`)

// planned are the keys whose texts may look one year ahead.
var planned = regexp.MustCompile(`^(measures|deviation|problems|text)$`)

// yearsOfTexts finds years that are neither this year nor the last, and dates
// up to which a text counts that are not the year's end.
func yearsOfTexts(r *reporter) {
	for _, p := range r.proses() {
		if historical.MatchString(p.key) {
			continue
		}
		text := quotedAside.ReplaceAllString(p.text, "")
		if m := cutOff.FindStringSubmatch(text); m != nil && (m[1] != fmt.Sprint(r.u.Year) || m[2] != "12" || m[3] != "31") {
			r.reportPiece(p, m[0], fmt.Sprintf("决算截止日是%d年12月31日，请核对", r.u.Year), "截止日期写成“%s”", m[0])
			continue
		}
		for _, m := range yearText.FindAllStringSubmatch(text, -1) {
			if !r.isYear(m[1], planned.MatchString(p.key)) {
				r.reportPiece(p, m[0], "请核对年份；沿用上年的文字时最容易忘记改", "文字里有“%s”，决算年度是%d年", m[0], r.u.Year)
				break
			}
		}
	}
}

// isYear reports whether a year is this one, the last or, where plans are
// spoken of, the next.
func (r *reporter) isYear(text string, plans bool) bool {
	last := r.u.Year
	if plans {
		last++
	}
	for y := r.u.Year - 1; y <= last; y++ {
		if text == fmt.Sprint(y) {
			return true
		}
	}
	return false
}

// wrongUses are words that do not belong to what a subject pays for.
var wrongUses = []struct {
	subject string
	words   *regexp.Regexp
}{
	{"住房公积金", regexp.MustCompile(`医疗|医保|养老|年金`)},
	{"养老保险缴费", regexp.MustCompile(`医疗|医保|公积金`)},
	{"职业年金", regexp.MustCompile(`医疗|医保|公积金`)},
	{"单位医疗", regexp.MustCompile(`公积金|养老|年金`)},
	{"公务员医疗补助", regexp.MustCompile(`公积金|养老|年金`)},
	{"购房补贴", regexp.MustCompile(`医疗|医保|养老|年金`)},
}

// usesOfSubjects finds reasons that speak of what another subject pays for.
func usesOfSubjects(r *reporter) {
	for i, s := range r.u.Subjects {
		for _, w := range wrongUses {
			word := w.words.FindString(s.ChangeReason)
			if word != "" && strings.Contains(r.name(s.Code), w.subject) {
				p := prose{path: subjectPath(i, "change_reason")}
				r.reportPiece(p, word, "请核对原因是否写错了科目", "科目 %s 的原因里写着“%s”", r.subjectName(s.Code), word)
			}
		}
	}
}

// guestsElsewhere finds subjects whose reason speaks of official guests though
// the unit has no 公务接待费.
func guestsElsewhere(r *reporter) {
	g := r.Book.ThreePublic.Reception.Change
	if !g.Current.IsZero() || !g.LastYear.IsZero() || !r.u.Basic["30217"].IsZero() {
		return
	}
	for i, s := range r.u.Subjects {
		if strings.Contains(s.ChangeReason, "接待") {
			p := prose{path: subjectPath(i, "change_reason")}
			r.reportPiece(p, "接待", "是会议、培训的，写会议、培训；有公务接待的，填写 [three_public.reception]",
				"科目 %s 的原因说到接待，而公务接待费为 0", r.subjectName(s.Code))
		}
	}
}

// announced is how a text says that a report is attached.
var announced = regexp.MustCompile(`附[^。；，]{0,12}(?:评价|自评)报告`)

// attachments finds reports that are announced: the package does not hold them.
func attachments(r *reporter) {
	const remedy = "评价报告要与公开说明一起上传；不附的，写 evaluation_report = false"
	if r.u.SelfEvaluation.EvaluationReport {
		r.report("self_evaluation.evaluation_report", remedy, "正文写明附评价报告，生成的文件里没有评价报告")
		return
	}
	for _, p := range r.proses() {
		if piece := announced.FindString(p.text); piece != "" && (p.isPerformance() || p.key == "text") {
			r.reportPiece(p, piece, remedy, "文字说“%s”，生成的文件里没有评价报告", piece)
		}
	}
}

// unusedTerms finds terms of the unit's own glossary that nothing else in the
// explanation uses.
func unusedTerms(r *reporter) {
	for i, t := range r.u.Glossary {
		path := source.Index("glossary", i) + ".term"
		if term := strings.TrimSpace(t.Term); !r.Uses(term) && !r.saidElsewhere(term) {
			r.report(path, "删去这个名词，或核对名称是否与正文一致", "名词“%s”在公开说明里没有用到", term)
		}
	}
}

// saidElsewhere reports whether a term stands in a printed text other than the
// glossary, or in the name of a subject.
func (r *reporter) saidElsewhere(term string) bool {
	for _, p := range r.proses() {
		if p.key != "term" && p.key != "meaning" && strings.Contains(p.text, term) {
			return true
		}
	}
	for _, lines := range [][]figures.Line{r.Book.Income.Lines, r.Book.Spending.Lines} {
		for _, l := range lines {
			if strings.Contains(l.Name, term) {
				return true
			}
		}
	}
	return false
}
