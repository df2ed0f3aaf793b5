package differential

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"net/url"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/models"
)

// meaning is the content of a request body without what does not matter: the
// order of JSON members, attributes and form fields, white space, the length of
// CBOR numbers. What it cannot read means itself.
func meaning(protocol models.Protocol, body []byte) any {
	var v any
	var err error
	switch {
	case len(body) == 0:
		return nil
	case protocol == models.Query || protocol == models.EC2:
		v, err = formMeaning(body)
	case protocol == models.CBOR:
		v, err = cborMeaning(body)
	case body[0] == '{' || body[0] == '[':
		err = json.Unmarshal(body, &v)
	case body[0] == '<':
		v, err = xmlMeaning(body)
	default:
		return string(body)
	}
	if err != nil {
		return string(body)
	}
	return v
}

// presigned are the parts of a presigned URL that every second changes.
var presigned = regexp.MustCompile(`&?X-Amz-(Date|Signature|Credential)=[^& ]*`)

func formMeaning(body []byte) (any, error) {
	form, err := url.ParseQuery(string(body))
	m := map[string]any{}
	for name, values := range form {
		sort.Strings(values)
		m[name] = presigned.ReplaceAllString(strings.Join(values, " and "), "")
	}
	return m, err
}

// element is an XML element; order matters among its children.
type element struct {
	Name, Text string
	Attributes []string
	Children   []*element
}

func (e *element) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "<%s %s>%s", e.Name, e.Attributes, e.Text)
	for _, c := range e.Children {
		b.WriteString(c.String())
	}
	return b.String() + "</>"
}

func xmlMeaning(body []byte) (any, error) {
	root := &element{}
	open := []*element{root}
	for d := xml.NewDecoder(bytes.NewReader(body)); ; {
		token, err := d.RawToken()
		if err == io.EOF {
			return root.String(), nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{Name: token.Name.Space + ":" + token.Name.Local}
			for _, a := range token.Attr {
				e.Attributes = append(e.Attributes, a.Name.Space+":"+a.Name.Local+"="+a.Value)
			}
			sort.Strings(e.Attributes)
			up := open[len(open)-1]
			up.Children = append(up.Children, e)
			open = append(open, e)
		case xml.EndElement:
			if len(open) == 1 {
				return nil, io.ErrUnexpectedEOF
			}
			open = open[:len(open)-1]
		case xml.CharData:
			open[len(open)-1].Text += string(token)
		}
	}
}

// cborMeaning decodes CBOR (RFC 8949) into values in the notation of shown.
func cborMeaning(body []byte) (any, error) {
	r := cborReader{rest: body}
	v := r.value(0)
	if r.bad || len(r.rest) > 0 {
		return nil, io.ErrUnexpectedEOF
	}
	return v, nil
}

type cborReader struct {
	rest []byte
	bad  bool
}

func (r *cborReader) take(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.bad, r.rest = true, nil
		return make([]byte, 8)
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *cborReader) head() (major byte, info byte, n uint64) {
	b := r.take(1)[0]
	major, info = b>>5, b&31
	switch {
	case info < 24:
		return major, info, uint64(info)
	case info < 28:
		for _, c := range r.take(1 << (info - 24)) {
			n = n<<8 | uint64(c)
		}
	}
	return major, info, n
}

func (r *cborReader) value(depth int) any {
	major, info, n := r.head()
	if r.bad || depth > 200 {
		r.bad = true
		return nil
	}
	switch major {
	case 0:
		return float64(n)
	case 1:
		return -1 - float64(n)
	case 2:
		return map[string]any{"$b": base64.StdEncoding.EncodeToString(r.take(int(n)))}
	case 3:
		return string(r.take(int(n)))
	case 4:
		list := []any{}
		for ; !r.bad && (info == 31 || n > 0); n-- {
			if info == 31 && r.ends() {
				break
			}
			list = append(list, r.value(depth+1))
		}
		return list
	case 5:
		m := map[string]any{}
		for ; !r.bad && (info == 31 || n > 0); n-- {
			if info == 31 && r.ends() {
				break
			}
			key := fmt.Sprint(r.value(depth + 1))
			m[key] = r.value(depth + 1)
		}
		return m
	case 6:
		return map[string]any{"$" + strconv.FormatUint(n, 10): r.value(depth + 1)}
	}
	return floatOrSimple(info, n)
}

// ends reports and takes the break at the end of an indefinite length.
func (r *cborReader) ends() bool {
	if len(r.rest) == 0 || r.rest[0] != 0xff {
		return false
	}
	r.rest = r.rest[1:]
	return true
}

func floatOrSimple(info byte, n uint64) any {
	switch info {
	case 20, 21:
		return info == 21
	case 26:
		return float64(math.Float32frombits(uint32(n)))
	case 27:
		return math.Float64frombits(n)
	}
	return nil
}

func TestMeaning(t *testing.T) {
	for _, x := range []struct {
		protocol models.Protocol
		a, b     string
		same     bool
	}{
		{models.JSON, `{"a":1,"b":[2.0]}`, ` {"b": [2], "a": 1.0}`[1:], true},
		{models.JSON, `{"a":1}`, `{"a":2}`, false},
		{models.RestXML, `<A x="1" y="2"><B>t</B></A>`, `<A y="2" x="1"><B>t</B></A>`, true},
		{models.RestXML, `<A><B/><C/></A>`, `<A><C/><B/></A>`, false},
		{models.Query, "a=1&b=%20", "b=+&a=1", true},
		{models.Query, "a=1&a=2", "a=1", false},
		{models.CBOR, "\xa2\x61a\x01\x61b\xf5", "\xbf\x61b\xf5\x61a\x18\x01\xff", true},
		{models.CBOR, "\xa1\x61a\xfb\x3f\xf8\x00\x00\x00\x00\x00\x00", "\xa1\x61a\xfa\x3f\xc0\x00\x00", true},
		{models.CBOR, "\xa1\x61a\x01", "\xa1\x61a\x20", false},
	} {
		if got := same(meaning(x.protocol, []byte(x.a)), meaning(x.protocol, []byte(x.b))); got != x.same {
			t.Errorf("%v: %q and %q: %v", x.protocol, x.a, x.b, got)
		}
	}
}
