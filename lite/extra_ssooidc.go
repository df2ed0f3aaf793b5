package lite

import "github.com/tucuxi-go/tucuxi/wire"

// SSOOIDCExtra makes the error_description of OAuth errors the message of the
// Error.
//
// Source: RFC 6749, section 5.2; IAM Identity Center OIDC API Reference,
// CreateToken, Errors.
type SSOOIDCExtra struct{}

type ssoOIDCExtra struct{ plain }

func (SSOOIDCExtra) open(*Client) special { return ssoOIDCExtra{} }

// refused implements special.
func (ssoOIDCExtra) refused(_ *call, e *Error) {
	if e.Message != "" && e.Message != wire.StatusText(e.Status) {
		return
	}
	if description := e.document.Extra("error_description").String(); description != "" {
		e.Message = description
	}
}
