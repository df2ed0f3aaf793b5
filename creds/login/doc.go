// Package login gets the credentials of a user who signed in with "aws login".
//
// A profile names the session by login_session. The AWS CLI leaves credentials,
// a refresh token and a key below ~/.aws/login/cache; [Source] reads them, and
// renews them in the same file when five minutes or less are left. The request
// for new ones proves that it comes from the holder of the key (DPoP).
//
// Source: AWS SDKs and Tools Reference Guide, "Login credentials provider";
// RFC 9449, "OAuth 2.0 Demonstrating Proof of Possession (DPoP)".
package login
