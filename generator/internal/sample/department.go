package sample

// Department is the texts of the unit files of a department's units, all of one
// year: the head office, which has the first, pays each of the others and is
// paid by the last of them, as much on one side as on the other. Where loose is
// set, the units have transfers besides, which no other of them has. The
// amounts are in 元 or, where wan is set, in 万元.
func Department(seed uint64, units int, wan, loose bool) [][]byte {
	head := &member{year: 2019 + int(seed%12), wan: wan, loose: loose}
	members := []*member{head}
	for i := 1; i < units; i++ {
		m := &member{year: head.year, wan: wan, loose: loose, received: money(1+seed%7) * money(i) * 130_000}
		if i == units-1 {
			m.paidUp = money(1+seed%5) * 770_000
		}
		head.paidDown += m.received
		head.receivedUp += m.paidUp
		members = append(members, m)
	}
	var texts [][]byte
	for i, m := range members {
		texts = append(texts, m.unit(seed*100+uint64(i)))
	}
	return texts
}

// member is what a unit has as one of a department.
type member struct {
	year                 int
	wan, loose           bool
	received, paidUp     money // of and to the head office
	paidDown, receivedUp money // by and from the others: the head office's
}

func (m *member) unit(seed uint64) []byte {
	for try := uint64(0); ; try++ {
		g, one := newGenerator(seed, try), *m
		g.member = &one
		if text, ok := written(g); ok {
			return text
		}
	}
}

// between puts what the units of a department pay each other into the first
// subject: all that comes in is spent, and what is paid has other income.
func (g *generator) between(in, out *[5]money) {
	m := g.member
	if m == nil {
		return
	}
	if !m.loose {
		in[0], in[3], out[2], out[4] = 0, 0, 0, 0
	}
	in[0], in[3], in[4] = in[0]+m.received, in[3]+m.receivedUp, in[4]+m.paidUp+m.paidDown
	out[0], out[2], out[4] = out[0]+m.received+m.receivedUp, out[2]+m.paidUp, out[4]+m.paidDown
	m.received, m.receivedUp, m.paidUp, m.paidDown = 0, 0, 0, 0
}
