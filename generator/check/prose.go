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
var notPrinted = regexp.MustCompile(`^(amount_unit|template_set|last_year|fonts\b.*|accept\b.*|corrections\b.*|review\b.*|unit\.(code|kind|scope|aliases.*)|subjects\[\d+\]\.(code|fund|formerly.*))$`)

// number is a text that is an amount or a count in quotes.
var number = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?%?$`)

// proses are the printed texts, in the order of the file, without those that
// are yet to be written.
func (r *reporter) proses() []prose {
	if r.texts != nil {
		return r.texts
	}
	all := []prose{}
	r.File.EachText(func(path, text string) {
		if notPrinted.MatchString(path) || number.MatchString(text) || source.IsBlank(text) {
			return
		}
		key := path[strings.LastIndexByte(path, '.')+1:]
		if i := strings.IndexByte(key, '['); i > 0 {
			key = key[:i]
		}
		all = append(all, prose{path, key, text})
	})
	r.texts = all
	return all
}

// isReason reports whether a text is the reason of a figure.
func (p prose) isReason() bool { return strings.HasSuffix(p.key, "_reason") }

// isPerformance reports whether a text speaks of performance.
func (p prose) isPerformance() bool { return strings.HasPrefix(p.path, "self_evaluation") }

// reportPiece reports a piece of a text at its own place.
func (r *reporter) reportPiece(p prose, piece, remedy, format string, args ...any) {
	f := r.report(p.path, remedy, format, args...)
	f.Place = r.File.AtText(p.path, piece)
}

// quotedAside is where a text names a document or a thing by its own title, in
// which any year may stand.
var quotedAside = regexp.MustCompile(`《[^》]*》|〔[^〕]*〕|“[^”]*”`)

var (
	yearText = regexp.MustCompile(`((?:19|20)[0-9]{2})(?: *年|[-/.][0-9]{1,2}[-/.][0-9]{1,2})`)
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
	withoutNames := r.projectNames()
	for _, p := range r.proses() {
		if historical.MatchString(p.key) {
			continue
		}
		text := halfWidth.Replace(quotedAside.ReplaceAllString(withoutNames.Replace(p.text), ""))
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

// halfWidth writes the digits of years as the patterns have them.
var halfWidth = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9")

// projectNames takes the names of the unit's projects out of a text: any year
// may stand in one.
func (r *reporter) projectNames() *strings.Replacer {
	var pairs []string
	for _, p := range r.u.SelfEvaluation.Projects {
		if p.Name != "" {
			pairs = append(pairs, p.Name, "")
		}
	}
	return strings.NewReplacer(pairs...)
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
	{"养老保险缴费", regexp.MustCompile(`医疗|医保|公积金|职业年金`)},
	{"职业年金", regexp.MustCompile(`医疗|医保|公积金|养老保险`)},
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
		if strings.Contains(s.ChangeReason, "接待") && !strings.Contains(s.ChangeReason, "来访接待") {
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

// mostTerms is how many terms are looked for: each is in all texts.
const mostTerms = 300

// unusedTerms finds terms of the unit's own glossary that nothing else in the
// explanation uses.
func unusedTerms(r *reporter) {
	for i, t := range r.u.Glossary[:min(len(r.u.Glossary), mostTerms)] {
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
