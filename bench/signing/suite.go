package signing

import "github.com/tucuxi-go/tucuxi/bench/measure"

// peer is who signs, and how.
type peer struct {
	name string
	make maker
}

// peers sign by headers, presigners by the query. Not everybody does both.
var (
	peers      = []peer{{measure.Ours, signTucuxi}, {"v2", signV2}, {"smithy", signSmithy}, {"minio", signMinio}, {"floor", floor}, {"bare", bare}}
	presigners = []peer{{measure.Ours, presignTucuxi}, {"v2", presignV2}, {"minio", presignMinio}}
)

// Suite is all cases, and how fast header signing should be.
func Suite() (measure.Suite, error) {
	s := measure.Suite{
		Name: "signing",
		About: "Signing requests whose payload hash is given: \"mixed\" are eleven requests of five services in turns, each signed a minute after the one before it; " +
			"the others are one request over and over. The floor is the SHA-256 of the same canonical request, the HMAC with a cached key of the same string to sign, and the hex digits of both; bare is without the digits.",
		Goals: []measure.Goal{
			{Thing: "sign ", Peer: "v2", Factor: 1. / 3}, {Thing: "sign ", Peer: "smithy", Factor: 1. / 3},
			{Thing: "sign ", Peer: "minio", Factor: 1. / 3}, {Thing: "sign ", Peer: "floor", Factor: 1.25},
		},
	}
	add := func(what, suffix string, peers []peer, make func(maker) signed) {
		for _, p := range peers {
			s.Cases = append(s.Cases, measure.Case{Thing: what + suffix, Peer: p.name, Run: make(p.make).run(), Warm: 2 * len(mixed())})
		}
	}
	for _, token := range []string{"", token} {
		suffix := ""
		if token != "" {
			suffix = ", token"
		}
		add("sign mixed", suffix, peers, func(by maker) signed { return mix(mixed(), token, by) })
		for _, r := range []request{getItem, listObjects} {
			add("sign "+r.name, suffix, peers, func(by maker) signed { return by(token)(r) })
		}
		add("presign "+getObject.name, suffix, presigners, func(by maker) signed { return by(token)(getObject) })
	}
	return s, nil
}

func (f signed) run() func() error {
	return func() error {
		_, err := f()
		return err
	}
}
