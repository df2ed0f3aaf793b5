// Package form writes params as application/x-www-form-urlencoded, the body of
// awsQuery and ec2Query requests.
//
// A value's name is the path to it, with points: Filter.1.Value.2. What the two
// protocols differ in, how names and lists are written, is a [Style].
package form
