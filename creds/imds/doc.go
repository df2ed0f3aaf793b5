// Package imds gets the credentials of the role of an EC2 instance from the
// instance metadata service, version 2.
//
// A session token is fetched first and sent with the requests for the name of
// the role and for its credentials. Version 1, which knows no token, is used only
// if [Source.AllowV1] says so.
//
// If the service hands out credentials that are about to expire, or have, they
// are given a few minutes more: it serves old ones while it cannot get new ones,
// and services accept them meanwhile (static stability).
//
// Source: Amazon EC2 User Guide, "Use the Instance Metadata Service to access
// instance metadata"; AWS SDKs and Tools Reference Guide, "IMDS credential
// provider".
package imds
