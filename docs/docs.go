// Package docs holds the pages of the guide that the program shows itself.
package docs

import _ "embed" // the pages are part of the binary

// Findings explains every rule and every check of a PDF, each in a section of
// the third level that begins with its id.
//
//go:embed findings.md
var Findings string
