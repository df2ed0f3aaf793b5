package models_test

import (
	"testing"

	"github.com/tucuxi-go/tucuxi/models"
)

// FuzzModel opens, checks and walks damaged models. None may make a view panic
// or run without end; one that passes Check must not show the walker what a
// sound model does not hold.
//
// The corpus is real models with single bytes flipped, spread over the file.
func FuzzModel(f *testing.F) {
	for _, pkg := range []string{"sts", "sqs", "sagemakermetrics", "cloudfrontkeyvaluestore", "signin"} {
		bin := []byte(compiled(f, pkg))
		f.Add(bin, uint32(0), byte(0))
		for k := range 40 {
			f.Add(bin, uint32(len(bin)*k/40+k), byte(1<<(k%8)))
		}
		f.Add(bin[:len(bin)/2], uint32(0), byte(0))
	}
	f.Fuzz(func(t *testing.T, bin []byte, at uint32, flip byte) {
		damaged := append([]byte(nil), bin...)
		if len(damaged) > 0 {
			damaged[at%uint32(len(damaged))] ^= flip
		}
		walkDamaged(t, string(damaged))
	})
}

// TestFlippedBytes flips every byte of the header and of small sections of a
// real model, and each 7th of the rest.
func TestFlippedBytes(t *testing.T) {
	good := []byte(compiled(t, "sts"))
	refused := 0
	for at := 0; at < len(good); at++ {
		if at > 1000 && at%7 != 0 {
			continue
		}
		for _, flip := range []byte{0x01, 0x80, 0xff} {
			good[at] ^= flip
			if !walkDamaged(t, string(good)) {
				refused++
			}
			good[at] ^= flip
		}
	}
	if refused < 1000 {
		t.Errorf("only %d damaged models were refused", refused)
	}
}

// walkDamaged walks a model and compares what it shows with what Check says.
func walkDamaged(t *testing.T, bin string) (sound bool) {
	m, err := models.Open(bin)
	if err != nil {
		if m.Len() != 0 {
			t.Fatal("Open gives an error and a model")
		}
		return false
	}
	w := walker{m: &m, budget: 1 << 16}
	w.model()
	sound = m.Check() == nil
	if sound && w.faults != 0 && w.budget > 0 {
		t.Errorf("Check passes, the walker finds %d faults", w.faults)
	}
	return sound
}
