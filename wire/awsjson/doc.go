// Package awsjson speaks awsJson1_0 and awsJson1_1: every operation is a POST
// of a JSON object to "/", named by the header X-Amz-Target.
//
// Source: Smithy, "AWS JSON 1.0 protocol", "AWS JSON 1.1 protocol".
package awsjson
