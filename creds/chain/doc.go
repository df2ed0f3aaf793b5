// Package chain finds credentials wherever the AWS CLI finds them.
//
//	db := lite.New(dynamodb.Service, lite.Config{Credentials: chain.Source{}})
//
// [Config] adds what the profile says about clients, such as region and
// endpoint_url, below what code and variables say:
//
//	db := lite.New(dynamodb.Service, chain.Config(lite.Config{}))
//
// Clients that should share what is found are given one cache, as those of one
// Config are:
//
//	shared := creds.NewCache(chain.Source{})
//
// These sources are asked in order, the first that is configured wins, and one
// that is configured and fails is never skipped:
//
//  1. environment: AWS_ACCESS_KEY_ID and its companions, unless Profile is set
//  2. assume-role: role_arn of the profile, for source_profile or credential_source
//  3. assume-role-with-web-identity: AWS_WEB_IDENTITY_TOKEN_FILE and its companions
//     unless Profile is set, and web_identity_token_file of the profile
//  4. sso: sso_account_id and sso_role_name of the profile
//  5. shared-credentials-file: the profile's keys there
//  6. login: login_session of the profile
//  7. process: credential_process of the profile
//  8. config-file: the profile's keys there
//  9. container: the endpoint that ECS, EKS Pod Identity and Lambda SnapStart announce
//  10. imds: the role of an EC2 instance
//
// In a Lambda function, where AWS_LAMBDA_FUNCTION_NAME is set, the container
// endpoint comes second, so that no file is looked for; then it is not asked again.
// The instance metadata service is never asked there.
//
// The package links all of these, and the calls of STS, IAM Identity Center and
// AWS Sign-In, 0.7 MB (docs/configuration.md has the table): programs that run in Lambda alone do without. The sources
// are packages of their own, and creds.Chain puts together those that one wants.
//
// Source of the order: botocore; its files of old boto versions are left out.
package chain
