// Package query is the awsQuery protocol: requests are forms, responses XML.
//
// Source: Smithy, "AWS query protocol".
package query
