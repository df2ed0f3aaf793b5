package roundtrip

import (
	"strconv"
	"strings"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
)

// Generator makes values that fit shapes. The same shape gives the same value.
type Generator struct {
	// Depth is how deep optional members are filled in.
	Depth int
	// Skip leaves out members for which it is true.
	Skip func(m models.Member) bool
	n    int
}

// Value is a value of the shape: map[string]any, []any, string, int64, float64,
// bool, []byte, time.Time.
func (g *Generator) Value(s models.Shape, depth int) any {
	g.n++
	switch s.Kind() {
	case models.Structure:
		return g.structure(s, depth)
	case models.List:
		list := []any{}
		n, _ := s.Min()
		for range max(1, min(n, 64)) {
			list = append(list, g.Value(s.Elem(), depth+1))
		}
		return list
	case models.Map:
		return map[string]any{g.text(s.Key()): g.Value(s.Elem(), depth+1)}
	case models.String:
		return g.text(s)
	case models.Blob:
		return []byte{0, 1, 'b', 0xff, byte(g.n)}
	case models.Boolean:
		return g.n%2 == 0
	case models.Integer, models.Long:
		n, _ := s.Min()
		return max(n, int64(g.n%1000))
	case models.Float, models.Double:
		n, _ := s.Min()
		least, _ := strconv.ParseFloat(s.MinText(), 64)
		return max(float64(n), least, 0.5*float64(g.n%100))
	case models.Timestamp:
		return time.Unix(1700000000+int64(g.n), 0).UTC()
	case models.Document:
		return map[string]any{"k": []any{"v", true, nil}}
	}
	return nil
}

// text is a string that is long enough, and a valid host label.
func (g *Generator) text(s models.Shape) string {
	text := "v" + string(rune('a'+g.n%26))
	if n, ok := s.Min(); ok && int(n) > len(text) {
		text += strings.Repeat("x", int(n)-len(text))
	}
	return text
}

func (g *Generator) structure(s models.Shape, depth int) map[string]any {
	m := map[string]any{}
	for i := range s.NumMembers() {
		member := s.Member(i)
		if g.Skip != nil && g.Skip(member) || !member.Required() && depth > g.Depth {
			continue
		}
		if s.Union() && (len(m) > 0 || depth > g.Depth && recursive(member.Shape(), s, 0)) {
			continue
		}
		m[member.Name()] = g.Value(member.Shape(), depth+1)
	}
	if s.Union() && len(m) == 0 && s.NumMembers() > 0 {
		member := s.Member(shallowest(s))
		m[member.Name()] = g.Value(member.Shape(), depth+1)
	}
	return m
}

// recursive reports whether from reaches target within a few steps.
func recursive(from, target models.Shape, steps int) bool {
	if steps > 4 || from.Kind() == models.Invalid {
		return false
	}
	if from.Index() == target.Index() {
		return true
	}
	for i := range from.NumMembers() {
		if recursive(from.Member(i).Shape(), target, steps+1) {
			return true
		}
	}
	return recursive(from.Elem(), target, steps+1)
}

// shallowest is the member of a union that is a leaf, else one that does not
// lead back, else the first.
func shallowest(s models.Shape) int {
	best := 0
	for i := range s.NumMembers() {
		switch shape := s.Member(i).Shape(); shape.Kind() {
		case models.Structure, models.List, models.Map:
			if !recursive(shape, s, 0) {
				best = i
			}
		default:
			return i
		}
	}
	return best
}
