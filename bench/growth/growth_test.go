package growth

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/bench/measure"
)

func suite(t testing.TB) measure.Suite {
	s, err := Suite()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSuite(t *testing.T)       { measure.Check(t, suite(t)) }
func BenchmarkGrowth(b *testing.B) { measure.Bench(b, suite(b)) }
