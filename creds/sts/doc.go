// Package sts gets credentials from AWS Security Token Service: those of a role,
// for other credentials ([AssumeRole]) or for the token of an identity provider
// ([WebIdentity], what a pod of EKS has).
//
//	source := sts.AssumeRole{
//		Client:  lite.Config{Region: "eu-west-1", Credentials: base},
//		RoleARN: "arn:aws:iam::123456789012:role/deploy",
//	}
//	db := lite.New(dynamodb.Service, lite.Config{Credentials: source})
//
// Each Retrieve is one call; a client keeps what it brings until it expires.
//
// Source: AWS SDKs and Tools Reference Guide, "Assume role credential provider".
package sts
