package check

// Limits say what is still plausible. Beyond them a warning asks to look
// again. A template set's settings give them; amounts are in 元.
type Limits struct{}
