package endpoints

import (
	"fmt"
	"strings"

	"github.com/tucuxi-go/tucuxi/bench/measure"
)

var peers = []struct {
	name string
	make func(place) (resolved, error)
}{{measure.Ours, tucuxi}, {"tucuxi, new buffers", tucuxiNew}, {"v2", v2}}

// Suite is all cases, and how fast evaluation should be.
func Suite() (measure.Suite, error) {
	s := measure.Suite{
		Name:  "endpoints",
		About: "Evaluating a service's endpoint rules, with nothing cached.",
		Goals: []measure.Goal{{Peer: "v2", Factor: 0.5}},
	}
	for _, at := range places {
		for _, p := range peers {
			resolve, err := p.make(at)
			if err != nil {
				return s, err
			}
			if got, err := resolve(); err != nil || !strings.HasSuffix(at.url, got) || len(got) < len(at.url)-len("https://") {
				return s, fmt.Errorf("%s: %s gives %q, %v; want %s", at.name, p.name, got, err, at.url)
			}
			s.Cases = append(s.Cases, measure.Case{Thing: at.name, Peer: p.name, Run: func() error {
				_, err := resolve()
				return err
			}})
		}
	}
	return s, nil
}
