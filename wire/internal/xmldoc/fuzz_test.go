package xmldoc

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/tucuxi-go/tucuxi/models"
	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/wiretest"
)

const reservation = `<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId><reservationSet><item>` +
	`<reservationId>r-1</reservationId><groupSet/><instancesSet><item><instanceId>i-1</instanceId><instanceState><code>16</code><name>running</name></instanceState>` +
	`<launchTime>2024-01-02T03:04:05.000Z</launchTime><ebsOptimized>false</ebsOptimized><tagSet><item><key>Name</key><value>a &amp; b</value></item></tagSet>` +
	`</item></instancesSet></item></reservationSet><nextToken/></DescribeInstancesResponse>`

// What is read agrees with the slow twin, and shows as JSON.
func FuzzRead(f *testing.F) {
	shapes := []models.Shape{
		operation(f).Output(),
		wiretest.Operation(f, wiretest.Embedded(f, "s3"), "ListObjectsV2").Output(),
		wiretest.Operation(f, wiretest.Embedded(f, "s3"), "ListObjectVersions").Output(),
		wiretest.Operation(f, wiretest.Embedded(f, "ec2"), "DescribeInstances").Output(),
	}
	f.Add(byte(1), listing(2))
	f.Add(byte(2), []byte(`<L><Version><Key>a</Key></Version><DeleteMarker><Key>b</Key></DeleteMarker><Version><Key>c</Key><Size>1</Size></Version></L>`))
	f.Add(byte(3), []byte(reservation))
	for _, s := range []string{
		``, `<R/>`, `<R><S>a</S><int>1</int><Flat/><Name>x</Name><Flat>y</Flat></R>`, `<R><T>2009-10-12T17:50:30.123Z</T><U>1.5</U></R>`,
		`<R><Map><entry><value>1</value><key>"\</key></entry></Map></R>`, `<R><FlatMap/><S/><FlatMap><key>k</key><value>1</value></FlatMap></R>`,
		`<R><Owner x:type='"'><ID><![CDATA[<]]></ID></Owner></R>`, `<R><Structure><Flat/><Other/><Flat/></Structure><S/><Structure/></R>`,
		`<R><Blob>YQ==</Blob><F>NaN</F><D>1e5</D><B>1</B></R>`, `<R><Lists><member><member/></member></Lists></R>`, `<R><int>x</int></R>`,
	} {
		f.Add(byte(0), []byte(s))
	}
	f.Fuzz(func(t *testing.T, which byte, body []byte) {
		shape := shapes[int(which)%len(shapes)]
		d := &wire.Document{Shape: shape}
		r := Begin(d, body)
		if _, ok := r.Root(); ok {
			r.Members(shape)
		}
		err := r.End()
		if strings.Contains(string(body), "Union") || strings.Contains(string(body), "<!") { // out of the twin's reach
			return
		}
		tree, slowErr := parse(body)
		if slowErr != nil {
			return
		}
		want, slowErr := slowStructure(tree, shape)
		if slowErr != nil || err != nil {
			if (slowErr == nil) != (err == nil) && comparable(body) {
				t.Errorf("%v, want %v", err, slowErr)
			}
			return
		}
		if text := d.Node().AppendJSON(nil); !json.Valid(text) {
			t.Errorf("no JSON: %s", text)
		}
		if got := d.Node().Any(); !same(got, want) && comparable(body) {
			t.Errorf("%#v\nwant %#v", got, want)
		}
	})
}

// Whatever comes is a failure with a code, and its document can be read.
func FuzzDecodeError(f *testing.F) {
	for _, s := range []string{
		``, `<Error><Code>Oops</Code><Message>m</Message><Count>1</Count><Key><A/></Key></Error>`, `<Error><Code>Oops</Code><Key>&#1;</Key></Error>`, `<html>`, `{"a":1}`,
		`<ErrorResponse><Error><Code>a#Oops:b</Code></Error><RequestId>&amp;</RequestId></ErrorResponse>`, `<R><Errors><Error><Code>&#0;</Code></Error></Errors></R>`,
	} {
		f.Add([]byte(s))
	}
	op := operation(f)
	f.Fuzz(func(t *testing.T, body []byte) {
		var d wire.Document
		got := DecodeError(&d, &wire.Response{Status: 500, Header: wire.HeaderList{}, Body: body}, op, nil)
		if got.Code == "" && !strings.Contains(string(body), "Code") {
			t.Errorf("%+v", got)
		}
		if got.Shape != d.Shape {
			t.Error("the document has another shape")
		}
		d.Node().Any()
		if text := d.Node().AppendJSON(nil); !json.Valid(text) {
			t.Errorf("%s", text)
		}
		if text := d.Extra("Key").AppendJSON(nil); !json.Valid(text) {
			t.Errorf("Key: %s", text)
		}
	})
}

// comparable leaves out names with several colons, or one at an end, which
// encoding/xml takes for names without a prefix.
func comparable(body []byte) bool {
	const ends = " \t\r\n/="
	for part := range strings.SplitSeq(string(body), "<") {
		tag, _, _ := strings.Cut(part, ">")
		if strings.Count(tag, ":") > 1 {
			return false
		}
		before, after, ok := strings.Cut(" "+tag+" ", ":")
		if ok && (strings.Contains(ends, before[len(before)-1:]) || strings.Contains(ends, after[:1])) {
			return false
		}
	}
	return true
}

// same compares values; times to the microsecond that JSON's numbers keep.
func same(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		m, ok := b.(map[string]any)
		if !ok || len(a) != len(m) {
			return false
		}
		for k := range a {
			if v, ok := m[k]; !ok || !same(a[k], v) {
				return false
			}
		}
		return true
	case []any:
		l, ok := b.([]any)
		if !ok || len(a) != len(l) {
			return false
		}
		for i := range a {
			if !same(a[i], l[i]) {
				return false
			}
		}
		return true
	case []byte:
		return fmt.Sprintf("%x", a) == fmt.Sprintf("%x", b)
	case float64:
		f, ok := b.(float64)
		return ok && (a == f || math.IsNaN(a) && math.IsNaN(f))
	case time.Time:
		u, ok := b.(time.Time)
		diff := a.Sub(u)
		// beyond the years that a float64 holds in microseconds, it rounds
		return ok && (diff.Abs() <= time.Microsecond || a.Year() < 1700 || a.Year() > 2240)
	}
	return reflect.DeepEqual(a, b)
}
