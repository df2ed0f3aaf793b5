// Package chart draws bar charts as SVG, readable on light and on dark ground.
package chart

import (
	"fmt"
	"html"
	"math"
	"strings"
)

// Chart is bars, one below the other.
type Chart struct {
	Name  string // of the file, without ".svg"
	Title string
	Note  string // under the title
	Log   bool   // bars are as long as the logarithm of their values
	Bars  []Bar
}

// Bar is a value.
type Bar struct {
	Group string // bars of one group stand together under its name; "": no groups
	Label string
	Text  string // the value as it is written
	Value float64
	Kind  Kind
}

// Kind is whose value it is.
type Kind int

const (
	Ours Kind = iota
	Floor
	V2
	Minio
)

// Measures in pixels.
const (
	width     = 760
	left      = 232 // where bars begin
	longest   = 400
	thick     = 16
	step      = 22
	group     = 26 // height of a group's name
	head      = 62
	rounding  = 2
	lineWidth = 1
)

// style has two sets of colours. A page that shows the picture as an image
// chooses by the reader's settings.
const style = `text{font:13px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:#1f2328}
.title{font-size:16px;font-weight:600}.note,.value{fill:#59636e}.group{font-weight:600}
.ours{fill:#0a7f83}.floor{fill:#8c959f}.v2{fill:#d4722a}.minio{fill:#b8497e}.axis{stroke:#8c959f}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.note,.value{fill:#9198a1}.ours{fill:#2ec4c9}.floor{fill:#767e88}.v2{fill:#f0944d}.minio{fill:#e078aa}}`

// class is the class of a kind's bars.
func (k Kind) class() string { return [...]string{"ours", "floor", "v2", "minio"}[k] }

// SVG is the picture.
func (c *Chart) SVG() []byte {
	most, least := 0.0, math.Inf(1)
	for _, b := range c.Bars {
		most = max(most, b.Value)
		if b.Value > 0 {
			least = min(least, b.Value)
		}
	}
	var body strings.Builder
	axis := func(from, to int) {
		if to > from {
			fmt.Fprintf(&body, `<line class="axis" x1="%d" y1="%d" x2="%d" y2="%d" stroke-width="%d"/>`+"\n", left, from-3, left, to-3, lineWidth)
		}
	}
	y, last, from := head, "", head
	for _, b := range c.Bars {
		if b.Group != last {
			axis(from, y)
			if last != "" {
				y += 6
			}
			fmt.Fprintf(&body, `<text class="group" x="12" y="%d">%s</text>`+"\n", y+16, html.EscapeString(b.Group))
			last = b.Group
			y += group
			from = y
		}
		length := c.length(b.Value, least, most)
		fmt.Fprintf(&body, `<text x="%d" y="%d" text-anchor="end">%s</text>`, left-8, y+13, html.EscapeString(b.Label))
		fmt.Fprintf(&body, `<rect class="%s" x="%d" y="%d" width="%.1f" height="%d" rx="%d"/>`, b.Kind.class(), left, y, length, thick, rounding)
		fmt.Fprintf(&body, `<text class="value" x="%.1f" y="%d">%s</text>`+"\n", left+length+6, y+13, html.EscapeString(b.Text))
		y += step
	}
	axis(from, y)
	height := y + 10
	var out strings.Builder
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-label="%s">`+"\n<style>%s</style>\n",
		width, height, width, height, html.EscapeString(c.Title), style)
	fmt.Fprintf(&out, `<text class="title" x="12" y="24">%s</text><text class="note" x="12" y="44">%s</text>`+"\n", html.EscapeString(c.Title), html.EscapeString(c.Note))
	out.WriteString(body.String())
	out.WriteString("</svg>\n")
	return []byte(out.String())
}

// length is that of a bar. On a logarithmic scale the shortest bar is a
// twentieth of the longest.
func (c *Chart) length(value, least, most float64) float64 {
	if most <= 0 || value <= 0 {
		return 1
	}
	if !c.Log || most == least {
		return max(1, longest*value/most)
	}
	return longest * (0.05 + 0.95*math.Log(value/least)/math.Log(most/least))
}
