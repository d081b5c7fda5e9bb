//go:build linux || darwin

package main

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator/draft"
	"github.com/discgen/discgen/generator/source"
	"github.com/discgen/discgen/internal/terminal"
)

const (
	guidePage = "../../README.zh-CN.md"
	elision   = "……" // a line of an output that stands for lines left out
)

// The guide is done as it is written, from a folder that holds nothing but the
// examples that come with the program to finished packages of two years: each
// command, what it shows, what is filled in, and the picture of the terminal.
// With -update what the guide shows is what the program shows; which parts of
// it are left out stays as it is.
func TestGuide(t *testing.T) {
	g := guide{t: t, folder: t.TempDir(), lines: strings.Split(read(t, guidePage), "\n")}
	if err := os.CopyFS(filepath.Join(g.folder, "examples/guide"), os.DirFS("../../examples/guide")); err != nil {
		t.Fatal(err)
	}
	g.follow()
	if *update && !t.Failed() {
		g.write(guidePage, strings.Join(g.lines, "\n"))
	}
	g.keepsExample("2024.toml")
	want := []string{"2024.toml", "2025.toml", "examples", "全部", "公开", "导入.toml", "带图", "我的模板", "自己的模板", "部门2024.toml"}
	if got := names(t, g.folder); !slices.Equal(got, want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
	for year, total := range map[string]string{"2024": "262.66", "2025": "266.90"} {
		text := g.explanation("公开/临沙县水利局" + year + "年度部门决算公开说明.pdf")
		if _, err := os.Stat(filepath.Join(g.folder, "公开/临沙县水利局"+year+"年度部门决算公开表.xlsx")); err != nil {
			t.Error(err)
		}
		if !strings.Contains(text, "收入总计"+total+"万元") {
			t.Errorf("the explanation of %s does not say %s", year, total)
		}
	}
	if n := len(names(t, filepath.Join(g.folder, "公开"))); n != 4 {
		t.Errorf("there are %d files to upload", n)
	}
}

// Every command of the program is in the guide or in a page that it points to.
func TestGuideHasEveryCommand(t *testing.T) {
	text := read(t, guidePage)
	for _, m := range linked.FindAllStringSubmatch(text, -1) {
		if strings.HasSuffix(m[1], ".md") {
			text += read(t, filepath.Join("../..", m[1]))
		}
	}
	for _, c := range newRoot(nil, nil).Commands() {
		if !strings.Contains(text, "discgen "+c.Name()) {
			t.Errorf("the guide does not speak of discgen %s", c.Name())
		}
	}
}

// guide is the page while it is followed.
type guide struct {
	t      *testing.T
	folder string
	lines  []string
}

// block is what stands between two fences; its lines are those from first up to
// end.
type block struct {
	info, mark string // the mark is a comment above it, which readers do not see
	first, end int
}

var (
	mark   = regexp.MustCompile(`^<!-- (.*) -->$`)
	fence  = regexp.MustCompile("^```([a-z]*)$")
	status = regexp.MustCompile(`退出状态 (\d)`)
	shot   = regexp.MustCompile(`画面 (\S+)`)
	swap   = regexp.MustCompile(`换成 (\S+) (\S+)`)
)

// next is the first block from a line on.
func (g *guide) next(from int) (block, bool) {
	for i := from; i < len(g.lines); i++ {
		m := fence.FindStringSubmatch(g.lines[i])
		if m == nil {
			continue
		}
		b := block{info: m[1], first: i + 1, end: i + 1}
		if above := mark.FindStringSubmatch(g.lines[max(i-1, 0)]); above != nil {
			b.mark = above[1]
		}
		for g.lines[b.end] != "```" {
			b.end++
		}
		return b, true
	}
	return block{}, false
}

// text are the lines of a block.
func (g *guide) text(b block) []string { return g.lines[b.first:b.end] }

func (g *guide) follow() {
	commands := 0
	for b, found := g.next(0); found && !g.t.Failed(); b, found = g.next(b.end + 1) {
		switch {
		case b.info == "toml":
			g.fill(b)
		case b.info == "text":
			g.t.Errorf("line %d: nothing shows this", b.first)
		case b.info == "sh" && !strings.HasPrefix(g.lines[b.first], "go "):
			commands++
			shown := g.do(b)
			if after, found := g.next(b.end + 1); found && after.info == "text" && !slices.ContainsFunc(g.lines[b.end:after.first], func(l string) bool { return strings.HasPrefix(l, "#") }) {
				g.compare(after, shown)
				b, _ = g.next(after.first - 1) // where -update has left its end
			}
		}
	}
	if commands < 10 && !g.t.Failed() {
		g.t.Errorf("the guide has only %d blocks of commands", commands)
	}
}

// do runs the commands of a block, one a line, and gives what they show.
func (g *guide) do(b block) string {
	g.t.Helper()
	if m := swap.FindStringSubmatch(b.mark); m != nil {
		g.replace(m[1], m[2])
	}
	want := 0
	if m := status.FindStringSubmatch(b.mark); m != nil {
		want, _ = strconv.Atoi(m[1])
	}
	var shown strings.Builder
	for _, l := range g.text(b) {
		args := strings.Fields(l)
		if args[0] != "discgen" {
			g.t.Fatalf("%q is no command of the program", l)
		}
		text, got := g.run(args[1:])
		if got != want {
			g.t.Fatalf("%s: status %d, want %d\n%s", l, got, want, text)
		}
		shown.WriteString(text)
		if m := shot.FindStringSubmatch(b.mark); m != nil {
			g.picture(filepath.Join("../..", m[1]), args[1:])
		}
	}
	return shown.String()
}

// run is one command, in the folder; init asks on a terminal.
func (g *guide) run(args []string) (shown string, status int) {
	if args[0] == "init" && len(args) == 2 {
		return g.answer(args)
	}
	c := exec.Command(os.Args[0], args...)
	c.Dir = g.folder
	c.Env = append(os.Environ(), asProgram+"=1")
	out, err := c.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		g.t.Fatal(err)
	}
	return string(out), c.ProcessState.ExitCode()
}

// answer gives the questions the answers that the guide shows behind them.
func (g *guide) answer(args []string) (shown string, status int) {
	d := startDialogue(g.t, g.folder, args...)
	for _, q := range draft.Questions() {
		i := slices.IndexFunc(g.lines, func(l string) bool { return strings.HasPrefix(l, q.Ask) })
		if i < 0 {
			g.t.Fatalf("the guide does not show the question %q", q.Ask)
		}
		line := g.lines[i]
		prompt := q.Ask
		if q.Default != "" {
			prompt += " [" + q.Default + "]"
		}
		answer, shown := strings.CutPrefix(line, prompt+"：")
		if !shown {
			g.t.Fatalf("the guide shows %q, the program %q", line, prompt)
		}
		d.reads(prompt + "：")
		d.types(answer + "\n")
	}
	d.ends()
	return strings.ReplaceAll(d.all.String(), "\r\n", "\n"), d.program.ProcessState.ExitCode()
}

// compare holds an output that the guide shows against what was shown.
func (g *guide) compare(b block, shown string) {
	var got []string
	for l := range strings.SplitSeq(strings.TrimRight(shown, "\n"), "\n") {
		got = append(got, strings.TrimRight(l, " "))
	}
	want := g.text(b)
	if shows(want, got) {
		return
	}
	i := slices.Index(want, elision)
	if !*update || slices.Index(want[i+1:], elision) >= 0 || i >= 0 && len(got) < len(want) {
		g.t.Errorf("line %d: the guide shows\n%s\nthe program\n%s", b.first+1, strings.Join(want, "\n"), strings.Join(got, "\n"))
		return
	}
	if i >= 0 {
		got = slices.Concat(got[:i], []string{elision}, got[len(got)-(len(want)-i-1):])
	}
	g.lines = slices.Replace(g.lines, b.first, b.end, got...)
}

// shows reports whether the lines of an output are those that are wanted, where
// each elision stands for one line or more.
func shows(want, got []string) bool {
	i := slices.Index(want, elision)
	if i < 0 {
		return slices.Equal(want, got)
	}
	if len(got) <= i || !slices.Equal(want[:i], got[:i]) {
		return false
	}
	for from := i + 1; from <= len(got); from++ {
		if shows(want[i+1:], got[from:]) {
			return true
		}
	}
	return false
}

// fill does what a block says of a file; one that says of none is an example,
// of which the program takes every line.
func (g *guide) fill(b block) {
	g.t.Helper()
	text := g.text(b)
	how, name, _ := strings.Cut(b.mark, " ")
	if b.mark == "" {
		path := unitFile(g.t, strings.Join(text, "\n"))
		for _, f := range parsed(g.t, discgen("check", "--json", path).stdout).Files[0].Findings {
			if slices.Contains([]string{source.RuleSyntax, source.RuleKey, source.RuleType}, f.Rule) {
				g.t.Errorf("line %d: %s", b.first, f.Message)
			}
		}
		return
	}
	path := filepath.Join(g.folder, name)
	lines := strings.Split(read(g.t, path), "\n")
	switch how {
	case "填入":
		lines = g.tables(lines, text)
	case "改正":
		lines = g.lineFor(lines, text[0])
	default:
		g.t.Fatalf("line %d: the mark is %q", b.first, b.mark)
	}
	g.write(path, strings.Join(lines, "\n"))
}

var tableHeader = regexp.MustCompile(`^\[+([a-z_.]+)\]+`)

// part is some lines of a unit file: a table, all tables of a list, or what
// stands between tables, which has no name.
type part struct {
	name  string
	lines []string
}

// parts are a unit file by its tables; what follows a table up to the next
// heading is the table's.
func parts(lines []string) []part {
	all := []part{{}}
	for _, l := range lines {
		last := &all[len(all)-1]
		switch m := tableHeader.FindStringSubmatch(l); {
		case m != nil && m[1] != last.name:
			all = append(all, part{m[1], []string{l}})
		case strings.HasPrefix(l, "# ==="):
			all = append(all, part{"", []string{l}})
		default:
			last.lines = append(last.lines, l)
		}
	}
	return all
}

// tables puts tables in the place of those of the same names.
func (g *guide) tables(file, with []string) []string {
	g.t.Helper()
	all := parts(file)
	for _, p := range parts(with)[1:] {
		i := slices.IndexFunc(all, func(a part) bool { return a.name == p.name })
		if i < 0 {
			g.t.Fatalf("the file has no [%s]", p.name)
		}
		end := len(p.lines)
		for p.lines[end-1] == "" {
			end--
		}
		all[i].lines = append(slices.Clone(p.lines[:end]), "")
	}
	var lines []string
	for _, p := range all {
		lines = append(lines, p.lines...)
	}
	return lines
}

// lineFor puts a line in the place of the one with its key.
func (g *guide) lineFor(file []string, line string) []string {
	g.t.Helper()
	key, _, _ := strings.Cut(line, "=")
	var at []int
	for i, l := range file {
		if strings.HasPrefix(l, key+"=") {
			at = append(at, i)
		}
	}
	if len(at) != 1 {
		g.t.Fatalf("%q stands %d times in the file", key, len(at))
	}
	file[at[0]] = line
	return file
}

// replace puts a file that is filled in in the place of the one that it was
// made of: what was filled in already is the same.
func (g *guide) replace(with, name string) {
	g.t.Helper()
	path := filepath.Join(g.folder, name)
	filled := read(g.t, filepath.Join(g.folder, with))
	rest := strings.Split(filled, "\n")
	for l := range strings.SplitSeq(read(g.t, path), "\n") {
		if strings.HasPrefix(l, "#") || strings.Contains(l, source.BlankMark) {
			continue
		}
		i := slices.Index(rest, l)
		if i < 0 {
			g.t.Fatalf("%s does not go on with %q of %s", with, l, name)
		}
		rest = rest[i+1:]
	}
	g.write(path, filled)
}

// keepsExample holds a file that was filled in against the one of the examples.
func (g *guide) keepsExample(name string) {
	path := filepath.Join("../../examples/guide", name)
	filled := read(g.t, filepath.Join(g.folder, name))
	if *update && !g.t.Failed() {
		g.write(path, filled)
	}
	if read(g.t, path) != filled {
		g.t.Errorf("%s is not what the guide fills in; go test ./cmd/discgen -run TestGuide -update", path)
	}
}

// picture holds the picture of a terminal against what the program shows there.
func (g *guide) picture(path string, args []string) {
	g.t.Setenv("TERM", "xterm")
	g.t.Setenv("NO_COLOR", "")
	shown := onTerminal(g.t, func(terminal *os.File) {
		c := exec.Command(os.Args[0], args...)
		c.Dir, c.Stdout, c.Stderr = g.folder, terminal, terminal
		c.Env = append(os.Environ(), asProgram+"=1")
		_ = c.Run() // its status is known from the run without a terminal
	})
	drawn, err := terminal.Draw("> discgen "+strings.Join(args, " ")+"\n\n"+strings.ReplaceAll(shown, "\r\n", "\n"), 100)
	if err != nil {
		g.t.Fatal(err)
	}
	if *update {
		var b bytes.Buffer
		e := png.Encoder{CompressionLevel: png.BestCompression}
		if err := e.Encode(&b, drawn); err != nil {
			g.t.Fatal(err)
		}
		g.write(path, b.String())
	}
	kept, err := png.Decode(strings.NewReader(read(g.t, path)))
	if err != nil {
		g.t.Fatal(err)
	}
	if !alike(kept, drawn) {
		g.t.Errorf("%s shows something else; make pictures", path)
	}
}

// alike reports whether two pictures show the same: processors round the edges
// of letters differently.
func alike(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r, _, _, _ := a.At(x, y).RGBA()
			s, _, _, _ := b.At(x, y).RGBA()
			if max(r, s)-min(r, s) > 0x2000 {
				return false
			}
		}
	}
	return true
}

func (g *guide) explanation(name string) string {
	text, err := exec.Command("pdftotext", "-raw", filepath.Join(g.folder, name), "-").Output()
	if err != nil {
		g.t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(text)), "")
}

func (g *guide) write(path, text string) {
	g.t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		g.t.Fatal(err)
	}
}
