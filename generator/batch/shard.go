package batch

import (
	"fmt"
	"hash/fnv"
	"regexp"
	"strconv"
)

// Shard is a share of the units: the one of Index, from 1, of Count shares. The
// zero Shard is all units. Which share a unit belongs to follows from its path
// alone, so that it stays where it is when others come and go.
type Shard struct{ Index, Count int }

var shardForm = regexp.MustCompile(`^(\d{1,6})/(\d{1,6})$`)

// ParseShard reads i/n. It fails where i is not one of 1 to n.
func ParseShard(text string) (Shard, error) {
	m := shardForm.FindStringSubmatch(text)
	if m == nil {
		return Shard{}, fmt.Errorf("batch: %q is no share", text)
	}
	index, _ := strconv.Atoi(m[1])
	count, _ := strconv.Atoi(m[2])
	if index < 1 || index > count {
		return Shard{}, fmt.Errorf("batch: %q is no share", text)
	}
	return Shard{index, count}, nil
}

// String is i/n, or nothing for all units.
func (s Shard) String() string {
	if s.Count == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", s.Index, s.Count)
}

// suffix tells the files of a share from those of the others.
func (s Shard) suffix() string {
	if s.Count == 0 {
		return ""
	}
	return fmt.Sprintf("-%dof%d", s.Index, s.Count)
}

func (s Shard) has(id string) bool {
	if s.Count == 0 {
		return true
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(id))
	return h.Sum64()%uint64(s.Count) == uint64(s.Index-1)
}
