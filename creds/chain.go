package creds

import (
	"context"
	"errors"
	"strings"
)

type chain []Provider

// Chain asks the sources in order; the first that answers wins. A source that is
// [ErrNotConfigured] is passed, any other error stops the chain. The error is a
// [ChainError]. Chains nest.
//
// Nothing is remembered between calls: put the chain behind a [Cache].
func Chain(sources ...Provider) Provider { return (*chain)(&sources) }

func (c *chain) Retrieve(ctx context.Context) (Credentials, error) {
	failed := new(ChainError)
	for _, source := range *c {
		got, err := source.Retrieve(ctx)
		if err == nil {
			return got, nil
		}
		if !errors.Is(err, ErrNotConfigured) {
			failed.Err = err
			break
		}
		failed.Passed = append(failed.Passed, err)
	}
	return Credentials{}, failed
}

// ChainError tells what every source said that a [Chain] asked.
type ChainError struct {
	Passed []error // of the sources that were not configured, in order
	Err    error   // what stopped the chain; nil: no source was configured
}

// Error is one line with the reason of every source that was asked, in order.
func (e *ChainError) Error() string {
	text, all := "", e.Passed
	if e.Err != nil {
		all = append(all[:len(all):len(all)], e.Err)
	}
	for _, err := range all {
		text += "; " + strings.TrimPrefix(err.Error(), "creds: ")
	}
	if text == "" {
		text = "; no source was given"
	}
	return "creds: no credentials: " + text[2:]
}

// Unwrap gives the error that stopped the chain.
func (e *ChainError) Unwrap() error { return e.Err }

// Is makes a chain without any configured source ErrNotConfigured in turn.
func (e *ChainError) Is(target error) bool { return target == ErrNotConfigured && e.Err == nil }
