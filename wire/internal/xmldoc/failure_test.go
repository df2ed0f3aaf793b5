package xmldoc

import (
	"reflect"
	"strings"
	"testing"

	"github.com/tucuxi-go/tucuxi/wire"
	"github.com/tucuxi-go/tucuxi/wire/internal/tape"
)

func TestDecodeError(t *testing.T) {
	op := operation(t)
	for _, c := range []struct {
		name, body string
		want       wire.Failure
		members    string
		extra      string // of the name Key
	}{
		{"query", `<ErrorResponse xmlns="u"><Error><Type>Sender</Type><Code>Oops</Code><Message>a &amp; b</Message><Count>3</Count></Error><RequestId>r</RequestId></ErrorResponse>`,
			wire.Failure{Code: "Oops", Message: "a & b", Fault: "Sender", RequestID: "r"}, `{"Count":3}`, ""},
		{"query with errors", `<ErrorResponse><Errors><Error><Code>Oops</Code><message>m</message></Error></Errors><RequestID>r</RequestID></ErrorResponse>`,
			wire.Failure{Code: "Oops", Message: "m", RequestID: "r"}, `{"message":"m"}`, ""},
		{"ec2", `<Response><Errors><Error><Code>InvalidVpc</Code><Message>m</Message></Error><Error><Code>Second</Code></Error></Errors><RequestID>r</RequestID></Response>`,
			wire.Failure{Code: "InvalidVpc", Message: "m", RequestID: "r"}, "", ""},
		{"s3", `<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>m</Message><Key>k&lt;</Key><RequestId>r</RequestId><HostId>h</HostId></Error>`,
			wire.Failure{Code: "NoSuchKey", Message: "m", RequestID: "r", HostID: "h"}, "", "k<"},
		{"code by shape name", `<Error><Code>Failed</Code></Error>`, wire.Failure{Code: "Failed"}, `{}`, ""},
		{"code with namespace", `<Error><Code>a.b#Oops:http://x/</Code></Error>`, wire.Failure{Code: "Oops"}, `{}`, ""},
		{"bound", `<Error><Code>Bound</Code><Key>k</Key></Error>`, wire.Failure{Code: "Bound"}, `{"X":"from the header"}`, "k"},
		{"malformed member", `<Error><Code>Oops</Code><Count>x</Count><Key>k</Key></Error>`, wire.Failure{Code: "Oops"}, "", "k"},
		{"cut", `<Error><Code>Oops</Code><Message>m</Mess`, wire.Failure{Code: "Oops"}, "", ""},
		{"request id first", `<E><RequestId>r</RequestId><Error><Code>Oops</Code></Error></E>`, wire.Failure{Code: "Oops", RequestID: "r"}, `{}`, ""},
		{"nothing", ``, wire.StatusFailure(404), "", ""},
		{"html", `<html><head><title>503</title></head><body>no<br></body></html>`, wire.StatusFailure(404), "", ""},
		{"json", `{"message":"no"}`, wire.StatusFailure(404), "", ""},
		{"no code", `<Error><Message>m</Message><RequestId>r</RequestId></Error>`, wire.Failure{Code: "404", Message: "m", RequestID: "r"}, "", ""},
		{"no error", `<Response><X/></Response>`, wire.StatusFailure(404), "", ""},
		{"deep", strings.Repeat("<Errors>", 1000), wire.StatusFailure(404), "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var d wire.Document
			response := &wire.Response{Status: 404, Header: wire.HeaderList{}, Body: []byte(c.body)}
			got := DecodeError(&d, response, op, func(d *wire.Document, _ *wire.Response) error {
				if _, i := d.Shape.MemberNamed("X"); i >= 0 {
					d.OpenBound().AddText(tape.Text, uint16(i), tape.Bound, 0, len("from the header"))
					d.Text = append(d.Text, "from the header"...)
					d.CloseBound(1)
				}
				return nil
			})
			if (got.Shape.NumMembers() > 0) != (c.members != "") || got.Shape != d.Shape {
				t.Errorf("shape with %d members", got.Shape.NumMembers())
			}
			if c.members != "" {
				if members := string(d.Node().AppendJSON(nil)); members != c.members {
					t.Errorf("%s, want %s", members, c.members)
				}
			}
			if extra := d.Extra("Key").String(); extra != c.extra {
				t.Errorf("extra %q, want %q", extra, c.extra)
			}
			got.Shape = c.want.Shape
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}
