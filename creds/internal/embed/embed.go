// Package embed holds what credential sources call services with: models of the
// services cut down to the operations that the sources need, a package each.
package embed

//go:generate go run ../../../models/prune -service sts -ops AssumeRole,AssumeRoleWithWebIdentity -out sts
//go:generate go run ../../../models/prune -service sso -ops GetRoleCredentials -out sso
//go:generate go run ../../../models/prune -service sso-oidc -ops CreateToken -out ssooidc
//go:generate go run ../../../models/prune -service signin -ops CreateOAuth2Token -out signin
