package batch

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"testing"
)

func TestCollisions(t *testing.T) {
	folder := func(name string) string { return name + "2024年度部门决算公开" }
	for _, c := range []struct {
		name  string
		units map[string]string // names by path
		want  []Collision
	}{
		{"one name in one folder", map[string]string{"a.toml": "甲局", "b.toml": "甲局", "c.toml": "乙局"},
			[]Collision{{folder("甲局"), []string{"a.toml", "b.toml"}}}},
		{"names that differ in case", map[string]string{"x/a.toml": "甲局A", "x/b.toml": "甲局a"},
			[]Collision{{"x/" + folder("甲局A"), []string{"x/a.toml", "x/b.toml"}}}},
		{"names that differ in how a letter is put together", map[string]string{"x/a.toml": "甲局\u00c9", "x/b.toml": "甲局e\u0301"},
			[]Collision{{"x/" + folder("甲局\u00c9"), []string{"x/a.toml", "x/b.toml"}}}},
		{"three of one and two of another", map[string]string{"1.toml": "甲局", "2.toml": "乙局", "3.toml": "甲局", "4.toml": "乙局", "5.toml": "甲局"},
			[]Collision{{folder("甲局"), []string{"1.toml", "3.toml", "5.toml"}}, {folder("乙局"), []string{"2.toml", "4.toml"}}}},
		{"one name in two folders", map[string]string{"x/a.toml": "甲局", "y/a.toml": "甲局", "a.toml": "甲局"}, nil},
		{"a package inside another", map[string]string{"a.toml": "甲局", folder("甲局") + "/b.toml": "乙局"},
			[]Collision{{folder("甲局"), []string{"a.toml", folder("甲局") + "/b.toml"}}}},
		{"deep inside another", map[string]string{"a.toml": "甲局", folder("甲局") + "/x/b.toml": "乙局"},
			[]Collision{{folder("甲局"), []string{"a.toml", folder("甲局") + "/x/b.toml"}}}},
		{"two without a name", map[string]string{"a.toml": "", "b.toml": ""}, nil},
		{"two with a name that none may have", map[string]string{"a.toml": "../甲", "b.toml": "../甲"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
			for p, name := range c.units {
				write(t, filepath.Join(in, filepath.FromSlash(p)), unitText(name, 1))
			}
			for _, shard := range []Shard{{}, {1, 2}, {2, 2}} { // wherever the other unit is built
				report, err := Run(context.Background(), []string{in}, Options{Out: out, Workers: 2, Shard: shard})
				var collision *CollisionError
				if !errors.As(err, &collision) {
					if err != nil || c.want != nil {
						t.Errorf("share %s: %v, %v", shard, err, report)
					}
					continue
				}
				if !reflect.DeepEqual(collision.Collisions, c.want) {
					t.Errorf("share %s: %v", shard, collision.Collisions)
				}
				if exists(out) {
					t.Error("something was written")
				}
			}
		})
	}
}

// A collision with a unit that did not change is found, too, and what is there
// stays.
func TestCollisionWithAnUnchangedUnit(t *testing.T) {
	in, out := folderOfUnits(t, "1.toml"), t.TempDir()
	run1(t, in, Options{Out: out})
	before := contents(t, out)
	write(t, filepath.Join(in, "2.toml"), unitText(nameOf(0), 2))
	_, err := Run(context.Background(), []string{in}, Options{Out: out})
	var collision *CollisionError
	if !errors.As(err, &collision) {
		t.Errorf("%v", err)
	}
	same(t, "after the collision", before, contents(t, out))
}
