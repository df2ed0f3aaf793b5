// Package sso gets tokens and credentials from IAM Identity Center, after the
// user has signed in with "aws sso login".
//
// The AWS CLI leaves a token below ~/.aws/sso/cache. [TokenSource] reads it, and
// renews it in time where it can be renewed, in the same file. [Source] gives it
// for the credentials of a role in an account.
//
// A profile configures both:
//
//	[profile dev]
//	sso_session = corp
//	sso_account_id = 123456789012
//	sso_role_name = Admin
//
//	[sso-session corp]
//	sso_start_url = https://corp.awsapps.com/start
//	sso_region = eu-west-1
//
// or, without a session, has sso_start_url and sso_region itself. Such tokens
// cannot be renewed.
//
// Source: AWS SDKs and Tools Reference Guide, "IAM Identity Center credential
// provider".
package sso
