// Package profile reads the shared config and credentials files, the ones in
// ~/.aws that the AWS CLI writes.
//
//	c, err := profile.Files{}.Load()
//	s, err := c.Selected()
//	region := s.Get("region")
//	style, ok := s.Nested("s3", "addressing_style")
//
// # Terms
//
// A profile is a section of settings: [default] and [profile NAME] in the config
// file, [NAME] in the credentials file. The two files are one [Config]; where
// both set a key, the credentials file wins. The config file has two more kinds
// of sections, [sso-session NAME] and [services NAME], that profiles refer to.
//
// A setting is a line "key = value". Lines that begin with a blank continue the
// value; if the value is empty they are a block of nested settings, one level
// deep. Lines that begin with # or ; are comments, and so is what follows a blank
// and one of these behind a value. Keys are the same in any case. Of settings and
// sections that repeat, the later setting counts.
//
// A file that cannot be understood is a [SyntaxError] with file and line; none of
// its text is in there. Sections and keys with names that AWS does not allow are
// passed over, as AWS's SDKs do. Beyond their rules, names of sections may stand
// in quotes, and then have blanks in them, as in botocore.
//
// [Source] is the keys of a profile as a source of credentials. [Config.Roles]
// follows source_profile and credential_source to where a role's credentials
// begin. Sources that a profile can name besides, such as SSO, are packages of
// their own beside this one; package chain puts all of them together.
//
// Source of the rules: AWS SDKs and Tools Reference Guide, "Using shared config
// and credentials files to globally configure AWS SDKs and tools".
package profile
