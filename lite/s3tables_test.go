package lite_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tucuxi-go/tucuxi/creds"
	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/lite"
	"github.com/tucuxi-go/tucuxi/models/embed/s3"
	"github.com/tucuxi-go/tucuxi/wire"
)

// s3Tables are the tables of the corpus about S3.
type s3Tables struct {
	BucketName []struct {
		Bucket *string
		Valid  bool
	}
	DNSCompatible []struct {
		Bucket        string
		DNSCompatible bool
	} `json:"dnsCompatibleBucketName"`
	SigningPath []struct {
		AuthPath, Expect any
	} `json:"removeArnFromSigningPath"`
	AccelerateURL []struct {
		URL    *string
		Expect bool
	} `json:"accelerateUrl"`
	ArnParse []struct {
		ARN    string
		Expect *struct{ Partition, Service, Region, Account, Resource string }
		Error  string
	}
	CopySource []struct {
		ID     string
		Params map[string]any
		Expect map[string]string
		Error  string
	}
	AsciiMetadata []struct {
		ID     string
		Params map[string]any
		Valid  bool
	}
	SSEMD5 []struct {
		Params     map[string]any
		KeyGivenAs string
		Expect     map[string]string
	} `json:"sseMd5"`
	TwoHundredErrors []struct {
		Body          string
		TreatAsStatus int
	}
	ListObjectsDecoding []struct {
		ID, Operation   string
		Parsed, Context map[string]any
		Expect          map[string]any
	}
}

func TestConformanceS3Tables(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(testkit.Conformance(t, "s3"), "tables.json"))
	if err != nil {
		t.Fatal(err)
	}
	var tables s3Tables
	if err := json.Unmarshal(b, &tables); err != nil {
		t.Fatal(err)
	}
	for _, c := range tables.BucketName {
		if c.Bucket != nil && lite.IsBucket(*c.Bucket) != c.Valid {
			t.Errorf("bucket %q: valid is not %v", *c.Bucket, c.Valid)
		}
	}
	for _, c := range tables.AccelerateURL {
		if c.URL != nil && lite.IsAccelerate(*c.URL) != c.Expect {
			t.Errorf("%s: accelerated is not %v", *c.URL, c.Expect)
		}
	}
	for _, c := range tables.ArnParse {
		partition, service, region, account, resource, ok := lite.ParseARN(c.ARN)
		if ok != (c.Error == "") {
			t.Errorf("%s: ok is %v", c.ARN, ok)
		} else if w := c.Expect; ok && (partition != w.Partition || service != w.Service || region != w.Region || account != w.Account || resource != w.Resource) {
			t.Errorf("%s: %s %s %s %s %s", c.ARN, partition, service, region, account, resource)
		}
	}
	for _, c := range tables.DNSCompatible {
		if virtual := strings.HasPrefix(placed(t, lite.AddressAuto, c.Bucket, "k"), c.Bucket+".s3."); virtual != c.DNSCompatible {
			t.Errorf("bucket %q: its host is not %v", c.Bucket, c.DNSCompatible)
		}
	}
	tables.signingPaths(t)
	for _, c := range tables.TwoHundredErrors {
		if lite.IsErrorBody([]byte(c.Body)) != (c.TreatAsStatus == 500) {
			t.Errorf("%q: not to be treated as %d", c.Body, c.TreatAsStatus)
		}
	}
	t.Run("params", func(t *testing.T) { tables.params(t) })
	for _, c := range tables.ListObjectsDecoding {
		t.Run(c.ID, func(t *testing.T) { decodeListing(t, c.Operation, c.Parsed, c.Context, c.Expect) })
	}
	t.Logf("%d DNS names, %d listings, %d bucket names, %d accelerated URLs, %d ARNs, %d errors with status 200, %d copy sources, %d metadata, %d customer keys",
		len(tables.DNSCompatible), len(tables.ListObjectsDecoding), len(tables.BucketName), len(tables.AccelerateURL), len(tables.ArnParse), len(tables.TwoHundredErrors),
		len(tables.CopySource), len(tables.AsciiMetadata), len(tables.SSEMD5))
}

// placed is host and path of GetObject, or nothing if S3 is not called.
func placed(t *testing.T, style lite.Addressing, bucket, key string) (place string) {
	c := lite.New(s3.Service, lite.Config{Region: "us-west-2", Credentials: creds.Static("AKIDEXAMPLE", "secret", ""), Transport: &stub{}, S3: lite.S3Config{Addressing: style}})
	c.Locate(t.Context(), s3.GetObject, wire.ValueOf(lite.Map{"Bucket": bucket, "Key": key}), func(_, host, path string) { place = host + path })
	return place
}

// signingPaths sends what stands in a path before an ARN is taken out of it: an ARN
// becomes a host, a bucket stays. What is sent is what is signed. The account of the
// ARNs is two digits short of one.
//
// Three rows are excluded: the empty path, none, and a number, which say what the
// function of the table does with arguments that no call has.
func (tables *s3Tables) signingPaths(t *testing.T) {
	ran := 0
	for _, c := range tables.SigningPath {
		path, _ := c.AuthPath.(string)
		bucket, key, ok := strings.Cut(strings.TrimPrefix(path, "/"), "/")
		if !ok {
			continue
		}
		ran++
		bucket = strings.NewReplacer("%3A", ":", "%2F", "/", "1234567890", "123456789012").Replace(bucket)
		style := lite.AddressPath
		if strings.HasPrefix(bucket, "arn:") {
			style = lite.AddressAuto
		}
		if got := placed(t, style, bucket, key); got[max(strings.IndexByte(got, '/'), 0):] != c.Expect {
			t.Errorf("%s: %s, want %s", path, got, c.Expect)
		}
	}
	if ran != len(tables.SigningPath)-3 {
		t.Errorf("%d of %d paths", ran, len(tables.SigningPath))
	}
}

// decodeListing takes a listing through a call that asked for the encoding
// itself, or whose caller did.
func decodeListing(t *testing.T, operation string, parsed, context, expect map[string]any) {
	op := map[string]lite.Operation{
		"ListObjects": s3.ListObjects, "ListObjectsV2": s3.ListObjectsV2, "ListObjectVersions": s3.ListObjectVersions,
	}[operation]
	params := lite.Map{"Bucket": "orders"}
	if context["encoding_type_auto_set"] != true {
		params["EncodingType"] = "url"
	}
	c, _ := client(t, s3.Service, answer{status: 200, body: "<ListBucketResult>" + elements(parsed) + "</ListBucketResult>"})
	out, err := c.Call(t.Context(), op, params)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := json.Marshal(out.Value().Any())
	want, _ := json.Marshal(expect)
	if string(got) != string(want) {
		t.Errorf("%s, want %s", got, want)
	}
}

// elements is the XML of a parsed answer.
func elements(m map[string]any) string {
	var b strings.Builder
	one := func(name string, v any) {
		b.WriteString("<" + wireNames[name] + ">")
		if inner, ok := v.(map[string]any); ok {
			b.WriteString(elements(inner))
		} else {
			b.WriteString(v.(string))
		}
		b.WriteString("</" + wireNames[name] + ">")
	}
	for name, v := range m {
		if wireNames[name] == "" {
			wireNames[name] = name
		}
		if list, ok := v.([]any); ok {
			for _, e := range list {
				one(name, e)
			}
			continue
		}
		one(name, v)
	}
	return b.String()
}

// wireNames are the names of elements that are not those of members.
var wireNames = map[string]string{"Versions": "Version", "DeleteMarkers": "DeleteMarker"}

// params takes the tables about params through calls.
func (tables *s3Tables) params(t *testing.T) {
	send := func(op lite.Operation, params map[string]any) (map[string]string, error) {
		c, s := client(t, s3.Service, answer{status: 200, body: "<CopyObjectResult/>"})
		all := lite.Map{"Bucket": "orders", "Key": "k"}
		for name, v := range params {
			if name != "NotMetadata" { // which is no member
				all[name] = v
			}
		}
		if op == s3.CopyObject && all["CopySource"] == nil {
			all["CopySource"] = "a/b"
		}
		_, err := c.Call(t.Context(), op, all)
		if len(s.sent) == 0 {
			return nil, err
		}
		return s.sent[0].header, err
	}
	for _, c := range tables.CopySource {
		h, err := send(s3.CopyObject, c.Params)
		if (err != nil) != (c.Error != "") || err == nil && h["x-amz-copy-source"] != c.Expect["CopySource"] {
			t.Errorf("%s: %s, %v", c.ID, h["x-amz-copy-source"], err)
		}
	}
	for _, c := range tables.AsciiMetadata {
		if _, err := send(s3.PutObject, c.Params); (err == nil) != c.Valid {
			t.Errorf("%s: %v", c.ID, err)
		}
	}
	headers := map[string]string{
		"SSECustomerKey":                 "x-amz-server-side-encryption-customer-key",
		"SSECustomerKeyMD5":              "x-amz-server-side-encryption-customer-key-md5",
		"SSECustomerAlgorithm":           "x-amz-server-side-encryption-customer-algorithm",
		"CopySourceSSECustomerKey":       "x-amz-copy-source-server-side-encryption-customer-key",
		"CopySourceSSECustomerKeyMD5":    "x-amz-copy-source-server-side-encryption-customer-key-md5",
		"CopySourceSSECustomerAlgorithm": "x-amz-copy-source-server-side-encryption-customer-algorithm",
	}
	for _, c := range tables.SSEMD5 {
		h, err := send(s3.CopyObject, c.Params)
		for name, want := range c.Expect {
			if header := headers[name]; header != "" && h[header] != want {
				t.Errorf("%v: %s is %q, want %q (%v)", c.Params, name, h[header], want, err)
			}
		}
	}
}

// FuzzSplitURL: what passes as an endpoint is scheme, host and path as they
// were, and the host holds nothing that could end it early.
func FuzzSplitURL(f *testing.F) {
	for _, s := range []string{"https://host", "http://[::1]:80/a/", "https://a@b", "https://h?q", "http://h:0", "https://h\r\n", "https://" + string(make([]byte, 300)), "//", "https://a..b/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, url string) {
		scheme, host, path, ok := lite.SplitURL(url)
		if !ok {
			return
		}
		for i := range len(host) {
			switch c := host[i]; {
			case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-', c == '_', c == '.', c == ':', c == '[', c == ']':
			default:
				t.Errorf("%q: host %q", url, host)
			}
		}
		again, host2, path2, ok := lite.SplitURL(scheme + "://" + host + path)
		if !ok || again != scheme || host2 != host || path2 != path {
			t.Errorf("%q gives %s://%s%s, and that %s://%s%s, %v", url, scheme, host, path, again, host2, path2, ok)
		}
	})
}

// FuzzUnescapeListing: a listing that is percent-encoded comes back as the keys
// were, whatever they hold.
func FuzzUnescapeListing(f *testing.F) {
	for _, s := range []string{"a/b", "a b+c%", "<&>\"'", "\x01\x1f\x7f", "ü\U0001F42C", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, key string) {
		const head, tail = "<ListBucketResult><EncodingType>url</EncodingType><Contents><Key>", "</Key></Contents></ListBucketResult>"
		lite.UnescapeListing([]byte(key)) // stands anything
		if !utf8.ValidString(key) || strings.Contains(key, "\x00") {
			return
		}
		c, _ := client(t, s3.Service, answer{status: 200, body: head + lite.CopySource(key) + tail})
		out, err := c.Call(t.Context(), s3.ListObjectsV2, lite.Map{"Bucket": "orders"})
		if err != nil {
			t.Fatal(err)
		}
		if got := out.Get("Contents", 0, "Key").String(); got != key && !strings.Contains(key, "?versionId=") {
			t.Errorf("%q came back as %q", key, got)
		}
	})
}
