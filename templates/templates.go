// Package templates holds the built-in template sets (模板), a folder each:
// the words of the explanation, written for finance officers to read and
// change, and the settings of the set.
package templates

import "embed"

// FS has a folder for each built-in template set.
//
//go:embed */*.tmpl */settings.toml
var FS embed.FS
