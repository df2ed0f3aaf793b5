package chart

import (
	"encoding/xml"
	"io"
	"math"
	"strings"
	"testing"
)

func TestSVG(t *testing.T) {
	c := Chart{Name: "x", Title: "A & B", Note: "bytes < 5", Bars: []Bar{
		{Group: "one", Label: "ours", Text: "10", Value: 10}, {Group: "one", Label: "theirs", Text: "100", Value: 100, Kind: V2},
		{Group: "two", Label: "none", Text: "0", Value: 0, Kind: Floor},
	}}
	svg := string(c.SVG())
	d := xml.NewDecoder(strings.NewReader(svg))
	bars := 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, svg)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "rect" {
			bars++
		}
	}
	if bars != 3 || !strings.Contains(svg, "A &amp; B") || !strings.Contains(svg, `class="v2" x="232" y="110" width="400.0"`) {
		t.Errorf("%d bars\n%s", bars, svg)
	}
}

func TestLength(t *testing.T) {
	linear, logarithmic := Chart{}, Chart{Log: true}
	for _, c := range []struct {
		c           *Chart
		value, want float64
	}{{&linear, 50, 200}, {&linear, 0, 1}, {&logarithmic, 1, 20}, {&logarithmic, 10, 210}, {&logarithmic, 100, 400}} {
		if got := c.c.length(c.value, 1, 100); math.Abs(got-c.want) > 0.01 {
			t.Errorf("log %v, %v: %v, want %v", c.c.Log, c.value, got, c.want)
		}
	}
}
