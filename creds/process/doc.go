// Package process gets credentials from a program: the setting credential_process
// of a profile.
//
// The program is run without a shell and prints one JSON object:
//
//	{"Version": 1, "AccessKeyId": …, "SecretAccessKey": …,
//	 "SessionToken": …, "Expiration": …, "AccountId": …}
//
// The last three are optional; Expiration is RFC 3339, and without it the
// credentials never expire. A program that fails explains itself on its standard
// error, of which errors show the first line. They show neither what the program
// printed nor its arguments, which may hold secrets.
//
// Source: AWS SDKs and Tools Reference Guide, "Process credential provider".
package process
