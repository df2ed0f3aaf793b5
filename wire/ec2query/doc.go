// Package ec2query is the ec2Query protocol, which Amazon EC2 alone speaks:
// requests are forms, responses XML.
//
// Source: Smithy, "AWS EC2 query protocol".
package ec2query
