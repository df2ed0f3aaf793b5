package sign

import (
	"crypto/hmac"
	"crypto/sha256"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
)

// benchToken has the length of a Lambda function's session token, roughly.
var benchToken = func() string {
	b := make([]byte, 1000)
	for i := range b {
		b[i] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[i*7%64]
	}
	return string(b)
}()

// costCase is a typical call of a service.
type costCase struct {
	name string
	c    Credentials
	sc   Scope
	r    Request
}

func costCases() []costCase {
	at := time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC)
	long := Credentials{AccessKeyID: "AKIDEXAMPLEAKIDEXAMP", SecretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}
	temporary := long
	temporary.SessionToken = benchToken
	dynamodb := Request{
		Method: "POST", Host: "dynamodb.us-east-1.amazonaws.com", Path: "/",
		Headers: []Header{
			{"content-type", "application/x-amz-json-1.0"},
			{"x-amz-target", "DynamoDB_20120810.GetItem"},
			{"user-agent", "tucuxi/1.0 os/linux lang/go#1.26"},
		},
		PayloadHash: "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
	}
	list := Request{
		Method: "GET", Host: "bucket.s3.us-west-2.amazonaws.com", Path: "/",
		Query:       "list-type=2&prefix=photos%2F2024%2F&max-keys=1000&delimiter=%2F",
		PayloadHash: EmptyPayloadHash,
	}
	return []costCase{
		{"dynamodb", long, Scope{Region: "us-east-1", Service: "dynamodb", Time: at}, dynamodb},
		{"dynamodb-token", temporary, Scope{Region: "us-east-1", Service: "dynamodb", Time: at}, dynamodb},
		{"s3-list", long, Scope{Region: "us-west-2", Service: "s3", Time: at, S3: true}, list},
		{"s3-list-token", temporary, Scope{Region: "us-west-2", Service: "s3", Time: at, S3: true}, list},
	}
}

// resign makes a function that signs the same request over and over.
func (cc costCase) resign(t testing.TB, s *Signer) func() {
	r := cc.r
	own := len(r.Headers)
	r.Headers = append(make([]Header, 0, own+4), r.Headers...)
	return func() {
		r.Headers = r.Headers[:own]
		r.Buf = r.Buf[:0]
		if err := s.Sign(&r, cc.c, cc.sc); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSignAllocs(t *testing.T) {
	for _, cc := range costCases() {
		t.Run(cc.name, func(t *testing.T) {
			var s Signer
			testkit.WantAllocs(t, 0, cc.resign(t, &s))
		})
	}
}

// A retry leaves the old headers where they are.
func TestSignAgainAllocs(t *testing.T) {
	for _, cc := range costCases() {
		t.Run(cc.name, func(t *testing.T) {
			var s Signer
			r := cc.r
			r.Headers = append(make([]Header, 0, 8), r.Headers...)
			testkit.WantAllocs(t, 0, func() {
				r.Buf = r.Buf[:0]
				if err := s.Sign(&r, cc.c, cc.sc); err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}

func TestPresignAllocs(t *testing.T) {
	for _, cc := range costCases() {
		t.Run(cc.name, func(t *testing.T) {
			var s Signer
			r := cc.r
			testkit.WantAllocs(t, 0, func() {
				r.Query, r.Buf = cc.r.Query, r.Buf[:0]
				if err := s.Presign(&r, cc.c, cc.sc, time.Hour); err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}

func TestAppendPayloadHashAllocs(t *testing.T) {
	body, dst := []byte(`{"TableName":"users"}`), make([]byte, 0, 64)
	testkit.WantAllocs(t, 0, func() { dst = AppendPayloadHash(dst[:0], body) })
}

func BenchmarkSign(b *testing.B) {
	for _, cc := range costCases() {
		b.Run(cc.name, func(b *testing.B) {
			var s Signer
			f := cc.resign(b, &s)
			f()
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
		})
	}
}

// floor makes a function that does the cryptography alone for the same request:
// the hash of the canonical request and the HMAC of the string to sign, both
// made before, with the padded key hashed before too.
func (cc costCase) floor(b testing.TB) func() {
	steps, err := steps(&cc.r, cc.c, cc.sc)
	if err != nil {
		b.Fatal(err)
	}
	canonical, toSign := []byte(steps.canonicalRequest), []byte(steps.stringToSign)
	mac := hmac.New(sha256.New, make([]byte, 32))
	mac.Write(toSign)
	out := mac.Sum(nil)
	return func() {
		sum := sha256.Sum256(canonical)
		mac.Reset()
		mac.Write(toSign)
		out = mac.Sum(out[:0])
		out[0] ^= sum[0]
	}
}

func BenchmarkFloor(b *testing.B) {
	for _, cc := range costCases() {
		b.Run(cc.name, func(b *testing.B) {
			f := cc.floor(b)
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
		})
	}
}

func BenchmarkSignParallel(b *testing.B) {
	cc := costCases()[1]
	var s Signer
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		f := cc.resign(b, &s)
		for pb.Next() {
			f()
		}
	})
}

func BenchmarkSignNewKey(b *testing.B) { // first call of a day
	cc := costCases()[0]
	b.ReportAllocs()
	for b.Loop() {
		var s Signer
		r := cc.r
		if err := s.Sign(&r, cc.c, cc.sc); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPresign(b *testing.B) {
	cc := costCases()[3]
	var s Signer
	r := cc.r
	b.ReportAllocs()
	for b.Loop() {
		r.Query, r.Buf = cc.r.Query, r.Buf[:0]
		if err := s.Presign(&r, cc.c, cc.sc, time.Hour); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppendHex(b *testing.B) {
	dst, sum := make([]byte, 0, 64), sha256.Sum256(nil)
	b.ReportAllocs()
	for b.Loop() {
		dst = appendHex(dst[:0], &sum)
	}
}

// BenchmarkOverFloor is both at once, in turns, and the least time of each, so
// that a busy machine does not decide: what a signature costs as a multiple of
// its cryptography.
func BenchmarkOverFloor(b *testing.B) {
	for _, cc := range costCases() {
		b.Run(cc.name, func(b *testing.B) {
			var s Signer
			sign, floor := cc.resign(b, &s), cc.floor(b)
			least := func(best time.Duration, f func()) time.Duration {
				const runs = 50
				start := time.Now()
				for range runs {
					f()
				}
				return min(best, time.Since(start)/runs)
			}
			bestSign, bestFloor := time.Hour, time.Hour
			for b.Loop() {
				bestSign, bestFloor = least(bestSign, sign), least(bestFloor, floor)
			}
			b.ReportMetric(float64(bestSign), "ns/sign")
			b.ReportMetric(float64(bestFloor), "ns/floor")
			b.ReportMetric(float64(bestSign)/float64(bestFloor), "x-floor")
		})
	}
}
