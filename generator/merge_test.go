package generator_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/discgen/discgen/generator"
	"github.com/discgen/discgen/generator/finding"
	"github.com/discgen/discgen/generator/internal/sample"
)

// parts are unit files by names of their own, and what opens them.
func parts(texts [][]byte) ([]generator.Part, func(string) ([]byte, error)) {
	var all []generator.Part
	files := map[string][]byte{}
	for i, text := range texts {
		name := fmt.Sprintf("u%d/unit.toml", i+1)
		all = append(all, generator.Part{Name: name, Data: text})
		files[name] = text
	}
	return all, opener(files)
}

func opener(files map[string][]byte) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) {
		if data, ok := files[name]; ok {
			return data, nil
		}
		return nil, fs.ErrNotExist
	}
}

// merged is a department's file of random units.
func merged(t *testing.T, texts [][]byte, kind string) (generator.Merged, generator.Options) {
	t.Helper()
	all, open := parts(texts)
	m, err := generator.Merge(all, generator.MergeOptions{Name: "某某市某某局", Kind: kind})
	if err != nil {
		t.Fatal(err)
	}
	if m.Unit == nil {
		t.Fatalf("no file: %v", m.Findings)
	}
	return m, generator.Options{Open: open}
}

var blank = regexp.MustCompile(`"待填[^"]*"`)

// filled is a department's file with every blank filled in.
func filled(text []byte) []byte {
	n := 0
	return blank.ReplaceAllFunc(text, func([]byte) []byte {
		n++
		return fmt.Appendf(nil, `"第%d处，按照各单位上报的情况汇总填写"`, n)
	})
}

// ofRule are the findings of one rule.
func ofRule(list finding.List, rule string) finding.List {
	var of finding.List
	for _, f := range list {
		if f.Rule == rule {
			of = append(of, f)
		}
	}
	return of
}

func TestTry(t *testing.T) {
	for seed := range uint64(3) {
		m, o := merged(t, sample.Department(seed, 5, false, false), "行政单位")
		if seed == 0 {
			fmt.Println(string(m.Unit))
			fmt.Println(m.Findings, m.Eliminated)
		}
		found, err := generator.Check(filled(m.Unit), o)
		fmt.Println(seed, err, strings.Join(lines(found), "\n"))
	}
}
