package signing

import "github.com/tucuxi-go/tucuxi/bench/measure"

// peers sign by headers, presigners by the query. Not everybody does both.
var (
	peers = []struct {
		name string
		make func(request, string) signed
	}{{measure.Ours, signTucuxi}, {"v2", signV2}, {"smithy", signSmithy}, {"minio", signMinio}, {"floor", floor}}

	presigners = []struct {
		name string
		make func(request, string) signed
	}{{measure.Ours, presignTucuxi}, {"v2", presignV2}, {"minio", presignMinio}}
)

// Suite is all cases, and how fast header signing should be.
func Suite() (measure.Suite, error) {
	s := measure.Suite{
		Name:  "signing",
		About: "Signing a request whose payload hash is given. The floor is one SHA-256 of the same canonical request and one HMAC with a cached key.",
		Goals: []measure.Goal{
			{Thing: "sign ", Peer: "v2", Factor: 1. / 3}, {Thing: "sign ", Peer: "smithy", Factor: 1. / 3},
			{Thing: "sign ", Peer: "minio", Factor: 1. / 3}, {Thing: "sign ", Peer: "floor", Factor: 1.25},
		},
	}
	for _, temporary := range []string{"", token} {
		suffix := ""
		if temporary != "" {
			suffix = ", token"
		}
		for _, r := range []request{getItem, listObjects} {
			for _, p := range peers {
				s.Cases = append(s.Cases, measure.Case{Thing: "sign " + r.name + suffix, Peer: p.name, Run: p.make(r, temporary).run()})
			}
		}
		for _, p := range presigners {
			s.Cases = append(s.Cases, measure.Case{Thing: "presign " + getObject.name + suffix, Peer: p.name, Run: p.make(getObject, temporary).run()})
		}
	}
	return s, nil
}

func (f signed) run() func() error {
	return func() error {
		_, err := f()
		return err
	}
}
