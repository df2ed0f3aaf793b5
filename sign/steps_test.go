package sign

import "testing"

// stepTexts are the texts of a signature's steps, for comparison step by step.
type stepTexts struct {
	canonicalRequest, signedHeaders, stringToSign, signature string
}

// steps signs a copy of r by its headers with the package's own step functions,
// in the order of signHeaders, and keeps what they make. TestStepsAreSigns ties
// it to Sign.
func steps(r *Request, c Credentials, sc Scope) (stepTexts, error) {
	return stepsOf(&signer{c: c, sc: sc}, r)
}

func stepsOf(by *signer, r *Request) (stepTexts, error) {
	if err := by.begin(new(keyCache)); err != nil {
		return stepTexts{}, err
	}
	hash, sendHash, err := r.payloadHash(&by.rules)
	if err != nil {
		return stepTexts{}, err
	}
	date := string(by.appendDate(nil))
	own := []Header{{headerDate, date}}
	if by.algorithm != nil {
		own = append(own, Header{headerRegionSet, by.algorithm.RegionSet})
	}
	if by.c.SessionToken != "" && by.rules.signToken {
		own = append(own, Header{by.sc.tokenHeader(), by.c.SessionToken})
	}
	if sendHash {
		own = append(own, Header{headerPayloadHash, hash})
	}
	var w scratch
	if err := w.collect(r, by, own...); err != nil {
		return stepTexts{}, err
	}
	return w.stepTexts(r, by, date, r.Query, hash), nil
}

// collect collects the request's headers, host and those of signing's own.
func (w *scratch) collect(r *Request, by *signer, own ...Header) error {
	w.given, w.own = r.Headers, append([]Header{{headerHost, r.Host}}, own...)
	return w.collectHeaders(r, by)
}

// testSigner is a signer for the step functions.
func testSigner(c Credentials, sc Scope) *signer {
	return &signer{c: c, sc: sc, rules: sc.rules(), key: new(keyCache).signingKey(&c, sc.Region, sc.Service, sc.Time.Unix())}
}

// stepTexts runs the four steps on the headers collected in w.
func (w *scratch) stepTexts(r *Request, by *signer, date, query, hash string) (st stepTexts) {
	w.sortHeaders()
	st.signedHeaders = string(w.appendSignedHeaders(nil))
	w.signed = []byte(st.signedHeaders)
	canonical := w.appendCanonicalRequest(nil, r, w.canonicalQuery(query, false), hash, &by.rules)
	st.canonicalRequest = string(canonical)
	scope := string(appendCredentialScope(nil, date[:dayLen], by.sc.Region, by.sc.Service))
	name := algorithm
	if by.algorithm != nil {
		name = by.algorithm.Name
	}
	w.toSign = appendStringToSign(nil, name, date, scope, canonical)
	st.stringToSign = string(w.toSign)
	signature, err := w.appendSignature(nil, by)
	if err != nil {
		panic(err)
	}
	st.signature = string(signature)
	return st
}

// wantSteps names the first step that is not as it should be; empty texts are
// not given.
func wantSteps(t *testing.T, got, want stepTexts) {
	t.Helper()
	for _, step := range []struct{ name, got, want string }{
		{"canonical request", got.canonicalRequest, want.canonicalRequest},
		{"signed headers", got.signedHeaders, want.signedHeaders},
		{"string to sign", got.stringToSign, want.stringToSign},
		{"signature", got.signature, want.signature},
	} {
		if step.want != "" && step.got != step.want {
			t.Fatalf("%s:\n%s\nwant:\n%s", step.name, step.got, step.want)
		}
	}
}

func TestStepsAreSigns(t *testing.T) {
	for _, cc := range costCases() {
		t.Run(cc.name, func(t *testing.T) {
			st, err := steps(&cc.r, cc.c, cc.sc)
			if err != nil {
				t.Fatal(err)
			}
			var s Signer
			r := cc.r
			if err := s.Sign(&r, cc.c, cc.sc); err != nil {
				t.Fatal(err)
			}
			want := authorization(cc.c, cc.sc, st)
			if got := header(r.Headers, headerAuthorization); got != want {
				t.Errorf("authorization %s\nwant %s", got, want)
			}
		})
	}
}

// authorization is the header that the steps amount to.
func authorization(c Credentials, sc Scope, st stepTexts) string {
	return algorithm + " Credential=" + c.AccessKeyID + "/" + sc.Time.UTC().Format("20060102") + "/" + sc.Region + "/" + sc.Service +
		"/aws4_request, SignedHeaders=" + st.signedHeaders + ", Signature=" + st.signature
}

// header is the value of the only header of this name, or "" without one.
func header(headers []Header, name string) string {
	value, n := "", 0
	for _, h := range headers {
		if h.Name == name {
			value = h.Value
			n++
		}
	}
	if n > 1 {
		return "more than one " + name
	}
	return value
}
