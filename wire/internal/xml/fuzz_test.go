package xml

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

// errSubset tells that a document is outside of what this package reads.
var errSubset = errors.New("outside the subset")

// slowOutline is outline by encoding/xml.
func slowOutline(document []byte) (string, error) {
	d := xml.NewDecoder(bytes.NewReader(document))
	root, depth := "", 0
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.Directive:
			return "", errSubset
		case xml.CharData:
			if strings.Trim(string(token), " \t\r\n") != "" {
				return "", errSubset
			}
		case xml.ProcInst:
			if token.Target == "xml" && depth > 0 {
				return "", errSubset
			}
		case xml.StartElement:
			if root != "" {
				return "", errSubset
			}
			if root, err = slowElement(d, token, 1); err != nil {
				return "", err
			}
		case xml.EndElement:
			return "", errors.New("end tag first")
		}
	}
	if root == "" {
		return "", errSubset
	}
	return root, nil
}

func slowElement(d *xml.Decoder, start xml.StartElement, depth int) (string, error) {
	if depth > MaxDepth {
		return "", errSubset
	}
	var children []string
	text := ""
	for {
		token, err := d.RawToken()
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.Directive:
			return "", errSubset
		case xml.CharData:
			text += string(token)
		case xml.StartElement:
			child, err := slowElement(d, token, depth+1)
			if err != nil {
				return "", err
			}
			children = append(children, child)
		case xml.EndElement:
			if token.Name != start.Name {
				return "", errors.New("mismatch")
			}
			if children == nil {
				return start.Name.Local + `="` + text + `"`, nil
			}
			return start.Name.Local + "(" + strings.Join(children, " ") + ")", nil
		}
	}
}

// A document that encoding/xml reads as well gives the same tree, and what it
// refuses to read well-formedly is refused here.
func FuzzScanner(f *testing.F) {
	for _, s := range []string{
		``, `<a/>`, `<a>b</a>`, `<a><b/></a>`, `<a></b>`, `<a b="c">d&amp;</a>`, `<a><![CDATA[<]]></a>`, `<!DOCTYPE a><a/>`,
		`<?xml version="1.0"?><x:a y:b='c'>&#x41;<!-- d --></x:a>`, "<a>\r\n</a>", `<a/><b/>`, `<a`, `<a><!--`, `<a>]]></a>`,
		"\ufeff<a/>", `<a:b:c/>`, `<a b='>'/>`, `<a>&lt</a>`,
	} {
		f.Add([]byte(s))
	}
	f.Add(listing(2))
	f.Fuzz(func(t *testing.T, document []byte) {
		got, err := scan(string(document))
		want, wantErr := slowOutline(document)
		switch {
		case wantErr == nil && !inSubset(document):
		case wantErr == nil && err != nil:
			t.Errorf("refused with %v; want %q", err, want)
		case wantErr == nil && got != want:
			t.Errorf("%q, want %q", got, want)
		case err == nil && wantErr != nil && strings.Contains(wantErr.Error(), "mismatch"):
			t.Errorf("%q, want an error: %v", got, wantErr)
		}
	})
}

// inSubset leaves out what the two packages judge differently: names with
// several colons, nothing before or behind one, or letters that are none in XML, and byte
// order marks.
func inSubset(document []byte) bool {
	if !utf8.Valid(document) || bytes.HasPrefix(document, []byte("\ufeff")) {
		return false
	}
	for _, part := range bytes.Split(document, []byte("<")) {
		tag, _, _ := bytes.Cut(part, []byte(">"))
		if i := bytes.IndexByte(tag, ':'); bytes.Count(tag, []byte(":")) > 1 || i >= 0 && (i == 0 || !isName(tag[i-1]) || i+1 == len(tag) || !isName(tag[i+1])) {
			return false
		}
	}
	return true
}
