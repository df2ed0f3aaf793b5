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
	hash, isMark, err := r.payloadHash()
	if err != nil {
		return stepTexts{}, err
	}
	k := by.kind()
	if isMark {
		k |= hashed
	}
	return by.stepTexts(r, k, r.Query, hash)
}

// testSigner is a signer for the step functions.
func testSigner(c Credentials, sc Scope) *signer {
	return &signer{c: c, sc: sc, rules: sc.rules(), key: new(keyCache).signingKey(&c, sc.Region, sc.Service, sc.Time.Unix())}
}

// stepTexts runs the four steps with those headers of signing's own that k says.
func (by *signer) stepTexts(r *Request, k kind, query, hash string) (st stepTexts, err error) {
	w := newScratch(nil)
	date := string(by.appendDate(nil))
	headers, err := w.stencils.find(w, r.Headers, k)
	if err != nil {
		return st, err
	}
	st.signedHeaders = string(headers.signed)
	var own ownValues
	by.setOwn(&own, r, date, hash)
	if err := w.makeCanonicalRequest(headers, r, query, (*scratch).canonicalQuery, &own, &by.rules); err != nil {
		return st, err
	}
	st.canonicalRequest = string(headers.canonicalRequest())
	scope := string(appendCredentialScope(nil, date[:dayLen], by.sc.Region, by.sc.Service))
	name := algorithm
	if by.algorithm != nil {
		name = by.algorithm.Name
	}
	w.toSign = appendStringToSign(nil, name, scope)
	w.setStringToSign(headers, name, date)
	st.stringToSign = string(w.toSign)
	signature, err := w.appendSignature(nil, by)
	st.signature = string(signature)
	return st, err
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
