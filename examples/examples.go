// Package examples holds the unit files with which the program shows and tries
// what it does, a folder each.
package examples

import "embed"

// FS has a unit file in the folder of each example.
//
//go:embed */unit.toml
var FS embed.FS
