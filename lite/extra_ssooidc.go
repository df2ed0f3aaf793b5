package lite

import "github.com/tucuxi-go/tucuxi/wire"

// SSOOIDCExtra makes the error_description of OAuth errors the message of the
// Error.
//
// Source: RFC 6749, section 5.2; IAM Identity Center OIDC API Reference,
// CreateToken, Errors.
func SSOOIDCExtra(*Client) Extra {
	return Extra{refused: ssoOIDCRefused}
}

// ssoOIDCRefused is its refused.
func ssoOIDCRefused(_ *call, e *Error) {
	if e.Message != "" && e.Message != wire.StatusText(e.Status) {
		return
	}
	if description := e.answer().Extra("error_description").String(); description != "" {
		e.Message = description
	}
}
