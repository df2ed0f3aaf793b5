// Package creds finds the AWS credentials that requests are signed with, and
// keeps them fresh.
//
// A client that is given nothing has the environment alone, which is where a Lambda
// function finds its credentials. Elsewhere two lines are needed, or the Config of
// package chain or container, which is these two lines:
//
//	source := creds.Chain(creds.Environment{}, creds.Container{Fetch: fetch})
//	cache := creds.NewCache(source)
//
// # Terms
//
// A source is a [Provider]: it knows one place where credentials come from and
// asks there each time it is called. [Static] holds keys given in code,
// [Environment] reads AWS_ACCESS_KEY_ID and its companions (what a Lambda
// function has), [Container] asks the endpoint that ECS, EKS Pod Identity and
// Lambda SnapStart announce in variables; package container gives it a transport.
//
// A [Chain] asks sources in order. A source that has nothing to read answers with
// an error that is [ErrNotConfigured], and the next one is asked. Any other error
// stops the chain: a source that is configured and broken is never skipped.
//
// A [Cache] stands between callers and a source: one fetch serves all callers,
// and a refresh begins before the credentials expire.
//
// A [Secret] is a string that prints as REDACTED wherever it stands.
//
// Sources that read files, run processes or call services are packages of their
// own below this one, so that only programs that import them pay for them:
// container, profile, process, imds, sts, sso, login, and chain, which is all of
// them in the order of the AWS CLI.
//
// # Adding a source
//
//  1. Make it a package below this one. Write a type with a Retrieve method. Its
//     zero value works.
//  2. Answer with a [NotConfigured] that names what is missing when there is
//     nothing to read, and with an [Error] when there is and it fails.
//  3. Fill in Source with the source's name, and Expires when there is one. Keep
//     nothing between calls: the Cache does.
//  4. Obey the context, which outlives the call that happened to be first.
//
// Source of the rules: AWS SDKs and Tools Reference Guide, "Standardized
// credential providers".
package creds
