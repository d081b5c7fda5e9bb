package templateset

import (
	"errors"
	"fmt"
	"strings"
	"text/template"
	"text/template/parse"

	"github.com/discgen/discgen/generator/doc"
)

// How much the filling in of a set for one unit may do. The library limits
// neither the work nor the output of a template; what is counted here is the
// same on every machine, which time is not.
const (
	mostSteps  = 500_000
	mostDepth  = 100
	mostOutput = 4 << 20 // bytes of one file of the set
)

var (
	errTooMuch = errors.New("模板里的循环太多，填写没有止境")
	errTooDeep = fmt.Errorf("句式层层引用超过 %d 层，可能引用了自己", mostDepth)
	errTooLong = fmt.Errorf("填写出来的文字超过 %d 字节", mostOutput)
)

// limited takes the output of a template.
type limited struct{ strings.Builder }

// Write takes as much as may be.
func (l *limited) Write(p []byte) (int, error) {
	if l.Len()+len(p) > mostOutput {
		return 0, errTooLong
	}
	return l.Builder.Write(p)
}

// used is what the filling in of a set has done so far.
type used struct{ steps, depth int }

const (
	callEnter  = "进入句式"
	callLeave  = "离开句式"
	callRepeat = "重复一遍"
)

// functions are the calls that meter puts into templates. They print nothing.
func (u *used) functions() template.FuncMap {
	step := func(n int) error {
		if u.steps += n; u.steps > mostSteps {
			return errTooMuch
		}
		return nil
	}
	return template.FuncMap{
		callRepeat: func(n int) (string, error) { return "", step(n) },
		callEnter: func(n int) (string, error) {
			if u.depth++; u.depth > mostDepth {
				return "", errTooDeep
			}
			return "", step(n)
		},
		callLeave: func(int) string {
			u.depth--
			return ""
		},
	}
}

// meter makes a template count what it does: every call of it, and every time
// that a range repeats what it holds, by how much there is to do.
func meter(tree *parse.Tree) {
	if parse.IsEmptyTree(tree.Root) {
		return // it only defines others, and must not replace one that does more
	}
	Visit(tree.Root, func(n parse.Node) {
		if r, is := n.(*parse.RangeNode); is {
			r.List.Nodes = append([]parse.Node{call(callRepeat, r.List)}, r.List.Nodes...)
		}
	})
	root := tree.Root
	root.Nodes = append(append([]parse.Node{call(callEnter, root)}, root.Nodes...), call(callLeave, root))
}

// call is {{name n}}, n being how many nodes a list holds.
func call(name string, list *parse.ListNode) parse.Node {
	n := int64(1)
	Visit(list, func(parse.Node) { n++ })
	number := &parse.NumberNode{NodeType: parse.NodeNumber, IsInt: true, Int64: n, IsUint: true, Uint64: uint64(n), Text: fmt.Sprint(n)}
	command := &parse.CommandNode{NodeType: parse.NodeCommand, Args: []parse.Node{parse.NewIdentifier(name), number}}
	return &parse.ActionNode{NodeType: parse.NodeAction, Pipe: &parse.PipeNode{NodeType: parse.NodePipe, Cmds: []*parse.CommandNode{command}}}
}

// Visit goes to a node and to all below it, each before those below it.
func Visit(n parse.Node, see func(parse.Node)) {
	if isNil(n) {
		return
	}
	see(n)
	switch n := n.(type) {
	case *parse.ListNode:
		for _, below := range n.Nodes {
			Visit(below, see)
		}
	case *parse.ActionNode:
		Visit(n.Pipe, see)
	case *parse.TemplateNode:
		Visit(n.Pipe, see)
	case *parse.IfNode:
		visitBranch(&n.BranchNode, see)
	case *parse.WithNode:
		visitBranch(&n.BranchNode, see)
	case *parse.RangeNode:
		visitBranch(&n.BranchNode, see)
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			Visit(c, see)
		}
	case *parse.CommandNode:
		for _, a := range n.Args {
			Visit(a, see)
		}
	case *parse.ChainNode:
		Visit(n.Node, see)
	}
}

func visitBranch(b *parse.BranchNode, see func(parse.Node)) {
	Visit(b.Pipe, see)
	Visit(b.List, see)
	Visit(b.ElseList, see)
}

// isNil reports whether there is no node: the fields of the library's nodes
// are pointers, which may be nil in the interface.
func isNil(n parse.Node) bool {
	switch n := n.(type) {
	case nil:
		return true
	case *parse.ListNode:
		return n == nil
	case *parse.PipeNode:
		return n == nil
	}
	return false
}

// plain is a value of the fields as templates get it: texts, whole numbers,
// yes or no, and lists and groups of them. A figure is its published text, so
// that no template can reach the exact amount behind it; what is not there is
// an empty text.
func plain(v any) any {
	switch v := v.(type) {
	case string, int, bool, []string:
		return v
	case map[string]any:
		group := make(map[string]any, len(v))
		for key, one := range v {
			group[key] = plain(one)
		}
		return group
	case []map[string]any:
		rows := make([]any, len(v))
		for i, one := range v {
			rows[i] = plain(one)
		}
		return rows
	case *doc.Number:
		if v == nil {
			return ""
		}
		return v.String()
	case fmt.Stringer:
		return v.String()
	}
	return ""
}
