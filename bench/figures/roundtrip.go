package figures

import (
	"fmt"
	"slices"
	"time"

	"github.com/tucuxi-go/tucuxi/bench/roundtrip"
)

// clients are the peers of the tables: GetItem, and GetObject of 1 KB.
var clients = [][]string{{"tucuxi", "floor", "v2"}, {"tucuxi-s3", "floor-s3", "v2-s3", "minio-s3"}}

// RoundTrip measures calls over loopback.
func RoundTrip(o Options) (*Section, error) {
	s := &Section{ID: "roundtrip", Title: "Round trip", Text: "GetItem and GetObject (1 KB) over loopback with keep-alive, plain HTTP. Client and server are processes on a CPU each; the server does next to nothing. " +
		"CPU is the client's, user and system. The floor is net/http with hand-written signing."}
	b, err := roundtrip.Start(o.Dir)
	if err != nil {
		return nil, err
	}
	defer b.Close()
	for _, goroutines := range []int{1, 64} {
		if err := s.perRequest(o, b, goroutines); err != nil {
			return nil, err
		}
	}
	return s, s.saturate(o, b)
}

// length is how long a turn takes.
func (o *Options) length() time.Duration {
	if o.Quick {
		return 100 * time.Millisecond
	}
	return time.Second
}

// perRequest adds the table of CPU a request. Peers take turns.
func (s *Section) perRequest(o Options, b *roundtrip.Bench, goroutines int) error {
	turns, length := o.rounds(5), o.length()
	t := Table{
		Title: fmt.Sprintf("Goroutines: %d (medians; %d turns of %v):", goroutines, turns, length),
		Head:  []string{"client", "requests/s", "CPU a request, µs", "× floor", "least", "B a request", "allocations"},
	}
	all := map[string][]roundtrip.Result{}
	for range turns {
		for _, group := range clients {
			for _, peer := range group {
				r, err := b.Run(roundtrip.Load{Peer: peer, Goroutines: goroutines, Duration: length})
				if err != nil {
					return err
				}
				all[peer] = append(all[peer], r)
			}
		}
	}
	for _, group := range clients {
		floor := median(all[group[1]], (*roundtrip.Result).Micros)
		for _, peer := range group {
			list := all[peer]
			micros, least := median(list, (*roundtrip.Result).Micros), list[0].Micros()
			for i := range list {
				least = min(least, list[i].Micros())
			}
			t.row(peer, Number(median(list, (*roundtrip.Result).PerSecond)), Number(micros), Number(micros/floor), Number(least),
				Number(median(list, func(r *roundtrip.Result) float64 { return r.Bytes })), Number(median(list, func(r *roundtrip.Result) float64 { return r.Allocs })))
		}
		s.add(median(all[group[0]], (*roundtrip.Result).Micros)/floor, "round trip of %s, %d goroutines: CPU ÷ floor", group[0], goroutines)
	}
	s.Tables = append(s.Tables, t)
	return nil
}

func median(list []roundtrip.Result, of func(*roundtrip.Result) float64) float64 {
	values := make([]float64, len(list))
	for i := range list {
		values[i] = of(&list[i])
	}
	slices.Sort(values)
	return (values[(len(values)-1)/2] + values[len(values)/2]) / 2
}

// saturate adds throughput and latency as goroutines become more.
func (s *Section) saturate(o Options, b *roundtrip.Bench) error {
	t := Table{Title: "GetItem, with more and more goroutines (one turn each):", Head: []string{"goroutines", "|client", "requests/s", "p50, µs", "p99, µs", "p99.9, µs"}}
	for n := 1; n <= 256; n *= 4 {
		for _, peer := range clients[0] {
			r, err := b.Run(roundtrip.Load{Peer: peer, Goroutines: n, Duration: o.length()})
			if err != nil {
				return err
			}
			micros := func(d time.Duration) string { return Number(float64(d.Nanoseconds()) / 1e3) }
			t.row(Grouped(n), peer, Number(r.PerSecond()), micros(r.P50), micros(r.P99), micros(r.P999))
		}
	}
	s.Tables = append(s.Tables, t)
	return nil
}
