package wiretest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
)

// EachEmbedded runs f for every service package's model that speaks p.
func EachEmbedded(t *testing.T, p models.Protocol, f func(t *testing.T, name string, m *models.Model)) {
	t.Helper()
	dir := filepath.Join(testkit.Root(t), "models", "embed")
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	services, operations := 0, 0
	for _, entry := range entries {
		if _, err := os.Stat(filepath.Join(dir, entry.Name(), "model.bin")); err != nil {
			continue
		}
		m := Embedded(t, entry.Name())
		if m.Protocol() == p {
			services, operations = services+1, operations+m.NumOperations()
			f(t, entry.Name(), m)
		}
	}
	if services == 0 {
		t.Errorf("no service package speaks %s", p)
	}
	t.Logf("%d services, %d operations", services, operations)
}

// Sample is a value of a shape as Node.Any gives it, with every member set down
// to a depth, and only required ones below. Event streams are left out.
func Sample(shape models.Shape, depth int) any {
	least, _ := shape.Min()
	switch shape.Kind() {
	case models.Structure:
		return sampleStructure(shape, depth)
	case models.List:
		list := wire.List{}
		if depth < 0 && least == 0 {
			return list
		}
		for i := int64(0); i < max(1, least); i++ {
			list = append(list, Sample(shape.Elem(), depth-1))
		}
		return list
	case models.Map:
		return wire.Map{`a "key"`: Sample(shape.Elem(), depth-1)}
	case models.String:
		return "s" + strings.Repeat("x", int(least))
	case models.Blob:
		return []byte("blob")
	case models.Boolean:
		return true
	case models.Integer, models.Long:
		return max(5, least)
	case models.Float, models.Double:
		return max(100.5, float64(least))
	case models.Timestamp:
		return time.Date(2019, 12, 16, 23, 48, 18, 0, time.UTC)
	}
	return wire.Map{"any": "document"}
}

func sampleStructure(shape models.Shape, depth int) wire.Map {
	m := wire.Map{}
	if shape.Union() {
		member := unionMember(shape, depth)
		m[member.Name()] = Sample(member.Shape(), depth-1)
		return m
	}
	for i := range shape.NumMembers() {
		member := shape.Member(i)
		if member.Shape().EventStream() {
			continue
		}
		if member.Location() == models.PrefixHeaders {
			m[member.Name()] = wire.Map{"key": "value"}
			continue
		}
		if depth > 0 || member.Required() || member.Location() == models.Label || member.HostLabel() {
			m[member.Name()] = Sample(member.Shape(), depth-1)
		}
	}
	return m
}

// unionMember is a union's first member; where there is no depth left, the
// first one that does not lead back to the union for ever.
func unionMember(shape models.Shape, depth int) models.Member {
	for levels := 0; depth <= 0 && levels < 6; levels++ {
		for i := range shape.NumMembers() {
			if m := shape.Member(i); ends(m.Shape(), levels) {
				return m
			}
		}
	}
	return shape.Member(0)
}

// ends reports whether the least value of a shape has no more than so many
// levels.
func ends(shape models.Shape, levels int) bool {
	if levels < 0 {
		return false
	}
	switch shape.Kind() {
	case models.List:
		_, least := shape.Min()
		return !least || ends(shape.Elem(), levels-1)
	case models.Structure:
		any, all := false, true
		for i := range shape.NumMembers() {
			m := shape.Member(i)
			any = any || shape.Union() && ends(m.Shape(), levels-1)
			all = all && (!m.Required() || ends(m.Shape(), levels-1))
		}
		return any || all && !shape.Union()
	}
	return true
}
