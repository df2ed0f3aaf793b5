package restxml

import (
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/internal/testkit"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

// service has a member for every rule of bodies; the rules of paths, queries
// and headers are those of package rest.
const service = `{
"metadata": {"protocol": "rest-xml", "apiVersion": "2020-01-01", "serviceId": "Test"},
"operations": {
	"Do": {"name": "Do", "http": {"method": "PUT", "requestUri": "/{ID}"},
		"input": {"shape": "Body", "locationName": "DoRequest", "xmlNamespace": {"uri": "u"}}, "output": {"shape": "Body"}},
	"Named": {"name": "Named", "http": {"method": "PUT", "requestUri": "/"}, "input": {"shape": "NamedBody", "locationName": "NotThis"}},
	"Unnamed": {"name": "Unnamed", "http": {"method": "PUT", "requestUri": "/"}, "input": {"shape": "Structure"}},
	"Payload": {"name": "Payload", "http": {"method": "PUT", "requestUri": "/"}, "input": {"shape": "PayloadBody"}, "output": {"shape": "PayloadBody"}},
	"Renamed": {"name": "Renamed", "http": {"method": "PUT", "requestUri": "/"}, "input": {"shape": "RenamedBody"}},
	"Blob": {"name": "Blob", "http": {"method": "PUT", "requestUri": "/"}, "input": {"shape": "BlobBody"}, "output": {"shape": "BlobBody"}},
	"Text": {"name": "Text", "http": {"method": "PUT", "requestUri": "/"}, "input": {"shape": "TextBody"}, "output": {"shape": "TextBody"}},
	"Location": {"name": "Location", "http": {"method": "GET", "requestUri": "/"}, "output": {"shape": "LocationOutput"}},
	"Events": {"name": "Events", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "EventsBody"}, "output": {"shape": "EventsBody"}},
	"None": {"name": "None", "http": {"method": "DELETE", "requestUri": "/"}}
},
"shapes": {
	"Body": {"type": "structure", "members": {
		"ID": {"shape": "String", "location": "uri", "locationName": "ID"},
		"H": {"shape": "String", "location": "header", "locationName": "x-h"},
		"Code": {"shape": "Integer", "location": "statusCode"},
		"S": {"shape": "String", "locationName": "str"},
		"I": {"shape": "Integer"}, "L": {"shape": "Long"}, "B": {"shape": "Boolean"}, "D": {"shape": "Double"},
		"T": {"shape": "Time"}, "U": {"shape": "Unix"}, "Blob": {"shape": "BlobValue"},
		"Strings": {"shape": "Strings"},
		"Items": {"shape": "Items"},
		"Flat": {"shape": "Items", "flattened": true},
		"Map": {"shape": "Map"},
		"FlatMap": {"shape": "NamedMap", "flattened": true, "locationName": "Entry"},
		"Owner": {"shape": "Owner", "xmlNamespace": {"prefix": "xsi", "uri": "http://x"}},
		"Spaced": {"shape": "Spaced"}
	}},
	"NamedBody": {"type": "structure", "locationName": "Root", "members": {"S": {"shape": "String"}}},
	"Structure": {"type": "structure", "members": {"S": {"shape": "String"}}},
	"PayloadBody": {"type": "structure", "payload": "P", "members": {
		"H": {"shape": "String", "location": "header", "locationName": "x-h"},
		"P": {"shape": "Structure", "locationName": "P", "xmlNamespace": {"uri": "p"}}}},
	"RenamedBody": {"type": "structure", "payload": "P", "members": {"P": {"shape": "NamedBody", "locationName": "Other"}}},
	"BlobBody": {"type": "structure", "payload": "P", "members": {
		"P": {"shape": "BlobValue"}, "Type": {"shape": "String", "location": "header", "locationName": "Content-Type"}}},
	"TextBody": {"type": "structure", "payload": "P", "members": {"P": {"shape": "String"}}},
	"LocationOutput": {"type": "structure", "members": {"LocationConstraint": {"shape": "String"}}},
	"EventsBody": {"type": "structure", "payload": "P", "members": {"P": {"shape": "Stream"}, "H": {"shape": "String", "location": "header", "locationName": "x-h"}}},
	"Stream": {"type": "structure", "eventstream": true, "members": {}},
	"Owner": {"type": "structure", "members": {
		"Name": {"shape": "String"},
		"Type": {"shape": "String", "locationName": "xsi:type", "xmlAttribute": true}}},
	"Spaced": {"type": "structure", "xmlNamespace": "s", "members": {}},
	"Failed": {"type": "structure", "exception": true, "members": {
		"H": {"shape": "String", "location": "header", "locationName": "x-h"}, "Count": {"shape": "Integer"}}},
	"Strings": {"type": "list", "member": {"shape": "String"}},
	"Items": {"type": "list", "member": {"shape": "String", "locationName": "item", "xmlNamespace": {"uri": "m"}}},
	"Map": {"type": "map", "key": {"shape": "String"}, "value": {"shape": "Structure"}},
	"NamedMap": {"type": "map", "key": {"shape": "String", "locationName": "K", "xmlNamespace": "k"}, "value": {"shape": "String", "locationName": "V", "xmlNamespace": "v"}},
	"String": {"type": "string"}, "Integer": {"type": "integer"}, "Long": {"type": "long"}, "Boolean": {"type": "boolean"},
	"Double": {"type": "double"}, "BlobValue": {"type": "blob"}, "Time": {"type": "timestamp"}, "Unix": {"type": "timestamp", "timestampFormat": "unixTimestamp"}
}}`

func TestEncode(t *testing.T) {
	m := wiretest.Compile(t, service)
	for _, c := range []struct {
		operation string
		params    wire.Map
		body      string // without the root of Do
		typ       string
	}{
		{"Do", wire.Map{}, ``, ""},
		{"Do", wire.Map{"H": "h"}, ``, ""},
		{"Do", wire.Map{"S": "a<b\r\n"}, `<str>a&lt;b&#xD;&#xA;</str>`, "application/xml"},
		{"Do", wire.Map{"S": "", "I": -1, "L": 5, "B": true, "D": 1.5}, `<str></str><I>-1</I><L>5</L><B>true</B><D>1.5</D>`, "application/xml"},
		{"Do", wire.Map{"T": 0, "U": 1.5, "Blob": []byte("\xfb\xff")}, `<T>1970-01-01T00:00:00Z</T><U>1.5</U><Blob>+/8=</Blob>`, "application/xml"},
		{"Do", wire.Map{"Strings": wire.List{"a", "b"}}, `<Strings><member>a</member><member>b</member></Strings>`, "application/xml"},
		{"Do", wire.Map{"Strings": wire.List{}, "Flat": wire.List{}}, `<Strings></Strings>`, "application/xml"},
		{"Do", wire.Map{"Items": wire.List{"a"}}, `<Items><item xmlns="m">a</item></Items>`, "application/xml"},
		{"Do", wire.Map{"Flat": wire.List{"a", "b"}}, `<Flat xmlns="m">a</Flat><Flat xmlns="m">b</Flat>`, "application/xml"},
		{"Do", wire.Map{"Map": wire.Map{"k": wire.Map{"S": "v"}}}, `<Map><entry><key>k</key><value><S>v</S></value></entry></Map>`, "application/xml"},
		{"Do", wire.Map{"FlatMap": wire.Map{"b": "2", "a": "1"}}, `<Entry><K xmlns="k">a</K><V xmlns="v">1</V></Entry><Entry><K xmlns="k">b</K><V xmlns="v">2</V></Entry>`, "application/xml"},
		{"Do", wire.Map{"Owner": wire.Map{"Name": "n", "Type": `"t"`}}, `<Owner xmlns:xsi="http://x" xsi:type="&quot;t&quot;"><Name>n</Name></Owner>`, "application/xml"},
		{"Do", wire.Map{"Spaced": wire.Map{}}, `<Spaced xmlns="s"></Spaced>`, "application/xml"},
		{"Named", wire.Map{"S": "a"}, `<Root><S>a</S></Root>`, "application/xml"},
		{"Unnamed", wire.Map{"S": "a"}, `<Structure><S>a</S></Structure>`, "application/xml"},
		{"Payload", wire.Map{"P": wire.Map{"S": "a"}}, `<P xmlns="p"><S>a</S></P>`, "application/xml"},
		{"Payload", wire.Map{"P": wire.Map{}}, `<P xmlns="p"></P>`, "application/xml"},
		{"Payload", wire.Map{"H": "h"}, ``, ""},
		{"Renamed", wire.Map{"P": wire.Map{"S": "a"}}, `<Other><S>a</S></Other>`, "application/xml"},
		{"Blob", wire.Map{"P": []byte("bytes")}, `bytes`, "application/octet-stream"},
		{"Blob", wire.Map{"P": "text", "Type": "a/b"}, `text`, "a/b"},
		{"Blob", wire.Map{}, ``, ""},
		{"Text", wire.Map{"P": "<text>"}, `<text>`, "text/plain"},
		{"None", nil, ``, ""},
	} {
		op := wiretest.Operation(t, m, c.operation)
		if c.operation == "Do" {
			c.params["ID"] = "id"
			if c.body != "" {
				c.body = `<DoRequest xmlns="u">` + c.body + `</DoRequest>`
			}
		}
		var e wire.Encoder
		var r wire.Request
		params := wire.ValueOf(c.params)
		if c.params == nil {
			params = wire.Value{}
		}
		Protocol.EncodeRequest(&e, &r, op, params)
		if err := e.Err(op); err != nil {
			t.Error(err)
		}
		if typ, _ := r.Header("content-type"); string(r.Body) != c.body || typ != c.typ {
			t.Errorf("%s %v: %s of type %q\nwant %s of type %q", c.operation, c.params, r.Body, typ, c.body, c.typ)
		}
	}
}

func TestEncodeStream(t *testing.T) {
	op := wiretest.Operation(t, wiretest.Compile(t, service), "Blob")
	var e wire.Encoder
	var r wire.Request
	stream := strings.NewReader("x")
	Protocol.EncodeRequest(&e, &r, op, wire.ValueOf(wire.Map{"P": stream}))
	if e.Failed() || r.Stream != stream || len(r.Body) != 0 {
		t.Error(e.Err(op), r.Stream)
	}
}

func TestEncodeFaults(t *testing.T) {
	m := wiretest.Compile(t, service)
	for _, c := range []struct {
		operation string
		params    wire.Map
		want      string
	}{
		{"Do", wire.Map{"ID": "i", "S": "a\x01"}, "S: the string holds a character that XML cannot carry"},
		{"Do", wire.Map{"ID": "i", "Owner": wire.Map{"Type": "\x00"}}, "Owner.Type: the string holds a character that XML cannot carry"},
		{"Do", wire.Map{"ID": "i", "Map": wire.Map{"k\x01": wire.Map{"S": 1}}}, "S: a string is wanted, not an integer"},
		{"Do", wire.Map{"ID": "i", "Strings": wire.List{"a", 1}}, "Strings[1]: a string is wanted"},
		{"Events", wire.Map{"P": wire.Map{}}, "P: events are not params: they are sent one by one"},
	} {
		var e wire.Encoder
		var r wire.Request
		op := wiretest.Operation(t, m, c.operation)
		Protocol.EncodeRequest(&e, &r, op, wire.ValueOf(c.params))
		if err := e.Err(op); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

func TestDecode(t *testing.T) {
	m := wiretest.Compile(t, service)
	header := wire.HeaderList{{Name: "X-H", Value: "h"}}
	for _, c := range []struct{ operation, body, want string }{
		{"Do", ``, `{"H":"h","Code":200}`},
		{"Do", `<R><str>s</str><Flat>a</Flat><Flat>b</Flat><Entry><K>k</K><V>v</V></Entry></R>`, `{"H":"h","Code":200,"S":"s","Flat":["a","b"],"FlatMap":{"k":"v"}}`},
		{"Payload", `<Whatever><S>s</S></Whatever>`, `{"H":"h","P":{"S":"s"}}`},
		{"Payload", ``, `{"H":"h"}`},
		{"Blob", `<not xml`, `{"P":"PG5vdCB4bWw="}`},
		{"Blob", ``, `{}`},
		{"Text", `text`, `{"P":"text"}`},
		{"Location", `<LocationConstraint xmlns="u">eu-west-1</LocationConstraint>`, `{"LocationConstraint":"eu-west-1"}`},
		{"Location", `<LocationConstraint xmlns="u"/>`, `{}`},
		{"Location", `<R><LocationConstraint>eu-west-1</LocationConstraint></R>`, `{"LocationConstraint":"eu-west-1"}`},
		{"Location", `<LocationConstraint><LocationConstraint>eu-west-1</LocationConstraint></LocationConstraint>`, `{"LocationConstraint":"eu-west-1"}`},
		{"Events", "\x00\x00\x00", `{"H":"h"}`},
		{"None", `<x>`, `{}`},
	} {
		var d wire.Document
		op := wiretest.Operation(t, m, c.operation)
		if err := Protocol.DecodeResponse(&d, &wire.Response{Status: 200, Header: header, Body: []byte(c.body)}, op); err != nil {
			t.Errorf("%s %s: %v", c.operation, c.body, err)
			continue
		}
		if got := string(d.Node().AppendJSON(nil)); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.operation, c.body, got, c.want)
		}
	}
}

func TestDecodeError(t *testing.T) {
	m := wiretest.Compile(t, service)
	op := wiretest.Operation(t, m, "None")
	var d wire.Document
	body := `<Error><Code>Failed</Code><Message>m</Message><Count>2</Count><BucketName>b</BucketName><RequestId>r</RequestId><HostId>h</HostId></Error>`
	f := Protocol.DecodeError(&d, &wire.Response{Status: 404, Header: wire.HeaderList{{Name: "x-h", Value: "v"}}, Body: []byte(body)}, op)
	if f.Code != "Failed" || f.Message != "m" || f.RequestID != "r" || f.HostID != "h" {
		t.Errorf("%+v", f)
	}
	if got := string(d.Node().AppendJSON(nil)); got != `{"H":"v","Count":2}` {
		t.Error(got)
	}
	if got := d.Extra("BucketName").String(); got != "b" {
		t.Errorf("BucketName %q", got)
	}
	d.Reset()
	if f := Protocol.DecodeError(&d, &wire.Response{Status: 404, Header: wire.HeaderList{}}, op); !reflect.DeepEqual(f, wire.StatusFailure(404)) { // HEAD
		t.Errorf("%+v", f)
	}
}

// listing is a ListObjectsV2 response of n keys, as Amazon S3 sends it.
func listing(n int) []byte {
	b := []byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name><Prefix>photos/</Prefix><KeyCount>1000</KeyCount><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>`)
	for i := range n {
		b = append(b, `<Contents><Key>photos/2024/11/30/IMG_`...)
		b = strconv.AppendInt(b, int64(100000+i), 10)
		b = append(b, `.jpeg</Key><LastModified>2024-11-30T12:34:56.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType><Size>`...)
		b = strconv.AppendInt(b, int64(4321+i*17), 10)
		b = append(b, `</Size><StorageClass>STANDARD</StorageClass></Contents>`...)
	}
	return append(b, `<CommonPrefixes><Prefix>photos/2024/12/</Prefix></CommonPrefixes></ListBucketResult>`...)
}

var s3Headers = wire.HeaderList{
	{Name: "X-Amz-Id-2", Value: "example"}, {Name: "X-Amz-Request-Id", Value: "0123456789ABCDEF"}, {Name: "Content-Type", Value: "application/xml"},
	{Name: "Date", Value: "Sat, 30 Nov 2024 12:34:56 GMT"}, {Name: "Server", Value: "AmazonS3"},
}

func decodeListing(t testing.TB, body []byte, n int) func() {
	op := wiretest.Operation(t, wiretest.Embedded(t, "s3"), "ListObjectsV2")
	var d wire.Document
	response := &wire.Response{Status: 200, Header: s3Headers, Body: body}
	return func() {
		d.Reset()
		if err := Protocol.DecodeResponse(&d, response, op); err != nil {
			t.Fatal(err)
		}
		contents := d.Node().Field("Contents")
		if last := contents.At(-1); contents.Len() != n || last.Field("ETag").String() != `"d41d8cd98f00b204e9800998ecf8427e"` || last.Field("Size").Int() != int64(4321+(n-1)*17) {
			t.Fatalf("%d keys, last %s", contents.Len(), last.AppendJSON(nil))
		}
	}
}

func encodeDelete(t testing.TB, n int) func() {
	op := wiretest.Operation(t, wiretest.Embedded(t, "s3"), "DeleteObjects")
	var e wire.Encoder
	var r wire.Request
	var keys wire.List
	for i := range n {
		keys = append(keys, wire.Map{"Key": "photos/2024/11/30/IMG_" + strconv.Itoa(100000+i) + ".jpeg"})
	}
	params := wire.ValueOf(wire.Map{"Bucket": "bucket", "Delete": wire.Map{"Objects": keys, "Quiet": true}})
	return func() {
		e.Reset()
		r.Reset()
		Protocol.EncodeRequest(&e, &r, op, params)
		if e.Failed() {
			t.Fatal(e.Err(op))
		}
	}
}

func TestAllocs(t *testing.T) {
	for name, f := range map[string]func(){"decode": decodeListing(t, listing(1000), 1000), "encode": encodeDelete(t, 100)} {
		t.Run(name, func(t *testing.T) {
			for range 3 {
				f() // the buffers grow
			}
			testkit.WantAllocs(t, 0, f)
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	for _, n := range []int{1, 100, 1000} {
		b.Run("ListObjectsV2/"+strconv.Itoa(n), func(b *testing.B) {
			body := listing(n)
			f := decodeListing(b, body, n)
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
		})
	}
}

func BenchmarkEncode(b *testing.B) {
	for _, n := range []int{1, 100} {
		b.Run("DeleteObjects/"+strconv.Itoa(n), func(b *testing.B) {
			f := encodeDelete(b, n)
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
		})
	}
}
